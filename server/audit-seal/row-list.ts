import type { AuditRowText } from '../db/tables/audit.ts'
import { rowHash } from './row-hash.ts'

const idBytes = 16
const entryBytes = idBytes + 32

/** What a block keeps of its rows, in the order of the ids: id and hash of each, so that a row that does not fit can be named. */
export const toRowList = (rows: readonly AuditRowText[]): Buffer =>
  Buffer.concat(
    rows
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((row) => [Buffer.from(row.id.replaceAll('-', ''), 'hex'), rowHash(row)]),
  )

/** How many rows a list has. */
export const rowListLength = (list: Buffer): number => Math.floor(list.length / entryBytes)

/** Id → hash. */
export function readRowList(list: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  for (let at = 0; at + entryBytes <= list.length; at += entryBytes) {
    const id = list.toString('hex', at, at + idBytes)
    entries.set(
      id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      list.subarray(at + idBytes, at + entryBytes),
    )
  }
  return entries
}
