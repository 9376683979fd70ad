import { sql } from 'kysely'
import type { ContractLevel, KnownInstitution } from '../../../core/portal/institution-import.ts'
import type { Queryable } from '../database.ts'

export interface InstitutionDetailsTable {
  code: string
  phone: string
  address: string
  level: ContractLevel | null
  contract_from: string | null
  ended_on: string | null
  email: string
}

/** All institutions, as far as an import touches them, by their codes. */
export async function findKnownInstitutions(query: Queryable): Promise<Map<string, KnownInstitution>> {
  const rows = await query
    .selectFrom('institutions')
    .leftJoin('institution_details as details', 'details.code', 'institutions.code')
    .select([
      'institutions.code',
      'name',
      'type',
      'division',
      'contracted',
      'phone',
      'address',
      'level',
      'contract_from',
      'ended_on',
    ])
    .execute()
  return new Map(
    rows.map((row) => [
      row.code,
      {
        code: row.code,
        name: row.name,
        type: row.type,
        division: row.division,
        contracted: row.contracted,
        phone: row.phone ?? '',
        address: row.address ?? '',
        level: row.level,
        contractFrom: row.contract_from,
        endedOn: row.ended_on,
      },
    ]),
  )
}

/** One statement takes so many rows. */
const atOnce = 500

/** Writes what an import says. Through whom an institution files, and its e-mail address, stay. */
export async function saveKnownInstitutions(
  query: Queryable,
  institutions: readonly KnownInstitution[],
): Promise<void> {
  for (let at = 0; at < institutions.length; at += atOnce) {
    const part = institutions.slice(at, at + atOnce)
    await query
      .insertInto('institutions')
      .values(
        part.map(({ code, name, type, division, contracted }) => ({
          code,
          name,
          type,
          division,
          contracted,
          files_through: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((set) => ({
          name: set.ref('excluded.name'),
          type: set.ref('excluded.type'),
          division: set.ref('excluded.division'),
          contracted: set.ref('excluded.contracted'),
        })),
      )
      .execute()
    await query
      .insertInto('institution_details')
      .values(
        part.map((it) => ({
          code: it.code,
          phone: it.phone,
          address: it.address,
          level: it.level,
          contract_from: it.contractFrom,
          ended_on: it.endedOn,
          email: '',
        })),
      )
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((set) => ({
          phone: set.ref('excluded.phone'),
          address: set.ref('excluded.address'),
          level: set.ref('excluded.level'),
          contract_from: set.ref('excluded.contract_from'),
          ended_on: set.ref('excluded.ended_on'),
        })),
      )
      .execute()
  }
}

/** Ends the contracts whose last day has come. Answers the codes. */
export async function endContracts(query: Queryable, today: string): Promise<readonly string[]> {
  const ended = await query
    .updateTable('institutions')
    .set({ contracted: false })
    .where('contracted', '=', true)
    .where(
      sql<boolean>`exists (select from institution_details where institution_details.code = institutions.code and ended_on <= ${today})`,
    )
    .returning('code')
    .execute()
  return ended.map(({ code }) => code)
}

/** A contract that is said to hold has no last day any more. */
export async function forgetEnd(query: Queryable, code: string): Promise<void> {
  await query.updateTable('institution_details').set({ ended_on: null }).where('code', '=', code).execute()
}

/** Where notices go; empty where none is kept. */
export async function findEmail(query: Queryable, code: string): Promise<string> {
  const row = await query.selectFrom('institution_details').select('email').where('code', '=', code).executeTakeFirst()
  return row?.email ?? ''
}

export async function saveEmail(query: Queryable, code: string, email: string): Promise<void> {
  await query
    .insertInto('institution_details')
    .values({ code, phone: '', address: '', level: null, contract_from: null, ended_on: null, email })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ email }))
    .execute()
}
