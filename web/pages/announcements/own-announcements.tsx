import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SignedInKind } from '../../../core/portal/announcements.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { announcementTexts } from './announcement-texts.ts'
import { FoundAnnouncements } from './found-announcements.tsx'
import { SearchForm } from './search-form.tsx'

type Entry = RouteRequest<'GET /api/announcements/own'>['entry']

/** The way to all of what a section shows the newest of. */
export const searchQuery = (kind: SignedInKind, entry: Entry): string =>
  `?${new URLSearchParams({ kind, ...(entry && { entry }) }).toString()}`

/**
 * 分區業務公告事項 or 署本部公告事項 on a page that is about something else: the newest, and the way to all. With `entry` only
 * those of an entry of the menu and what stands below it.
 */
export function OwnAnnouncements({
  kind,
  entry,
  size,
}: {
  kind: SignedInKind
  entry?: Entry
  size?: '3'
}): JSX.Element {
  const t = useTexts(announcementTexts)
  const wanted = { kind, ...(entry && { entry }), ...(size && { size }) }
  const { loaded, ask } = useAnswer('GET /api/announcements/own', wanted)
  const id = `announcements-${kind}`
  return (
    <section class="box stack" aria-labelledby={id} data-announcements={kind}>
      <div class="announcements-head">
        <h2 id={id}>
          {t[kind]}
          {loaded.state === 'ready' && loaded.value.newCount > 0 && (
            <>
              {' '}
              <span class="announcement-new">{t.newCount(loaded.value.newCount)}</span>
            </>
          )}
        </h2>
        <Link to="/announcements/search" query={searchQuery(kind, entry)}>
          {t.all}
          <span class="visually-hidden">{t[kind]}</span>
        </Link>
      </div>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(found) => (
          <FoundAnnouncements found={found} words="" onPage={(page) => void ask({ ...wanted, page: String(page) })}>
            <AnnouncementList items={found.items} isOwn seenBefore={found.seenBefore ?? undefined} />
          </FoundAnnouncements>
        )}
      </LoadedPart>
    </section>
  )
}

/** The same with a search, ten a page. */
export function OwnSearch({ kind, entry }: { kind: SignedInKind; entry: Entry }): JSX.Element {
  const t = useTexts(announcementTexts)
  const wanted = { kind, ...(entry && { entry }) }
  const { loaded, ask } = useAnswer('GET /api/announcements/own', wanted)
  const [words, setWords] = useState('')
  const search = (typed: string, page: number) => {
    setWords(typed)
    void ask({ ...wanted, words: typed, page: String(page) })
  }
  return (
    <div class="stack">
      <SearchForm
        id="own-words"
        words={words}
        hint={kind === 'division' ? t.wordsHintDivision : t.wordsHint}
        onSearch={(typed) => search(typed, 1)}
      />
      <LoadedPart loaded={loaded} retry={() => search(words, 1)}>
        {(found) => (
          <FoundAnnouncements found={found} words={words} onPage={(page) => search(words, page)}>
            <AnnouncementList items={found.items} isOwn seenBefore={found.seenBefore ?? undefined} />
          </FoundAnnouncements>
        )}
      </LoadedPart>
    </div>
  )
}
