import { type RawBuilder, sql } from 'kysely'
import type { CardType } from '../../core/cards/card-types.ts'
import type { Country } from '../../demo/country.ts'
import type { PortalDatabase } from '../../server/db/open-database.ts'
import { newId } from '../../server/db/new-id.ts'

/** So many rows by one statement. */
const batch = 20_000

type ColumnType = 'uuid' | 'text' | 'boolean' | 'timestamptz'
type Column<T> = readonly [name: string, type: ColumnType, value: (row: T, index: number) => unknown]

/** One array for each column: a statement of four parameters writes thousands of rows. */
async function insertAll<T>(
  { query }: PortalDatabase,
  table: string,
  rows: readonly T[],
  columns: readonly Column<T>[],
): Promise<void> {
  const names = sql.join(columns.map(([name]) => sql.ref(name)))
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch)
    const arrays = columns.map(
      ([, type, value]): RawBuilder<unknown> =>
        sql`${part.map((row, index) => value(row, start + index))}::${sql.raw(type)}[]`,
    )
    await sql`insert into ${sql.table(table)} (${names}) select * from unnest(${sql.join(arrays)})`.execute(query)
  }
}

/**
 * Writes a country into an empty portal: every person with an enrolled card, one in twenty with an open session, half of
 * them with a sign-in in the audit.
 */
export async function seedCountry(
  database: PortalDatabase,
  { institutions, people, assignments, services, grants }: Country,
  { at, keyIds }: { readonly at: Date; readonly keyIds: (cardType: CardType) => string },
): Promise<void> {
  const time = ['timestamptz', () => at] as const
  await insertAll(database, 'institutions', institutions, [
    ['code', 'text', ({ code }) => code],
    ['name', 'text', ({ name }) => name],
    ['contracted', 'boolean', ({ contracted }) => contracted],
    ['type', 'text', ({ type }) => type],
    ['division', 'text', ({ division }) => division],
    ['files_through', 'text', ({ filesThrough }) => filesThrough],
  ])
  await insertAll(database, 'institution_identifiers', institutions, [
    ['kind', 'text', () => 'hca-institution-serial'],
    ['value', 'text', (_, index) => `2${String(index).padStart(15, '0')}`],
    ['institution_code', 'text', ({ code }) => code],
    ['enrolled_at', ...time],
  ])
  await insertAll(database, 'people', people, [
    ['id', 'uuid', ({ id }) => id],
    ['name', 'text', ({ name }) => name],
    ['id_number', 'text', ({ idNumber }) => idNumber],
  ])
  await insertAll(database, 'card_holders', people, [
    ['card_type', 'text', ({ cardType }) => cardType],
    ['ca_key_id', 'text', ({ cardType }) => keyIds(cardType)],
    ['subject_identifier', 'text', ({ cardSubject }) => cardSubject],
    ['person_id', 'uuid', ({ id }) => id],
    ['enrolled_at', ...time],
  ])
  await insertAll(database, 'assignments', assignments, [
    ['person_id', 'uuid', ({ personId }) => personId],
    ['institution_code', 'text', ({ institutionCode }) => institutionCode],
    ['role', 'text', ({ role }) => role],
    ['phone', 'text', () => '02-0000-0000'],
    ['email', 'text', () => ''],
    ['assigned_at', ...time],
  ])
  await insertAll(database, 'institution_services', services, [
    ['institution_code', 'text', ({ institutionCode }) => institutionCode],
    ['platform', 'text', ({ platform }) => platform],
    ['service', 'text', ({ service }) => service],
    ['applied_at', ...time],
  ])
  await insertAll(database, 'grants', grants, [
    ['person_id', 'uuid', ({ personId }) => personId],
    ['institution_code', 'text', ({ institutionCode }) => institutionCode],
    ['platform', 'text', ({ platform }) => platform],
    ['service', 'text', ({ service }) => service],
    ['granted_at', ...time],
  ])
  const signedIn = people.filter((_, index) => index % 20 === 0)
  const until = new Date(at.getTime() + 43_200_000)
  await insertAll(database, 'sessions', signedIn, [
    ['id', 'uuid', () => newId(at)],
    ['token_hash', 'text', (_, index) => String(index).padStart(43, '-')],
    ['platform', 'text', () => 'vpn'],
    ['card_type', 'text', ({ cardType }) => cardType],
    ['person_id', 'uuid', ({ id }) => id],
    ['jkt', 'text', (_, index) => String(index).padStart(43, '-')],
    ['signed_in_at', ...time],
    ['last_used_at', ...time],
    ['idle_until', 'timestamptz', () => until],
    ['ends_at', 'timestamptz', () => until],
    ['address', 'text', () => '192.0.2.1'],
    ['browser', 'text', () => 'Chrome 156 · Windows'],
  ])
  await insertAll(
    database,
    'audit',
    people.filter((_, index) => index % 2 === 0),
    [
      ['id', 'uuid', () => newId(at)],
      ['at', ...time],
      ['event', 'text', () => 'sign-in'],
      ['platform', 'text', () => 'vpn'],
      ['card_type', 'text', ({ cardType }) => cardType],
      ['person_id', 'uuid', ({ id }) => id],
    ],
  )
  // What the embedded database's own upkeep does within minutes, and PostgreSQL's by itself.
  await sql`vacuum (analyze)`.execute(database.query)
  await sql`checkpoint`.execute(database.query)
}
