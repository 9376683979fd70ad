import type { JSX } from 'preact'
import { PageMain } from '../../components/page-main.tsx'
import { useTexts } from '../../state/language.ts'
import { personnelTexts } from './personnel-texts.ts'
import { ServiceCards } from './service-cards.tsx'

/** 醫事人員專區: the services for medical personnel; each is entered with the person's own card. */
export function PersonnelPage(): JSX.Element {
  const t = useTexts(personnelTexts)
  return (
    <PageMain page="personnel" state="ready" title={t.title}>
      <div class="box stack">
        <p>{t.lead}</p>
        <ServiceCards />
      </div>
    </PageMain>
  )
}
