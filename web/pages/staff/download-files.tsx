import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { fileTypeCodes } from '../../../core/portal/file-types.ts'
import type { DownloadRecord } from '../../../core/protocol/downloads.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { AttachmentList } from '../announcements/attachment-list.tsx'
import { downloadTexts } from './download-texts.ts'

/** The files of an entry: each is its own change, made at once. */
export function DownloadFiles({
  record,
  mayChange,
  onRecord,
}: {
  record: DownloadRecord | undefined
  mayChange: boolean
  onRecord: (record: DownloadRecord) => void
}): JSX.Element {
  const t = useTexts(downloadTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const input = useRef<HTMLInputElement>(null)
  const working = change.state === 'working'
  return (
    <section class="box stack" aria-labelledby="download-files">
      <h2 id="download-files">{t.files}</h2>
      <p class="quiet">{record ? t.filesHint : t.filesFirst}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {record && (
        <AttachmentList
          attachments={record.files}
          addressOf={async (file) => (await call('POST /api/staff/downloads/file', { id: record.id, file })).address}
        />
      )}
      {record && mayChange && (
        <>
          {record.files.map(({ id: file, name }) => (
            <Button
              key={file}
              kind="danger"
              disabled={working}
              onClick={() => {
                const { id, version } = record
                void run(async () => onRecord(await call('DELETE /api/staff/downloads/files', { id, version, file })))
              }}
            >
              {t.detach} {name}
            </Button>
          ))}
          <input
            ref={input}
            type="file"
            id="download-file"
            hidden
            accept={fileTypeCodes.map((type) => `.${type}`).join(',')}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              if (file) {
                const about = { id: record.id, version: String(record.version), name: file.name }
                void run(async () => onRecord(await call('POST /api/staff/downloads/files', about, { file })))
              }
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
