import { configure, ZipWriter } from '@zip.js/zip.js'
import { CodedError } from '../../core/errors/coded-error.ts'
import { attachment, type DeliverableFile } from './deliver-file.ts'
import type { FileStore } from './file-store.ts'

configure({ useWebWorkers: false })

/** AES with 256 bits, in the numbers of the WinZip AE-2 format. */
const aes256 = 3

/**
 * The file as a download within a ZIP archive that its password opens (WinZip AES, AE-2). It is made while it is sent, so
 * that no unlocked copy is kept. Errors: ERR_REQUEST_NOT_FOUND when the store has lost it.
 */
export async function deliverArchive(
  files: FileStore,
  { sha256, name }: DeliverableFile,
  password: string,
): Promise<Response> {
  const content = await files.read(sha256)
  if (!content) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the file is not in the store')
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const archive = new ZipWriter(writable, { password, encryptionStrength: aes256 })
  // Who stops fetching ends the archive with an error that nobody waits for; one of ours ends the download, visibly cut off.
  archive
    .add(name, content)
    .then(() => archive.close())
    .catch((error: unknown) => writable.abort(error).catch(() => undefined))
  return attachment(readable, { name: `${name}.zip`, contentType: 'application/zip' })
}
