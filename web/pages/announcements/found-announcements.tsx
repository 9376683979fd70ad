import type { ComponentChildren, JSX } from 'preact'
import type { AnnouncementPage } from '../../../core/protocol/announcements.ts'
import { Paging } from '../../components/paging.tsx'
import { useTexts } from '../../state/language.ts'
import { announcementTexts } from './announcement-texts.ts'

/** A page of announcements, with how many there are and the way to the other pages. */
export function FoundAnnouncements({
  found: { total, more, page, pages },
  words,
  onPage,
  children,
}: {
  found: AnnouncementPage
  words: string
  onPage: (page: number) => void
  children: ComponentChildren
}): JSX.Element {
  const t = useTexts(announcementTexts)
  if (total === 0) return <p role="status">{words === '' ? t.none : t.noneFound}</p>
  return (
    <>
      <p class="quiet" role="status">
        {more ? t.foundMore(total) : t.found(total)}
      </p>
      {children}
      <Paging page={page} pages={pages} onGo={onPage} />
    </>
  )
}
