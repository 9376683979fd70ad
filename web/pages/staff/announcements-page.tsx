import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import {
  announcementKind,
  type AnnouncementKind,
  announcementKindCodes,
  announcementKinds,
  announcementStateCodes,
  announcementStates,
} from '../../../core/portal/announcements.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { Select } from '../../components/select.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { announcementTexts } from '../announcements/announcement-texts.ts'
import { SearchForm } from '../announcements/search-form.tsx'
import { writingTexts } from './announcement-texts.ts'
import { changedColumn, daysColumn } from './record-columns.tsx'
import { StaffPage } from './staff-page.tsx'
import '../announcements/announcements.css'

const AnnouncementEditor = lazy(
  async () => (await import('./announcement-editor.tsx')).AnnouncementEditor,
  FetchingPart,
)

const path = '/staff/announcements'
type Search = RouteRequest<'GET /api/staff/announcements'>

/** 公告作業: the kinds that the person writes, each with its list; `?id=` opens one, `?id=new` a new one. */
export const StaffAnnouncementsPage = (): JSX.Element => (
  <StaffPage path={path}>{(view) => <Announcements view={view} />}</StaffPage>
)

function Announcements({ view }: { view: SessionView }): JSX.Element | null {
  const t = useTexts(writingTexts)
  const language = useLanguage()
  const { router } = useServices()
  const query = new URLSearchParams(useStore(router).query)
  const open = announcementKindCodes.filter((code) => authorize(announcementKind(code).action, view))
  const kind = open.find((code) => code === query.get('kind')) ?? open[0]
  const id = query.get('id')
  if (!kind) return null
  if (id !== null) {
    return (
      <>
        <p>
          <Link to={path} query={`?kind=${kind}`}>
            {t.back}
          </Link>
        </p>
        <AnnouncementEditor kind={kind} id={id === 'new' ? undefined : id} view={view} />
      </>
    )
  }
  return (
    <div class="box stack">
      <Tabs
        name="kinds"
        label={t.kinds}
        selected={kind}
        onSelect={(to) => router.navigate(path, { query: `?kind=${to}`, replace: true })}
        tabs={open.map((key) => ({ key, label: say(announcementKinds[key].label, language) }))}
      />
      <TabPanel name="kinds" selected={kind} class="stack">
        <List key={kind} kind={kind} />
      </TabPanel>
    </div>
  )
}

function List({ kind }: { kind: AnnouncementKind }): JSX.Element {
  const t = useTexts(writingTexts)
  const a = useTexts(announcementTexts)
  const language = useLanguage()
  const { router } = useServices()
  const call = useSignedInCall()
  const [search, setSearch] = useState<Search>({ kind })
  const { loaded, ask } = useAnswer('GET /api/staff/announcements', search)
  const look = (changes: Partial<Search>) => {
    const wanted = { ...search, page: '1', ...changes }
    setSearch(wanted)
    void ask(wanted)
  }
  const go = (id: string) => router.navigate(path, { query: `?kind=${kind}&id=${id}` })
  return (
    <>
      <div class="row">
        <Button kind="primary" onClick={() => go('new')}>
          {t.add}
        </Button>
      </div>
      <SearchForm
        id="staff-words"
        words={search.words ?? ''}
        hint={a.wordsHint}
        onSearch={(words) => look({ words })}
      />
      <Select
        id="staff-state"
        label={t.state}
        value={search.state ?? ''}
        options={[
          { value: '', label: t.anyState },
          ...announcementStateCodes.map((value) => ({ value, label: say(announcementStates[value], language) })),
        ]}
        onChange={(value) => look({ state: announcementStateCodes.find((code) => code === value) })}
      />
      <LoadedPart loaded={loaded} retry={() => look({})}>
        {({ items, page, pages, total, more }) => (
          <>
            <DataTable
              caption={more ? a.foundMore(total) : t.caption(total)}
              rows={items}
              rowKey={({ id }) => id}
              exportedAs={{
                name: `announcements-${kind}`,
                rows: () =>
                  everyPage(async (number) => {
                    const wanted = { ...search, page: String(number) }
                    const part = await call('GET /api/staff/announcements', wanted)
                    return { rows: part.items, more: number < part.pages }
                  }),
              }}
              columns={[
                { key: 'title', title: t.title, isRowHeader: true, text: ({ titleText }) => titleText },
                { key: 'state', title: t.state, text: ({ state }) => say(announcementStates[state], language) },
                daysColumn(t.days, t.noEnd),
                changedColumn(t.changed),
                {
                  key: 'open',
                  title: t.open,
                  cell: ({ id, titleText }) => (
                    <Button label={t.openOf(titleText)} onClick={() => go(id)}>
                      {t.open}
                    </Button>
                  ),
                },
              ]}
            />
            <Paging page={page} pages={pages} onGo={(to) => look({ page: String(to) })} />
          </>
        )}
      </LoadedPart>
    </>
  )
}
