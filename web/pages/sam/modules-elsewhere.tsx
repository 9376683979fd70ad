import type { JSX } from 'preact'
import { platforms } from '../../../core/portal/platforms.ts'
import { ExternalLink } from '../../components/external-link.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useTexts } from '../../state/language.ts'
import { elsewhereTexts } from './sam-texts.ts'

/** On the Internet platform: where modules are applied for. */
export function ModulesElsewhere(): JSX.Element {
  const t = useTexts(elsewhereTexts)
  const address = platforms.vpn.productionOrigin
  return (
    <Notice>
      <p>{t.where}</p>
      <p>
        <ExternalLink href={address}>{address}</ExternalLink>
      </p>
    </Notice>
  )
}

/** In the place of the pages that the Internet platform has not. */
export function ModulesElsewherePage(): JSX.Element {
  const t = useTexts(elsewhereTexts)
  return (
    <PageMain page="modules" state="ready" title={t.title}>
      <ModulesElsewhere />
    </PageMain>
  )
}
