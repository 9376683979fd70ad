import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { announcementStateCodes, announcementStates } from '../../../core/portal/announcements.ts'
import { downloadItemCodes, downloadItems } from '../../../core/portal/downloads.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { Select } from '../../components/select.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { useStore } from '../../state/use-store.ts'
import { SearchForm } from '../announcements/search-form.tsx'
import { downloadTexts } from './download-texts.ts'
import { changedColumn, daysColumn } from './record-columns.tsx'
import { StaffPage } from './staff-page.tsx'
import '../announcements/announcements.css'

const DownloadEditor = lazy(async () => (await import('./download-editor.tsx')).DownloadEditor, FetchingPart)

const path = '/staff/downloads'
type Search = RouteRequest<'GET /api/staff/downloads'>

/** 下載專區作業: the entries in every state; `?id=` opens one, `?id=new` a new one. */
export const StaffDownloadsPage = (): JSX.Element => <StaffPage path={path}>{() => <Downloads />}</StaffPage>

function Downloads(): JSX.Element {
  const t = useTexts(downloadTexts)
  const id = new URLSearchParams(useStore(useServices().router).query).get('id')
  if (id === null) return <List />
  return (
    <>
      <p>
        <Link to={path}>{t.back}</Link>
      </p>
      <DownloadEditor key={id} id={id === 'new' ? undefined : id} />
    </>
  )
}

function List(): JSX.Element {
  const t = useTexts(downloadTexts)
  const language = useLanguage()
  const { router } = useServices()
  const call = useSignedInCall()
  const [search, setSearch] = useState<Search>({})
  const { loaded, ask } = useAnswer('GET /api/staff/downloads', search)
  const look = (changes: Partial<Search>) => {
    const wanted = { ...search, page: '1', ...changes }
    setSearch(wanted)
    void ask(wanted)
  }
  const go = (id: string) => router.navigate(path, { query: `?id=${id}` })
  return (
    <div class="box stack">
      <div class="row">
        <Button kind="primary" onClick={() => go('new')}>
          {t.add}
        </Button>
      </div>
      <SearchForm
        id="staff-words"
        label={t.search}
        words={search.words ?? ''}
        hint={t.searchHint}
        onSearch={(words) => look({ words })}
      />
      <div class="row">
        <Select
          id="staff-item"
          label={t.item}
          value={search.item ?? ''}
          options={[
            { value: '', label: t.anyItem },
            ...downloadItemCodes.map((value) => ({ value, label: say(downloadItems[value].label, language) })),
          ]}
          onChange={(value) => look({ item: downloadItemCodes.find((code) => code === value) })}
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
      </div>
      <LoadedPart loaded={loaded} retry={() => look({})}>
        {({ records, page, pages, total }) => (
          <>
            <DataTable
              caption={t.caption(total)}
              rows={records}
              rowKey={({ id }) => id}
              exportedAs={{
                name: 'downloads',
                rows: () =>
                  everyPage(async (number) => {
                    const part = await call('GET /api/staff/downloads', { ...search, page: String(number) })
                    return { rows: part.records, more: number < part.pages }
                  }),
              }}
              columns={[
                {
                  key: 'description',
                  title: t.description,
                  isRowHeader: true,
                  text: ({ description }) => description,
                },
                { key: 'item', title: t.item, text: ({ item }) => say(downloadItems[item].label, language) },
                {
                  key: 'types',
                  title: t.types,
                  text: ({ files }) => files.map(({ type }) => type.toUpperCase()).join(', '),
                },
                { key: 'state', title: t.state, text: ({ state }) => say(announcementStates[state], language) },
                daysColumn(t.days, t.noEnd),
                changedColumn(t.changed),
                {
                  key: 'open',
                  title: t.open,
                  cell: ({ id, description }) => (
                    <Button label={t.openOf(description)} onClick={() => go(id)}>
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
    </div>
  )
}
