import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

/** Whether anything refers to the file of this content in the store. */
export async function isKept(query: Queryable, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select
    exists (select from announcement_attachments where sha256 = ${sha256})
    or exists (select from download_files where sha256 = ${sha256})
    or exists (select from shortcuts where sha256 = ${sha256})
    or exists (select from support_report_schedules where sha256 = ${sha256})
    or exists (select from support_report_files where sha256 = ${sha256})
    or exists (select from claims_files where sha256 = ${sha256})
    or exists (select from claims_outputs where sha256 = ${sha256})
    or exists (select from institution_imports where sha256 = ${sha256}) as kept`.execute(query)
  return rows[0]?.kept === true
}
