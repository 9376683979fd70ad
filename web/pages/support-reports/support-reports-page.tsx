import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { SupportItem } from '../../../core/protocol/support-reports.ts'
import { supportKinds } from '../../../core/support-reports/report.ts'
import { supportStateCodes, type SupportState as State, supportStates } from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { formatDateTime, formatDay } from '../../components/date-time.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { Select } from '../../components/select.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyPage } from '../../state/every-row.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { SupportState } from './report-parts.tsx'
import { ScheduleImport } from './schedule-import.tsx'
import { ownTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

/** 報備支援: the own reports, and the way to a new one. */
export function SupportReportsPage(): JSX.Element {
  const language = useLanguage()
  return (
    <SignedInPage path="/support-reports" title={say(actions['report-support'].label, language)}>
      {() => <Reports />}
    </SignedInPage>
  )
}

type Search = RouteRequest<'GET /api/support-reports'>

function Reports(): JSX.Element {
  const t = useTexts(supportTexts)
  const o = useTexts(ownTexts)
  const call = useSignedInCall()
  const { router } = useServices()
  const { loaded, ask } = useAnswer('GET /api/support-reports', {})
  const { change, run } = useChange()
  const [search, setSearch] = useState<Search>({})
  const find = (wanted: Search) => {
    setSearch(wanted)
    void ask(wanted)
  }
  const begin = () =>
    void run(async () => {
      const { id } = await call('POST /api/support-reports', { like: null })
      router.navigate('/support-reports/report', { part: id })
    })
  return (
    <>
      <section class="box stack" aria-labelledby="support-begin">
        <h2 id="support-begin">{o.begin}</h2>
        <p>{o.lead}</p>
        {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
        <div class="row">
          <Button kind="primary" disabled={change.state === 'working'} onClick={begin}>
            {o.next}
          </Button>
        </div>
        <Disclosure title={o.schedule}>{() => <ScheduleImport onTaken={() => void ask(search)} />}</Disclosure>
      </section>
      <SearchForm onSearch={find} />
      <LoadedPart loaded={loaded} retry={() => void ask(search)}>
        {({ reports, page, pages, total }) =>
          total === 0 ? (
            <p role="status">{t.none}</p>
          ) : (
            <section class="box stack" aria-label={t.caption(total)}>
              <ReportTable
                reports={reports}
                total={total}
                allRows={() =>
                  everyPage(async (at) => {
                    const part = await call('GET /api/support-reports', { ...search, page: String(at) })
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

function SearchForm({ onSearch }: { onSearch: (search: Search) => void }): JSX.Element {
  const t = useTexts(supportTexts)
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const [state, setState] = useState<State | ''>('')
  const [text, setText] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const words = text.trim()
    onSearch({ ...(state && { state }), ...(words && { text: words }) })
  }
  return (
    <form class="box stack" role="search" noValidate onSubmit={submit}>
      <div class="support-two">
        <Select
          id="support-state"
          label={t.state}
          options={[
            { value: '', label: t.anyState },
            ...supportStateCodes.map((value) => ({ value, label: say(supportStates[value], language) })),
          ]}
          value={state}
          onChange={(value) => setState(supportStateCodes.find((code) => code === value) ?? '')}
        />
        <TextField
          id="support-words"
          label={o.words}
          autocomplete="off"
          maxLength={50}
          value={text}
          onInput={setText}
        />
      </div>
      <div class="row">
        <Button submit>{t.search}</Button>
      </div>
    </form>
  )
}

function ReportTable({
  reports,
  total,
  allRows,
}: {
  reports: readonly SupportItem[]
  total: number
  allRows: () => Promise<readonly SupportItem[]>
}): JSX.Element {
  const t = useTexts(supportTexts)
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const nameOf = ({ number, changedAt }: SupportItem) => number ?? o.draftOf(formatDateTime(changedAt, language))
  const day = (iso: string | null) => (iso === null ? '' : formatDay(iso, language))
  return (
    <DataTable
      caption={t.caption(total)}
      rows={reports}
      rowKey={({ id }) => id}
      exportedAs={{ name: 'support-reports', rows: allRows }}
      columns={[
        {
          key: 'number',
          title: t.number,
          isRowHeader: true,
          text: nameOf,
          cell: (report) => (
            <Link to="/support-reports/report" part={report.id}>
              {nameOf(report)}
            </Link>
          ),
        },
        {
          key: 'state',
          title: t.state,
          text: ({ state }) => say(supportStates[state], language),
          cell: ({ state }) => <SupportState state={state} />,
        },
        { key: 'supported', title: t.supported, text: ({ supported }) => supported?.name ?? t.empty },
        {
          key: 'kind',
          title: o.kind,
          text: ({ kind }) => kind && say(supportKinds[kind].label, language),
        },
        {
          key: 'period',
          title: t.period,
          text: ({ firstDay, lastDay }) => (firstDay ?? lastDay) && t.days(day(firstDay), day(lastDay)),
        },
      ]}
    />
  )
}
