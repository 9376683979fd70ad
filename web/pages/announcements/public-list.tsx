import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { AnnouncementCategory, PublicKind } from '../../../core/portal/announcements.ts'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { announcementTexts } from './announcement-texts.ts'
import { FoundAnnouncements } from './found-announcements.tsx'
import { SearchForm } from './search-form.tsx'

/** Lists of public announcements, and what is asked for each. */
export const publicLists = {
  business: { kind: 'business' },
  system: { kind: 'system' },
  security: { kind: 'system', category: 'security' },
} as const satisfies Record<string, { readonly kind: PublicKind; readonly category?: AnnouncementCategory }>

export type PublicListName = keyof typeof publicLists

export const isPublicListName = (name: string | null): name is PublicListName =>
  name !== null && Object.hasOwn(publicLists, name)

/** One of them, a page at a time; with a search where the page is about announcements. */
export function PublicList({
  list,
  hasSearch = false,
  seenBefore,
  open,
}: {
  list: PublicListName
  hasSearch?: boolean
  seenBefore?: string | undefined
  open?: string | undefined
}): JSX.Element {
  const t = useTexts(announcementTexts)
  const [words, setWords] = useState('')
  const wanted = publicLists[list]
  const { loaded, ask } = useAnswer('GET /api/announcements', wanted)
  const search = (typed: string, page: number) => {
    setWords(typed)
    void ask({ ...wanted, ...(hasSearch && { words: typed }), page: String(page) })
  }
  return (
    <>
      {hasSearch && (
        <SearchForm id="announcement-words" words={words} hint={t.wordsHint} onSearch={(typed) => search(typed, 1)} />
      )}
      <LoadedPart loaded={loaded} retry={() => search(words, 1)}>
        {(found) => (
          <FoundAnnouncements found={found} words={words} onPage={(page) => search(words, page)}>
            <AnnouncementList items={found.items} isOwn={false} seenBefore={seenBefore} open={open} />
          </FoundAnnouncements>
        )}
      </LoadedPart>
    </>
  )
}
