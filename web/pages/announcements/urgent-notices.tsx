import type { JSX } from 'preact'
import { Notice } from '../../components/notice.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { announcementTexts } from './announcement-texts.ts'

export const urgentSearch = { kind: 'urgent', size: '3' } as const

/** 即時公告: a banner while one is in force. A portal that cannot tell of any shows none: the page below it matters more. */
export function UrgentNotices(): JSX.Element | null {
  const t = useTexts(announcementTexts)
  const { loaded } = useAnswer('GET /api/announcements', urgentSearch)
  if (loaded.state !== 'ready' || loaded.value.items.length === 0) return null
  return (
    <section class="frame-width" aria-label={t.urgent} data-urgent>
      <Notice tone="warning">
        <AnnouncementList items={loaded.value.items} isOwn={false} seenBefore={undefined} />
      </Notice>
    </section>
  )
}
