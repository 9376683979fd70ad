import { fromBase64 } from '../../../core/bytes/base64.ts'
import { useTexts } from '../../state/language.ts'
import { saveFile } from '../../state/save-file.ts'
import { type Change, useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { listTexts } from './sam-texts.ts'

/** Has the browser save the archive with the module's file. */
export function useDownload(onDone: (message: string) => void): {
  readonly change: Change
  readonly download: (applicationId: string) => Promise<void>
} {
  const t = useTexts(listTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const download = (applicationId: string) =>
    run(async () => {
      const { fileName, zip } = await call('POST /api/sam/download', { applicationId })
      saveFile(fileName, fromBase64(zip), 'application/zip')
      onDone(t.saved(fileName))
    })
  return { change, download }
}
