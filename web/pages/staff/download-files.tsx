import type { JSX } from 'preact'
import type { DownloadRecord } from '../../../core/protocol/downloads.ts'
import { useTexts } from '../../state/language.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { downloadTexts } from './download-texts.ts'
import { RecordFiles } from './record-files.tsx'

/** The files of an entry of 下載專區. */
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
  const { id = '', version = 0 } = record ?? {} // without a record there is nothing to press
  return (
    <RecordFiles
      name="download"
      title={t.files}
      hint={t.filesHint}
      files={record?.files}
      mayChange={mayChange}
      addressOf={async (file) => (await call('POST /api/staff/downloads/file', { id, file })).address}
      onAttach={async (file) => {
        const about = { id, version: String(version), name: file.name }
        onRecord(await call('POST /api/staff/downloads/files', about, { file }))
      }}
      onDetach={async (file) => onRecord(await call('DELETE /api/staff/downloads/files', { id, version, file }))}
    />
  )
}
