import { createReadStream } from 'node:fs'
import { type Icd10Reading, readIcd10 } from '../../core/claims/icd-10.ts'

/** Reads the list of ICD-10 codes from its CSV file (docs/claims.md). Errors: those of the file system, RangeError. */
export const readIcd10File = (path: string): Promise<Icd10Reading> => readIcd10(withoutMark(path))

/** Spreadsheets begin UTF-8 with a byte order mark. */
async function* withoutMark(path: string): AsyncGenerator<string> {
  let first = true
  for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    yield first ? piece.replace(/^\ufeff/, '') : piece
    first = false
  }
}
