import type { Queryable } from '../database.ts'

export interface SupportReportSchedulesTable {
  id: string
  person_id: string
  name: string
  sha256: string
  uploaded_at: Date
  confirmed_at: Date | null
}

export async function addSchedule(
  query: Queryable,
  file: {
    readonly id: string
    readonly personId: string
    readonly name: string
    readonly sha256: string
    readonly at: Date
  },
): Promise<void> {
  const { id, personId, name, sha256, at } = file
  await query
    .insertInto('support_report_schedules')
    .values({ id, person_id: personId, name, sha256, uploaded_at: at, confirmed_at: null })
    .execute()
}

/** The file that this person uploaded and has not confirmed yet; nobody else confirms it until the transaction ends. */
export async function lockOpenSchedule(
  query: Queryable,
  id: string,
  personId: string,
): Promise<{ readonly id: string; readonly name: string; readonly sha256: string } | undefined> {
  return await query
    .selectFrom('support_report_schedules')
    .select(['id', 'name', 'sha256'])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function confirmSchedule(query: Queryable, id: string, at: Date): Promise<void> {
  await query.updateTable('support_report_schedules').set({ confirmed_at: at }).where('id', '=', id).execute()
}
