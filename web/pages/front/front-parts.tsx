import type { ComponentChildren, JSX } from 'preact'
import type { PagePath } from '../../../core/protocol/pages.ts'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { PublicList } from '../announcements/public-list.tsx'
import { personnelTexts } from '../personnel/personnel-texts.ts'
import { ServiceCards } from '../personnel/service-cards.tsx'
import { frontTexts } from './front-texts.ts'
import { RotatingNotices } from './rotating-notices.tsx'
import './front-parts.css'

export const newestSystem = { kind: 'system', size: '5' } as const

/** What stands on the public home page beside the sign-in: 系統公告, 業務公告, 醫事人員專區(常用). */
export function FrontParts(): JSX.Element {
  const t = useTexts(frontTexts)
  const p = useTexts(personnelTexts)
  return (
    <>
      <SystemNotices />
      <Section id="front-business" title={t.business} to="/announcements" query="?list=business" all={t.all}>
        <PublicList list="business" />
      </Section>
      <Section id="front-personnel" title={p.common} to="/personnel" all={p.all}>
        <ServiceCards />
      </Section>
    </>
  )
}

/** The newest five, one at a time. */
function SystemNotices(): JSX.Element {
  const t = useTexts(frontTexts)
  const { loaded, ask } = useAnswer('GET /api/announcements', newestSystem)
  return (
    <Section id="front-system" title={t.system} to="/announcements" query="?list=system" all={t.all}>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ items }) => <RotatingNotices items={items} />}
      </LoadedPart>
    </Section>
  )
}

function Section({
  id,
  title,
  to,
  query = '',
  all,
  children,
}: {
  id: string
  title: string
  to: PagePath
  query?: string
  all: string
  children: ComponentChildren
}): JSX.Element {
  return (
    <section class="box stack" aria-labelledby={id} data-front={id}>
      <div class="announcements-head">
        <h2 id={id}>{title}</h2>
        <Link to={to} query={query}>
          {all}
          <span class="visually-hidden">{title}</span>
        </Link>
      </div>
      {children}
    </section>
  )
}
