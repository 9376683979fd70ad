import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import {
  announcementKind,
  type AnnouncementKind,
  announcementMove,
  type AnnouncementMove,
  announcementMoveCodes,
  announcementStates,
  everyone,
  mayMove,
} from '../../../core/portal/announcements.ts'
import { divisionCodes } from '../../../core/portal/divisions.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { AnnouncementDraft, AnnouncementRecord } from '../../../core/protocol/announcements.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { TakenOutNotice } from '../../components/taken-out.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { AnnouncementAttachments } from './announcement-attachments.tsx'
import { AnnouncementForm } from './announcement-form.tsx'
import { AnnouncementHistory } from './announcement-history.tsx'
import { AnnouncementPreview } from './announcement-preview.tsx'
import { justCreated, wasJustCreated } from './just-created.ts'
import { writingTexts } from './announcement-texts.ts'

/** One announcement as its authors see it, or a new one. */
export function AnnouncementEditor({
  kind,
  id,
  view,
}: {
  kind: AnnouncementKind
  id: string | undefined
  view: SessionView
}): JSX.Element {
  return id === undefined ? <Editor kind={kind} record={undefined} view={view} /> : <Opened id={id} view={view} />
}

function Opened({ id, view }: { id: string; view: SessionView }): JSX.Element {
  const { loaded, take, ask } = useAnswer('GET /api/staff/announcements/record', { id })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(record) => (
        <Editor kind={record.kind} record={record} view={view} onRecord={take} onReload={() => void ask()} />
      )}
    </LoadedPart>
  )
}

/** What is typed at first: the record's own, or an empty one from today on. */
function draftOf(kind: AnnouncementKind, record: AnnouncementRecord | undefined, view: SessionView): AnnouncementDraft {
  const own = view.posts.find(({ role }) => role === 'division')?.area
  const division = announcementKind(kind).fields.includes('division')
    ? divisionCodes.find((code) => code === own)
    : undefined
  const empty = {
    title: '',
    content: '',
    fromDay: taiwanDay(new Date()),
    untilDay: null,
    department: null,
    category: null,
    keyword: '',
    entry: null,
    audience: { ...everyone, types: [], divisions: [], roles: [] },
    division: division ?? null,
    contactName: '',
    contactPhone: '',
  }
  if (!record) return empty
  const { title, content, fromDay, untilDay, department, category, keyword, entry, audience } = record
  const { contactName, contactPhone } = record
  return {
    title,
    content,
    fromDay,
    untilDay,
    department,
    category,
    keyword,
    entry,
    audience,
    division: record.division,
    contactName,
    contactPhone,
  }
}

function Editor({
  kind,
  record,
  view,
  onRecord = () => undefined,
  onReload,
}: {
  kind: AnnouncementKind
  record: AnnouncementRecord | undefined
  view: SessionView
  onRecord?: (record: AnnouncementRecord) => void
  onReload?: () => void
}): JSX.Element {
  const t = useTexts(writingTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { router } = useServices()
  const [draft, setDraft] = useState(() => draftOf(kind, record, view))
  const [isSaved, setSaved] = useState(record !== undefined)
  const [tried, setTried] = useState(false)
  const [done, setDone] = useState(wasJustCreated(router.get().query) ? t.saved : undefined)
  const [asked, setAsked] = useState<AnnouncementMove>()
  const { change, run } = useChange()
  const state = record?.state ?? 'draft'
  const mayChange = mayMove('change', state)
  const working = change.state === 'working'

  const save = () => {
    setTried(true)
    if (draft.untilDay !== null && draft.untilDay < draft.fromDay) return
    void run(async () => {
      if (record) {
        onRecord(await call('PUT /api/staff/announcements', { id: record.id, version: record.version, ...draft }))
      } else {
        const { id } = await call('POST /api/staff/announcements', { kind, ...draft })
        router.navigate('/staff/announcements', { query: `?kind=${kind}&id=${id}${justCreated}`, replace: true })
      }
      setSaved(true)
      setDone(t.saved)
    })
  }
  const move = async (to: AnnouncementMove) => {
    if (!record) return
    const moved = await call('POST /api/staff/announcements/move', { id: record.id, version: record.version, move: to })
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
      {record && <TakenOutNotice takenOut={record.takenOut} />}
      {change.state === 'failed' && <Failure error={change.error} onReload={onReload} />}
      {!mayChange && (
        <Notice>
          <p>{t.readOnly}</p>
        </Notice>
      )}
      {mayChange && (
        <AnnouncementForm
          kind={kind}
          draft={draft}
          tried={tried}
          view={view}
          onChange={(changes) => {
            setDraft((before) => ({ ...before, ...changes }))
            setSaved(false)
            setDone(undefined)
          }}
        />
      )}
      {mayChange && (
        <div class="row">
          <Button kind="primary" disabled={working} onClick={save}>
            {working ? t.saving : t.save}
          </Button>
        </div>
      )}
      <AnnouncementAttachments kind={kind} record={record} mayChange={mayChange} onRecord={onRecord} />
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
        </>
      )}
      <Disclosure key={`${draft.title} ${draft.content}`} title={t.preview}>
        {() => <AnnouncementPreview draft={draft} />}
      </Disclosure>
      {record && (
        <Disclosure key={record.version} title={t.history}>
          {() => <AnnouncementHistory id={record.id} />}
        </Disclosure>
      )}
      {asked && (
        <ConfirmDialog
          title={t.moveTitle(say(announcementMove(asked).label, language))}
          confirm={say(announcementMove(asked).label, language)}
          onClose={() => setAsked(undefined)}
          onConfirm={() => move(asked)}
        >
          <p>{record?.titleText}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

const Failure = ({ error, onReload }: { error: CodedError; onReload: (() => void) | undefined }): JSX.Element => (
  <ErrorPanel error={error} takeFocus remedies={{ reload: onReload && { run: onReload } }} />
)
