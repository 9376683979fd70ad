import type { ColumnType } from 'kysely'
import type { WeeklyHours } from '../../../core/support-reports/hours.ts'
import type { Profession } from '../../../core/support-reports/report.ts'
import type { Queryable } from '../database.ts'

export interface PracticeRegistrationsTable {
  id: string
  person_id: string
  profession: Profession
  license_number: string
  institution_code: string
  is_main: boolean
  first_day: string
  last_day: string | null
  suspended_from: string | null
  suspended_until: string | null
  weekly: ColumnType<unknown, string, string>
}

/** 執業登記, as a health bureau holds it. Days are ISO 8601 days in Taiwan. */
export interface PracticeRegistration {
  readonly id: string
  readonly personId: string
  readonly profession: Profession
  readonly licenseNumber: string
  readonly institutionCode: string
  readonly isMain: boolean
  readonly firstDay: string
  readonly lastDay: string | null
  readonly suspended: { readonly firstDay: string; readonly lastDay: string | null } | null
  readonly weekly: readonly WeeklyHours[]
}

/** A person's, the main one first. */
export async function findRegistrations(query: Queryable, personId: string): Promise<PracticeRegistration[]> {
  const rows = await query
    .selectFrom('practice_registrations')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('is_main', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    profession: row.profession,
    licenseNumber: row.license_number,
    institutionCode: row.institution_code,
    isMain: row.is_main,
    firstDay: row.first_day,
    lastDay: row.last_day,
    suspended: row.suspended_from === null ? null : { firstDay: row.suspended_from, lastDay: row.suspended_until },
    weekly: row.weekly as WeeklyHours[], // as saveRegistration wrote it
  }))
}

export async function saveRegistration(query: Queryable, registration: PracticeRegistration): Promise<void> {
  const { id, personId, profession, licenseNumber, institutionCode, isMain, firstDay, lastDay } = registration
  const row = {
    person_id: personId,
    profession,
    license_number: licenseNumber,
    institution_code: institutionCode,
    is_main: isMain,
    first_day: firstDay,
    last_day: lastDay,
    suspended_from: registration.suspended?.firstDay ?? null,
    suspended_until: registration.suspended?.lastDay ?? null,
    weekly: JSON.stringify(registration.weekly),
  }
  await query
    .insertInto('practice_registrations')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
