import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { announcementKind, type AnnouncementKind } from '../../../core/portal/announcements.ts'
import { fileTypeCodes } from '../../../core/portal/file-types.ts'
import type { AnnouncementRecord } from '../../../core/protocol/announcements.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { AttachmentList } from '../announcements/attachment-list.tsx'
import { writingTexts } from './announcement-texts.ts'

/** The attachments of a record: each is its own change, made at once. */
export function AnnouncementAttachments({
  kind,
  record,
  mayChange,
  onRecord,
}: {
  kind: AnnouncementKind
  record: AnnouncementRecord | undefined
  mayChange: boolean
  onRecord: (record: AnnouncementRecord) => void
}): JSX.Element | null {
  const t = useTexts(writingTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const input = useRef<HTMLInputElement>(null)
  if (!announcementKind(kind).fields.includes('attachments')) return null
  const working = change.state === 'working'
  const attach = (file: File | undefined) => {
    if (!file || !record) return
    const about = { id: record.id, version: String(record.version), name: file.name }
    void run(async () => onRecord(await call('POST /api/staff/announcements/attachments', about, { file })))
  }
  const detach = (attachment: string) => {
    if (!record) return
    const { id, version } = record
    void run(async () =>
      onRecord(await call('DELETE /api/staff/announcements/attachments', { id, version, attachment })),
    )
  }
  return (
    <section class="box stack" aria-labelledby="announcement-attachments">
      <h2 id="announcement-attachments">{t.attachments}</h2>
      <p class="quiet">{record ? t.attachmentsHint : t.attachFirst}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {record && (
        <AttachmentList
          attachments={record.attachments}
          addressOf={async (attachment) =>
            (await call('POST /api/staff/announcements/file', { id: record.id, attachment })).address
          }
        />
      )}
      {record && mayChange && (
        <>
          {record.attachments.map(({ id, name }) => (
            <Button key={id} kind="danger" label={t.detachOf(name)} disabled={working} onClick={() => detach(id)}>
              {t.detach} {name}
            </Button>
          ))}
          <input
            ref={input}
            type="file"
            id="announcement-file"
            hidden
            accept={fileTypeCodes.map((type) => `.${type}`).join(',')}
            onChange={(event) => {
              attach(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <div class="row">
            <Button disabled={working} onClick={() => input.current?.click()}>
              {working ? t.attaching : t.attach}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
