import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { AnnouncementItem } from '../../../core/protocol/announcements.ts'
import { Notice } from '../../components/notice.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { announcementTexts } from './announcement-texts.ts'

/** 即時公告: a banner while one is in force. A portal that cannot tell of any shows none: the page below it matters more. */
export function UrgentNotices(): JSX.Element | null {
  const t = useTexts(announcementTexts)
  const { call } = useServices()
  const [items, setItems] = useState<readonly AnnouncementItem[]>([])
  useEffect(() => {
    const asking = new AbortController()
    call('GET /api/announcements', { kind: 'urgent', size: '3' }, { signal: asking.signal })
      .then((found) => setItems(found.items))
      .catch(() => undefined)
    return () => asking.abort()
  }, [call])
  if (items.length === 0) return null
  return (
    <section class="frame-width" aria-label={t.urgent} data-urgent>
      <Notice tone="warning">
        <AnnouncementList items={items} isOwn={false} seenBefore={undefined} />
      </Notice>
    </section>
  )
}
