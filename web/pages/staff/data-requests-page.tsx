import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { mayMoveShortcut, shortcutMoves, shortcutStates } from '../../../core/portal/shortcuts.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import type { DataRequest } from '../../../core/protocol/shortcuts.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, formatDateTime } from '../../components/date-time.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Paging } from '../../components/paging.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { everyPage } from '../../state/every-row.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ShortcutState } from '../shortcuts/shortcut-state.tsx'
import { DataDownloadsDialog } from './data-downloads-dialog.tsx'
import { DataFileDialog } from './data-file-dialog.tsx'
import { dataRequestTexts } from './data-request-texts.ts'
import { StaffPage } from './staff-page.tsx'

/** With its editor, which only some use. */
const DataNote = lazy(async () => (await import('./data-note.tsx')).DataNote, FetchingPart)

type Search = RouteRequest<'GET /api/staff/data-requests'>

/** 資料申請作業: what institutions ask for, what they were given, and who downloaded it. */
export const DataRequestsPage = (): JSX.Element => (
  <StaffPage path="/staff/data-requests">{(view) => <DataRequests view={view} />}</StaffPage>
)

function DataRequests({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(dataRequestTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const [search, setSearch] = useState<Search>({})
  const [institution, setInstitution] = useState('')
  const [isWrong, setWrong] = useState(false)
  const [provides, setProvides] = useState(false)
  const [shown, setShown] = useState<DataRequest>()
  const [done, setDone] = useState<string>()
  const { change, run } = useChange()
  const { loaded, ask, take } = useAnswer('GET /api/staff/data-requests', search)
  const look = (changes: Search) => {
    const { page = '1', ...wanted } = { ...search, page: '1', ...changes }
    setSearch(wanted)
    return ask({ ...wanted, page })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const isRight = institution === '' || /^\d{10}$/.test(institution)
    setWrong(!isRight)
    if (isRight) void look({ institution: institution || undefined })
  }
  const decide = ({ id, name }: DataRequest, move: 'grant' | 'decline', page: number) =>
    run(async () => {
      const { state } = await call('POST /api/staff/data-requests/decide', { id, move })
      setDone(t.decided(name, say(shortcutStates[state].label, language)))
      take(await call('GET /api/staff/data-requests', { ...search, page: String(page) }))
    })
  const working = change.state === 'working'
  return (
    <>
      <div class="row">
        <Button kind="primary" onClick={() => setProvides(true)}>
          {t.provide}
        </Button>
      </div>
      <form class="box stack" role="search" noValidate onSubmit={submit}>
        <TextField
          id="data-institution"
          label={t.institution}
          hint={t.institutionHint}
          error={isWrong ? t.institutionWrong : undefined}
          autocomplete="off"
          maxLength={10}
          value={institution}
          onInput={setInstitution}
        />
        <CheckBox
          name="data-requested"
          label={t.onlyRequested}
          checked={search.requested !== undefined}
          onChange={(checked) => void look({ requested: checked ? 'yes' : undefined })}
        />
        <div class="row">
          <Button kind="primary" submit>
            {t.search}
          </Button>
        </div>
      </form>
      <DoneNotice message={done} />
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <LoadedPart loaded={loaded} retry={() => void look({})}>
        {({ requests, page, pages, total }) =>
          requests.length === 0 ? (
            <p role="status">{t.none}</p>
          ) : (
            <section class="box stack" aria-label={t.caption(total)}>
              <DataTable
                caption={t.caption(total)}
                rows={requests}
                rowKey={({ id }) => id}
                exportedAs={{
                  name: 'data-requests',
                  rows: () =>
                    everyPage(async (number) => {
                      const part = await call('GET /api/staff/data-requests', { ...search, page: String(number) })
                      return { rows: part.requests, more: number < part.pages }
                    }),
                }}
                columns={[
                  {
                    key: 'file',
                    title: t.file,
                    isRowHeader: true,
                    text: ({ name, description }) => `${name} ${description}`,
                    cell: ({ name, description }) => (
                      <>
                        <span class="shortcut-name">{name}</span>
                        <br />
                        <span class="quiet shortcut-name">{description}</span>
                      </>
                    ),
                  },
                  {
                    key: 'place',
                    title: t.place,
                    text: ({ institution: { code, name } }) => `${code} ${name}`,
                    cell: ({ institution: { code, name } }) => (
                      <span class="shortcut-name">
                        {code} {name}
                      </span>
                    ),
                  },
                  {
                    key: 'provided',
                    title: t.provided,
                    text: ({ providedAt }) => formatDateTime(providedAt, 'en'),
                    cell: ({ providedAt }) => <DateTime iso={providedAt} />,
                  },
                  {
                    key: 'state',
                    title: t.state,
                    text: ({ state }) => say(shortcutStates[state].label, language),
                    cell: ({ state }) => <ShortcutState state={state} />,
                  },
                  {
                    key: 'asked',
                    title: t.asked,
                    text: ({ askedAt }) => askedAt && formatDateTime(askedAt, 'en'),
                    cell: ({ askedAt }) => askedAt !== null && <DateTime iso={askedAt} />,
                  },
                  {
                    key: 'downloads',
                    title: t.downloads,
                    text: ({ downloads }) => downloads,
                    cell: (row) => (
                      <Button kind="quiet" label={t.downloadsOf(row.downloads, row.name)} onClick={() => setShown(row)}>
                        {t.times(row.downloads)}
                      </Button>
                    ),
                  },
                  {
                    key: 'decision',
                    title: t.decision,
                    cell: (row) => (
                      <div class="row">
                        {(['grant', 'decline'] as const)
                          .filter((move) => mayMoveShortcut(move, row.state))
                          .map((move) => {
                            const label = say(shortcutMoves[move].label, language)
                            return (
                              <Button
                                key={move}
                                kind={move === 'grant' ? 'primary' : 'secondary'}
                                label={t.decideOf(label, row.name)}
                                disabled={working}
                                onClick={() => void decide(row, move, page)}
                              >
                                {label}
                              </Button>
                            )
                          })}
                      </div>
                    ),
                  },
                ]}
              />
              <Paging page={page} pages={pages} onGo={(to) => void look({ page: String(to) })} />
            </section>
          )
        }
      </LoadedPart>
      {authorize('write-download-note', view) && <Disclosure title={t.note}>{() => <DataNote />}</Disclosure>}
      {provides && (
        <DataFileDialog
          onClose={() => setProvides(false)}
          onProvided={(name) => {
            setProvides(false)
            setDone(t.providedDone(name))
            void look({})
          }}
        />
      )}
      {shown && <DataDownloadsDialog request={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
