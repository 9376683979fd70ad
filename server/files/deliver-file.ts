import { CodedError } from '../../core/errors/coded-error.ts'
import { fileType, type FileType } from '../../core/portal/file-types.ts'
import type { FileStore } from './file-store.ts'

export interface DeliverableFile {
  readonly sha256: string
  readonly size: number
  readonly type: FileType
  /** Under which it is saved. */
  readonly name: string
}

/**
 * The file as a download: never shown in a page's place, and should a browser show it nevertheless, it may do nothing
 * there. Errors: ERR_REQUEST_NOT_FOUND when the store has lost it.
 */
export async function deliverFile(files: FileStore, { sha256, size, type, name }: DeliverableFile): Promise<Response> {
  const content = await files.read(sha256)
  if (!content) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the file is not in the store')
  return attachment(content, { name, contentType: fileType(type).contentType, size })
}

/** What is saved under a name and shown in no page. `size` is undefined where it is not known before the end. */
export const attachment = (
  content: ReadableStream<Uint8Array>,
  { name, contentType, size }: { readonly name: string; readonly contentType: string; readonly size?: number },
): Response =>
  new Response(content, {
    headers: {
      'Content-Type': contentType,
      ...(size !== undefined && { 'Content-Length': String(size) }),
      'Content-Disposition': contentDisposition(name),
    },
  })

/** RFC 6266 with RFC 8187: the name itself, and for what is older than both one in ASCII. */
function contentDisposition(name: string): string {
  const ascii = name.replaceAll(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
