import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { samStateCodes, samStates, type SamState } from '../../../core/portal/sam-applications.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { ModuleApplication } from '../../../core/protocol/sam.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyAfter } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ModuleReview } from './module-review.tsx'
import { moduleTexts } from './module-texts.ts'
import { StaffPage } from './staff-page.tsx'
import { staffTexts } from './staff-texts.ts'

/** 雲端安全模組審核: the applications of all institutions, and one of them with what a reviewer can do. */
export const ModulesPage = (): JSX.Element => <StaffPage path="/staff/modules">{() => <Modules />}</StaffPage>

type Search = RouteRequest<'GET /api/staff/modules'>

/** What waits for a reviewer comes first. */
const firstSearch: Search = { state: 'applied' }

function Modules(): JSX.Element {
  const t = useTexts(moduleTexts)
  const s = useTexts(staffTexts)
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/staff/modules', firstSearch)
  const { change, run } = useChange()
  const [search, setSearch] = useState(firstSearch)
  const [viewed, setViewed] = useState<ModuleApplication>()
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
        <ModuleReview
          application={viewed}
          onChange={(changed, message) => {
            setViewed(changed)
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
  return (
    <>
      <p>{t.lead}</p>
      <SearchForm search={search} onSearch={find} />
      <LoadedPart loaded={loaded} retry={() => void ask(search)}>
        {({ applications, more }) =>
          applications.length === 0 ? (
            <p role="status">{s.none}</p>
          ) : (
            <section class="box stack" aria-label={t.caption(applications.length)}>
              <ApplicationTable
                applications={applications}
                allRows={() =>
                  everyAfter<ModuleApplication>(async (last) => {
                    const after = last?.id
                    const part = await call('GET /api/staff/modules', { ...search, ...(after && { after }) })
                    return { rows: part.applications, more: part.more }
                  })
                }
                onView={setViewed}
              />
              {more && (
                <Button
                  disabled={change.state === 'working'}
                  onClick={() =>
                    void run(async () => {
                      const after = applications.at(-1)?.id
                      const next = await call('GET /api/staff/modules', { ...search, ...(after && { after }) })
                      take({ applications: [...applications, ...next.applications], more: next.more })
                    })
                  }
                >
                  {s.more}
                </Button>
              )}
            </section>
          )
        }
      </LoadedPart>
    </>
  )
}

function SearchForm({ search, onSearch }: { search: Search; onSearch: (search: Search) => void }): JSX.Element {
  const t = useTexts(moduleTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const [state, setState] = useState<SamState | ''>(search.state ?? '')
  const [typed, setTyped] = useState(search.text ?? '')
  const [tried, setTried] = useState(false)
  const text = typed.trim().toUpperCase()
  const isRight = /^[0-9V]{0,12}$/.test(text)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isRight) onSearch({ ...(state && { state }), ...(text && { text }) })
  }
  return (
    <form class="box stack" role="search" noValidate onSubmit={submit}>
      <Select
        id="module-state"
        label={t.state}
        options={[
          { value: '', label: t.anyState },
          ...samStateCodes.map((value) => ({ value, label: say(samStates[value], language) })),
        ]}
        value={state}
        onChange={(value) => setState(samStateCodes.find((code) => code === value) ?? '')}
      />
      <TextField
        id="module-text"
        label={t.text}
        autocomplete="off"
        maxLength={12}
        error={tried && !isRight ? t.textWrong : undefined}
        value={typed}
        onInput={setTyped}
      />
      <div class="row">
        <Button kind="primary" submit>
          {s.search}
        </Button>
      </div>
    </form>
  )
}

function ApplicationTable({
  applications,
  allRows,
  onView,
}: {
  applications: readonly ModuleApplication[]
  allRows: () => Promise<readonly ModuleApplication[]>
  onView: (application: ModuleApplication) => void
}): JSX.Element {
  const t = useTexts(moduleTexts)
  const language = useLanguage()
  return (
    <DataTable
      caption={t.caption(applications.length)}
      rows={applications}
      rowKey={({ id }) => id}
      exportedAs={{ name: 'modules', rows: allRows }}
      columns={[
        {
          key: 'number',
          title: t.number,
          isRowHeader: true,
          text: ({ number }) => number,
          cell: ({ number }) => <code>{number}</code>,
        },
        {
          key: 'institution',
          title: t.institution,
          text: ({ institution }) => `${institution.code} ${institution.name}`,
        },
        {
          key: 'filedAt',
          title: t.filedAt,
          text: ({ filedAt }) => taiwanDay(new Date(filedAt)),
          cell: ({ filedAt }) => <Day iso={filedAt} />,
        },
        { key: 'state', title: t.state, text: ({ state }) => say(samStates[state], language) },
        {
          key: 'module',
          title: t.module,
          text: ({ module }) => module?.code,
          cell: ({ module }) => module && <code>{module.code}</code>,
        },
        {
          key: 'view',
          title: t.view,
          cell: (application) => (
            <Button label={t.viewOf(application.number)} onClick={() => onView(application)}>
              {t.view}
            </Button>
          ),
        },
      ]}
    />
  )
}
