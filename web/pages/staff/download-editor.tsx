import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import {
  announcementMove,
  type AnnouncementMove,
  announcementMoveCodes,
  announcementStates,
  mayMove,
} from '../../../core/portal/announcements.ts'
import { type DownloadItem, downloadItemCodes, downloadItems, updatedDay } from '../../../core/portal/downloads.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { DownloadDraft, DownloadRecord } from '../../../core/protocol/downloads.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { DownloadTable } from '../downloads/download-table.tsx'
import '../downloads/downloads.css'
import { DownloadFiles } from './download-files.tsx'
import { DownloadHistory } from './download-history.tsx'
import { downloadTexts } from './download-texts.ts'
import { justCreated, wasJustCreated } from './just-created.ts'

/** One entry of 下載專區 as its authors see it, or a new one. */
export function DownloadEditor({ id }: { id: string | undefined }): JSX.Element {
  return id === undefined ? <Editor record={undefined} /> : <Opened id={id} />
}

function Opened({ id }: { id: string }): JSX.Element {
  const { loaded, take, ask } = useAnswer('GET /api/staff/downloads/record', { id })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(record) => <Editor record={record} onRecord={take} onReload={() => void ask()} />}
    </LoadedPart>
  )
}

function draftOf(record: DownloadRecord | undefined): DownloadDraft {
  if (!record) return { item: 'introduction', description: '', fromDay: taiwanDay(new Date()), untilDay: null }
  const { item, description, fromDay, untilDay } = record
  return { item, description, fromDay, untilDay }
}

function Editor({
  record,
  onRecord = () => undefined,
  onReload,
}: {
  record: DownloadRecord | undefined
  onRecord?: (record: DownloadRecord) => void
  onReload?: () => void
}): JSX.Element {
  const t = useTexts(downloadTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { router } = useServices()
  const [draft, setDraft] = useState(() => draftOf(record))
  const [isSaved, setSaved] = useState(record !== undefined)
  const [tried, setTried] = useState(false)
  const [done, setDone] = useState(wasJustCreated(router.get().query) ? t.saved : undefined)
  const [asked, setAsked] = useState<AnnouncementMove>()
  const { change, run } = useChange()
  const state = record?.state ?? 'draft'
  const mayChange = mayMove('change', state)
  const working = change.state === 'working'
  const daysWrong = draft.untilDay !== null && draft.untilDay < draft.fromDay
  const write = (changes: Partial<DownloadDraft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    setSaved(false)
    setDone(undefined)
  }
  const save = () => {
    setTried(true)
    if (daysWrong || draft.description.trim() === '') return
    void run(async () => {
      if (record) {
        onRecord(await call('PUT /api/staff/downloads', { id: record.id, version: record.version, ...draft }))
      } else {
        const { id } = await call('POST /api/staff/downloads', draft)
        router.navigate('/staff/downloads', { query: `?id=${id}${justCreated}`, replace: true })
      }
      setSaved(true)
      setDone(t.saved)
    })
  }
  const move = async (to: AnnouncementMove) => {
    if (!record) return
    const moved = await call('POST /api/staff/downloads/move', { id: record.id, version: record.version, move: to })
    setAsked(undefined)
    onRecord(moved)
    setDone(t.moved(say(announcementStates[moved.state], language)))
  }
  return (
    <div class="stack" data-state={state}>
      <p>
        <strong>{say(announcementStates[state], language)}</strong>
      </p>
      <DoneNotice message={done} />
      {change.state === 'failed' && (
        <ErrorPanel error={change.error} takeFocus remedies={{ reload: onReload && { run: onReload } }} />
      )}
      {mayChange ? (
        <>
          <Fields draft={draft} tried={tried} daysWrong={daysWrong} onChange={write} />
          <div class="row">
            <Button kind="primary" disabled={working} onClick={save}>
              {working ? t.saving : t.save}
            </Button>
          </div>
        </>
      ) : (
        <Notice>
          <p>{t.readOnly}</p>
        </Notice>
      )}
      <DownloadFiles record={record} mayChange={mayChange} onRecord={onRecord} />
      {record && (
        <>
          {!isSaved && <p class="quiet">{t.unsaved}</p>}
          <div class="row">
            {announcementMoveCodes
              .filter((code) => code !== 'change' && mayMove(code, state))
              .map((code) => (
                <Button
                  key={code}
                  kind={code === 'withdraw' ? 'danger' : 'secondary'}
                  disabled={!isSaved || working}
                  onClick={() => setAsked(code)}
                >
                  {say(announcementMove(code).label, language)}
                </Button>
              ))}
          </div>
          <Disclosure key={`preview ${record.version}`} title={t.preview}>
            {() => <Preview record={record} draft={draft} />}
          </Disclosure>
          <Disclosure key={`history ${record.version}`} title={t.history}>
            {() => <DownloadHistory id={record.id} />}
          </Disclosure>
        </>
      )}
      {asked && (
        <ConfirmDialog
          title={t.moveTitle(say(announcementMove(asked).label, language))}
          confirm={say(announcementMove(asked).label, language)}
          onClose={() => setAsked(undefined)}
          onConfirm={() => move(asked)}
        >
          <p>{record?.description}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

function Fields({
  draft,
  tried,
  daysWrong,
  onChange,
}: {
  draft: DownloadDraft
  /** Whether it was tried to save it: what is wrong is told then. */
  tried: boolean
  daysWrong: boolean
  onChange: (changes: Partial<DownloadDraft>) => void
}): JSX.Element {
  const t = useTexts(downloadTexts)
  const language = useLanguage()
  const dayHint = (day: string | null) => (day === null ? undefined : t.day(formatDay(day, language)))
  return (
    <div class="box stack">
      <Select
        id="download-item"
        label={t.item}
        value={draft.item}
        options={downloadItemCodes.map((value) => ({ value, label: say(downloadItems[value].label, language) }))}
        onChange={(value) => {
          const item = downloadItemCodes.find((code): code is DownloadItem => code === value)
          if (item) onChange({ item })
        }}
      />
      <TextField
        id="download-description"
        required
        label={t.description}
        hint={t.descriptionHint}
        error={tried && draft.description.trim() === '' ? t.descriptionEmpty : undefined}
        autocomplete="off"
        maxLength={200}
        value={draft.description}
        onInput={(description) => onChange({ description })}
      />
      <TextField
        id="download-from"
        type="date"
        required
        label={t.fromDay}
        hint={dayHint(draft.fromDay)}
        value={draft.fromDay}
        onInput={(fromDay) => onChange({ fromDay })}
      />
      <TextField
        id="download-until"
        type="date"
        label={t.untilDay}
        hint={dayHint(draft.untilDay)}
        error={tried && daysWrong ? t.daysWrong : undefined}
        value={draft.untilDay ?? ''}
        onInput={(untilDay) => onChange({ untilDay: untilDay || null })}
      />
    </div>
  )
}

/** The row as everybody will see it. */
function Preview({ record, draft }: { record: DownloadRecord; draft: DownloadDraft }): JSX.Element {
  const { id, files, changedAt } = record
  const day = updatedDay({ contentAt: new Date(changedAt), fromDay: draft.fromDay })
  const entries = [{ id, item: draft.item, description: draft.description, day, files }]
  return <DownloadTable found={{ entries, page: 1, pages: 1, total: 1 }} showItem isPreview onPage={() => undefined} />
}
