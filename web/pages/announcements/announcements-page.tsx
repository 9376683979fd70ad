import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { AnnouncementCategory, PublicKind } from '../../../core/portal/announcements.ts'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { announcementTexts } from './announcement-texts.ts'
import { FoundAnnouncements } from './found-announcements.tsx'
import { SearchForm } from './search-form.tsx'

/** What each tab lists. */
const lists = {
  business: { kind: 'business' },
  system: { kind: 'system' },
  security: { kind: 'system', category: 'security' },
} as const satisfies Record<string, { readonly kind: PublicKind; readonly category?: AnnouncementCategory }>

type List = keyof typeof lists

const isList = (name: string | null): name is List => name !== null && Object.hasOwn(lists, name)

/** When this browser last looked at the public announcements. */
const seenName = 'announcements-seen'

/** 業務公告, 系統公告 and 資安專區, for everybody. `?list=` names the tab, `?open=` an announcement that is opened at once. */
export function AnnouncementsPage(): JSX.Element {
  const t = useTexts(announcementTexts)
  const { memory, router } = useServices()
  const query = new URLSearchParams(useStore(router).query)
  const asked = query.get('list')
  const list = isList(asked) ? asked : 'business'
  const [seenBefore] = useState(() => memory.read(seenName))
  useEffect(() => memory.write(seenName, new Date().toISOString()), [memory])
  return (
    <PageMain page="announcements" state="ready" title={t.title}>
      <div class="box stack">
        <Tabs
          name="announcements"
          label={t.tabs}
          selected={list}
          onSelect={(to) => router.navigate('/announcements', { query: `?list=${to}`, replace: true })}
          tabs={(['business', 'system', 'security'] as const).map((key) => ({ key, label: t[key] }))}
        />
        <TabPanel name="announcements" selected={list} class="stack">
          <PublicList key={list} list={list} seenBefore={seenBefore} open={query.get('open') ?? undefined} />
        </TabPanel>
        <p>
          <a href="/announcements.atom" type="application/atom+xml">
            {t.feed}
          </a>
        </p>
      </div>
    </PageMain>
  )
}

function PublicList({
  list,
  seenBefore,
  open,
}: {
  list: List
  seenBefore: string | undefined
  open: string | undefined
}): JSX.Element {
  const t = useTexts(announcementTexts)
  const [words, setWords] = useState('')
  const { loaded, ask } = useAnswer('GET /api/announcements', lists[list])
  const search = (wanted: string, page: number) => {
    setWords(wanted)
    void ask({ ...lists[list], words: wanted, page: String(page) })
  }
  return (
    <>
      <SearchForm id="announcement-words" words={words} hint={t.wordsHint} onSearch={(wanted) => search(wanted, 1)} />
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
