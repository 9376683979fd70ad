import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import {
  archiveKeys,
  firstGroups,
  mayMoveShortcut,
  repeatDays,
  type ShortcutGroup,
  shortcutGroupCodes,
  shortcutGroups,
  shortcutPageSize,
} from '../../../core/portal/shortcuts.ts'
import type { ShortcutPage, ShortcutRow } from '../../../core/protocol/shortcuts.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DateTime, Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { Paging } from '../../components/paging.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFrom } from '../../state/save-file.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ShortcutState } from './shortcut-state.tsx'
import { shortcutsTexts } from './shortcuts-texts.ts'
import './shortcuts.css'

/** 下載捷徑專區: the files that the agency has for the own institution. */
export function ShortcutsPage(): JSX.Element {
  const language = useLanguage()
  return (
    <SignedInPage path="/shortcuts" title={say(actions['download-data'].label, language)}>
      {() => <Shortcuts />}
    </SignedInPage>
  )
}

const groupsOf = (ticked: readonly ShortcutGroup[]) =>
  shortcutGroupCodes.filter((code) => ticked.includes(code)).join(',')

function Shortcuts(): JSX.Element {
  const t = useTexts(shortcutsTexts)
  const language = useLanguage()
  const [ticked, setTicked] = useState(firstGroups)
  const [asked, setAsked] = useState(firstGroups)
  const [isMissing, setMissing] = useState(false)
  const [done, setDone] = useState<string>()
  const call = useSignedInCall()
  const { loaded, ask, take } = useAnswer('GET /api/shortcuts', { groups: groupsOf(firstGroups) })
  const look = (groups: readonly ShortcutGroup[], page = 1) => ask({ groups: groupsOf(groups), page: String(page) })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setDone(undefined)
    setMissing(ticked.length === 0)
    if (ticked.length === 0) return
    setAsked(ticked)
    void look(ticked)
  }
  return (
    <>
      <form class="box stack" onSubmit={submit}>
        <fieldset>
          <legend>{t.groups}</legend>
          <div class="shortcut-ticks">
            {shortcutGroupCodes.map((code) => (
              <CheckBox
                key={code}
                name={`group-${code}`}
                label={say(shortcutGroups[code], language)}
                checked={ticked.includes(code)}
                onChange={(checked) =>
                  setTicked(checked ? [...ticked, code] : ticked.filter((other) => other !== code))
                }
              />
            ))}
            <Button kind="primary" submit>
              {t.search}
            </Button>
          </div>
        </fieldset>
        <div role="alert">
          {isMissing && (
            <Notice tone="warning">
              <p>{t.noGroup}</p>
            </Notice>
          )}
        </div>
      </form>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void look(asked)}>
        {(found) => (
          <>
            <section class="box stack" aria-label={t.caption(found.total)}>
              <List
                found={found}
                onDone={async (message) => {
                  setDone(message)
                  // In place: the focus stays where it is.
                  take(await call('GET /api/shortcuts', { groups: groupsOf(asked), page: String(found.page) }))
                }}
              />
              <Paging page={found.page} pages={found.pages} onGo={(page) => void look(asked, page)} />
            </section>
            <Notes found={found} />
          </>
        )}
      </LoadedPart>
    </>
  )
}

function List({ found, onDone }: { found: ShortcutPage; onDone: (message: string) => Promise<void> }): JSX.Element {
  const t = useTexts(shortcutsTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const working = change.state === 'working'
  if (found.rows.length === 0) return <p role="status">{t.none}</p>
  const fetchFile = ({ id, name }: ShortcutRow, encrypted: boolean) =>
    void run(async () => {
      saveFrom((await call('POST /api/shortcuts/file', { id, encrypted })).address)
      await onDone(t.given(name))
    })
  const askAgain = ({ id, name }: ShortcutRow) =>
    void run(async () => {
      await call('POST /api/shortcuts/request', { id })
      await onDone(t.asked(name))
    })
  const first = (found.page - 1) * shortcutPageSize + 1
  return (
    <>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <DataTable
        caption={t.caption(found.total)}
        rows={found.rows.map((row, at) => ({ row, number: first + at }))}
        rowKey={({ row }) => row.id}
        columns={[
          { key: 'number', title: t.number, cell: ({ number }) => number },
          {
            key: 'name',
            title: t.name,
            isRowHeader: true,
            cell: ({ row }) => <span class="shortcut-name">{row.name}</span>,
          },
          {
            key: 'description',
            title: t.description,
            cell: ({ row }) => <span class="shortcut-name">{row.description}</span>,
          },
          { key: 'providedAt', title: t.providedAt, cell: ({ row }) => <DateTime iso={row.providedAt} /> },
          {
            key: 'file',
            title: t.file,
            cell: ({ row }) => (
              <div class="stack">
                <span>
                  <ShortcutState state={row.state} />
                  {row.state === 'downloaded' && row.repeatUntil !== null && (
                    <>
                      {' '}
                      {t.until} <Day iso={row.repeatUntil} />
                    </>
                  )}
                </span>
                {mayMoveShortcut('download', row.state) && (
                  <div class="row">
                    <Button label={t.downloadOf(row.name)} disabled={working} onClick={() => fetchFile(row, false)}>
                      {t.download}
                    </Button>
                    <Button
                      kind="primary"
                      label={t.encryptedOf(row.name)}
                      disabled={working}
                      onClick={() => fetchFile(row, true)}
                    >
                      {t.encrypted}
                    </Button>
                  </div>
                )}
                {mayMoveShortcut('ask', row.state) && (
                  <Button label={t.askOf(row.name)} disabled={working} onClick={() => askAgain(row)}>
                    {t.ask}
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
    </>
  )
}

/** What the colours mean, which password opens an encrypted download, and 下載說明. */
function Notes({ found: { archiveKey, note } }: { found: ShortcutPage }): JSX.Element {
  const t = useTexts(shortcutsTexts)
  const language = useLanguage()
  return (
    <section class="box stack" aria-labelledby="shortcuts-note">
      <h2 id="shortcuts-note">{t.note}</h2>
      {note !== '' && <RichText html={note} />}
      <h3>{t.encryptionTitle}</h3>
      <p data-archive-key={archiveKey}>
        {say(archiveKeys[archiveKey], language)} {t.encryption}
      </p>
      <h3>{t.legendTitle}</h3>
      <ul>
        <li>{t.green}</li>
        <li>{t.orange}</li>
        <li>{t.blue(repeatDays)}</li>
      </ul>
    </section>
  )
}
