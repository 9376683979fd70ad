import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { SupportItem, SupportReportView } from '../../../core/protocol/support-reports.ts'
import { professionCodes, professions } from '../../../core/support-reports/report.ts'
import { supportStateCodes, supportStates } from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day, formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { Select } from '../../components/select.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { SupportState } from '../support-reports/report-parts.tsx'
import { supportTexts } from '../support-reports/support-texts.ts'
import { StaffPage } from './staff-page.tsx'
import { reviewTexts } from './support-review-texts.ts'

const SupportReview = lazy(async () => (await import('./support-review.tsx')).SupportReview, FetchingPart)
const SupportStatistics = lazy(async () => (await import('./support-statistics.tsx')).SupportStatistics, FetchingPart)

/** 報備支援審核作業: what waits for the bureau, what it decided, the copies that it has, and how many there were. */
export const StaffSupportReportsPage = (): JSX.Element => (
  <StaffPage path="/staff/support-reports">{() => <Reports />}</StaffPage>
)

type Search = RouteRequest<'GET /api/staff/support-reports'>
type Tab = Search['list'] | 'statistics'

const tabCodes: readonly Tab[] = ['waiting', 'all', 'copies', 'statistics']

function Reports(): JSX.Element {
  const t = useTexts(reviewTexts)
  const [tab, setTab] = useState<Tab>('waiting')
  return (
    <>
      <p>{t.lead}</p>
      <Tabs
        name="support-lists"
        label={t.lists}
        tabs={tabCodes.map((key) => ({ key, label: t[key] }))}
        selected={tab}
        onSelect={setTab}
      />
      <TabPanel name="support-lists" selected={tab} class="stack">
        {tab === 'statistics' ? <SupportStatistics /> : <List key={tab} list={tab} />}
      </TabPanel>
    </>
  )
}

function List({ list }: { list: Search['list'] }): JSX.Element {
  const s = useTexts(supportTexts)
  const call = useSignedInCall()
  const { loaded, ask } = useAnswer('GET /api/staff/support-reports', { list })
  const { change, run } = useChange()
  const [search, setSearch] = useState<Search>({ list })
  const [viewed, setViewed] = useState<SupportReportView>()
  const [done, setDone] = useState<string>()
  const find = (wanted: Search) => {
    setSearch(wanted)
    setDone(undefined)
    void ask(wanted)
  }
  if (viewed) {
    return (
      <>
        <DoneNotice message={done} />
        <SupportReview
          report={viewed}
          isCopy={list === 'copies'}
          onChange={(report, message) => {
            setViewed(report)
            setDone(message)
          }}
          onBack={() => {
            setViewed(undefined)
            find(search)
          }}
        />
      </>
    )
  }
  const view = ({ id }: SupportItem) =>
    void run(async () => {
      setDone(undefined)
      setViewed(await call('GET /api/staff/support-reports/report', { id }))
    })
  return (
    <>
      <SearchForm list={list} onSearch={find} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <LoadedPart loaded={loaded} retry={() => void ask(search)}>
        {({ reports, page, pages, total }) =>
          total === 0 ? (
            <p role="status">{s.none}</p>
          ) : (
            <section class="box stack" aria-label={s.caption(total)}>
              <ReportTable
                reports={reports}
                total={total}
                onView={view}
                allRows={() =>
                  everyPage(async (at) => {
                    const part = await call('GET /api/staff/support-reports', { ...search, page: String(at) })
                    return { rows: part.reports, more: at < part.pages }
                  })
                }
              />
              <Paging page={page} pages={pages} onGo={(at) => find({ ...search, page: String(at) })} />
            </section>
          )
        }
      </LoadedPart>
    </>
  )
}

function SearchForm({ list, onSearch }: { list: Search['list']; onSearch: (search: Search) => void }): JSX.Element {
  const t = useTexts(reviewTexts)
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const [state, setState] = useState('')
  const [profession, setProfession] = useState('')
  const [text, setText] = useState('')
  const [fromDay, setFromDay] = useState('')
  const [untilDay, setUntilDay] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const chosen = supportStateCodes.find((code) => code === state)
    const kind = professionCodes.find((code) => code === profession)
    const words = text.trim()
    onSearch({
      list,
      ...(chosen && { state: chosen }),
      ...(kind && { profession: kind }),
      ...(words && { text: words }),
      ...(fromDay && { fromDay }),
      ...(untilDay && { untilDay }),
    })
  }
  return (
    <form class="box stack" role="search" noValidate onSubmit={submit}>
      <div class="support-two">
        <TextField id="review-words" label={s.words} autocomplete="off" maxLength={50} value={text} onInput={setText} />
        <Select
          id="review-state"
          label={s.state}
          options={[
            { value: '', label: s.anyState },
            ...supportStateCodes
              .filter((code) => code !== 'draft')
              .map((value) => ({ value, label: say(supportStates[value], language) })),
          ]}
          value={state}
          onChange={setState}
        />
        <Select
          id="review-profession"
          label={s.profession}
          options={[
            { value: '', label: t.anyProfession },
            ...professionCodes.map((value) => ({ value, label: say(professions[value], language) })),
          ]}
          value={profession}
          onChange={setProfession}
        />
        <TextField id="review-from" type="date" label={t.fromDay} value={fromDay} onInput={setFromDay} />
        <TextField id="review-until" type="date" label={t.untilDay} value={untilDay} onInput={setUntilDay} />
      </div>
      <div class="row">
        <Button kind="primary" submit>
          {s.search}
        </Button>
      </div>
    </form>
  )
}

function ReportTable({
  reports,
  total,
  allRows,
  onView,
}: {
  reports: readonly SupportItem[]
  total: number
  allRows: () => Promise<readonly SupportItem[]>
  onView: (report: SupportItem) => void
}): JSX.Element {
  const s = useTexts(supportTexts)
  const language = useLanguage()
  const day = (iso: string | null) => (iso === null ? '' : formatDay(iso, language))
  return (
    <DataTable
      caption={s.caption(total)}
      rows={reports}
      rowKey={({ id }) => id}
      exportedAs={{ name: 'support-reports', rows: allRows }}
      columns={[
        {
          key: 'number',
          title: s.number,
          isRowHeader: true,
          text: ({ number }) => number,
          cell: ({ number }) => <code>{number}</code>,
        },
        {
          key: 'state',
          title: s.state,
          text: ({ state }) => say(supportStates[state], language),
          cell: ({ state, warned }) => (
            <>
              <SupportState state={state} />
              {warned && <span class="staff-note">{s.warned}</span>}
            </>
          ),
        },
        { key: 'practitioner', title: s.practitioner, text: ({ practitioner }) => practitioner },
        {
          key: 'profession',
          title: s.profession,
          text: ({ profession }) => profession && say(professions[profession], language),
        },
        { key: 'own', title: s.own, text: ({ own }) => own?.name },
        { key: 'supported', title: s.supported, text: ({ supported }) => supported?.name },
        {
          key: 'period',
          title: s.period,
          text: ({ firstDay, lastDay }) => s.days(day(firstDay), day(lastDay)),
        },
        {
          key: 'sentAt',
          title: s.sentAt,
          text: ({ sentAt }) => sentAt,
          cell: ({ sentAt }) => sentAt && <Day iso={sentAt} />,
        },
        {
          key: 'view',
          title: s.view,
          cell: (report) => (
            <Button label={s.viewOf(report.number ?? '')} onClick={() => onView(report)}>
              {s.view}
            </Button>
          ),
        },
      ]}
    />
  )
}
