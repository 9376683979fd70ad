import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import type { z } from 'zod'
import { toBase64 } from '../../core/bytes/base64.ts'
import type { moduleArchive } from '../../core/protocol/sam.ts'
import { type SamFileName, samFileName } from '../../core/sam/sam-file-name.ts'

// A server has no web workers, and a module file is small.
configure({ useWebWorkers: false })

/** A ZIP archive that holds the module's file, under its own name, and nothing else. */
export async function moduleArchiveOf(name: SamFileName, file: Uint8Array): Promise<z.input<typeof moduleArchive>> {
  const archive = new ZipWriter(new Uint8ArrayWriter())
  const fileName = samFileName(name)
  await archive.add(fileName, new Uint8ArrayReader(file))
  return { fileName: fileName.replace(/SAM$/, 'zip'), zip: toBase64(await archive.close()) }
}
