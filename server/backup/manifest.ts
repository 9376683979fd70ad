import { z } from 'zod'
import { environments } from '../../core/cards/environments.ts'

/** The last entry of an archive: what is in it. An archive without one was cut off. */
export const manifest = z.strictObject({
  format: z.literal('nhi-portal-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  environment: z.enum(environments),
  /** What the database had had, in order. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int().nonnegative(),
      /** Of all lines of its rows, in hex. */
      sha256: z.string(),
    }),
  ),
  files: z.int().nonnegative(),
})

export type Manifest = z.output<typeof manifest>

export const manifestName = 'manifest.json'

/** Rows of one table, a JSON array of texts per line: `tables/audit/000001.jsonl`. */
export const rowsName = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, '0')}.jsonl`

/** A file of the store under the SHA-256 of its content. */
export const fileName = (sha256: string): string => `files/${sha256}`

export type EntryName =
  | { readonly kind: 'manifest' }
  | { readonly kind: 'rows'; readonly table: string }
  | { readonly kind: 'file'; readonly sha256: string }

/** Undefined for a name that no archive of ours has. */
export function readEntryName(name: string): EntryName | undefined {
  if (name === manifestName) return { kind: 'manifest' }
  const [, table] = /^tables\/([a-z0-9_]+)\/\d{6}\.jsonl$/.exec(name) ?? []
  if (table !== undefined) return { kind: 'rows', table }
  const [, sha256] = /^files\/([0-9a-f]{64})$/.exec(name) ?? []
  return sha256 === undefined ? undefined : { kind: 'file', sha256 }
}

/**
 * What lives for minutes or hours, and would let somebody in who has signed out since: it stays empty after a restore, and
 * everybody signs in again.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'challenges',
  'confirmations',
  'file_tickets',
  'oidc_records',
  'phone_checks',
  'proofs',
  'rate_limits',
  'sessions',
])
