import type { PasswordKind } from '../../../core/portal/password-kinds.ts'
import type { Queryable } from '../database.ts'

/** Given beforehand; one-time and unused; one-time and it has signed in; chosen by its holder. */
export type PasswordState = 'preset' | 'reset' | 'used' | 'own'

export interface PasswordsTable {
  person_id: string
  kind: PasswordKind
  hash: string
  state: PasswordState
  set_at: Date
}

export interface PasswordKey {
  readonly personId: string
  readonly kind: PasswordKind
}

export interface PasswordRecord extends PasswordKey {
  /** A PHC string; also tells this setting of the password from every other. */
  readonly hash: string
  readonly state: PasswordState
  readonly setAt: Date
}

export async function findPassword(query: Queryable, key: PasswordKey): Promise<PasswordRecord | undefined> {
  const row = await query
    .selectFrom('passwords')
    .selectAll()
    .where('person_id', '=', key.personId)
    .where('kind', '=', key.kind)
    .executeTakeFirst()
  return row && { personId: row.person_id, kind: row.kind, hash: row.hash, state: row.state, setAt: row.set_at }
}

/** False when the person has one already. */
export async function addPassword(query: Queryable, record: PasswordRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('passwords')
    .values(toRow(record))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Puts a password of the holder's own in place of whatever there is. */
export async function setPassword(query: Queryable, record: PasswordRecord): Promise<void> {
  const { hash, state, set_at } = toRow(record)
  await query
    .insertInto('passwords')
    .values(toRow(record))
    .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doUpdateSet({ hash, state, set_at }))
    .execute()
}

/**
 * Puts a one-time password in place of whatever there is. False, and nothing is changed, while another one is unused and
 * newer than `unlessSince`.
 */
export async function resetPassword(query: Queryable, record: PasswordRecord, unlessSince: Date): Promise<boolean> {
  const { hash, state, set_at } = toRow(record)
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('passwords')
    .values(toRow(record))
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'kind'])
        .doUpdateSet({ hash, state, set_at })
        .where((where) =>
          where.or([where('passwords.state', '<>', 'reset'), where('passwords.set_at', '<=', unlessSince)]),
        ),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Changes this very setting of a password. False when it is another one by now: of many who try at once, one does it. */
export async function changePassword(
  query: Queryable,
  { personId, kind, hash }: PasswordRecord,
  changes: Partial<Pick<PasswordRecord, 'hash' | 'state' | 'setAt'>>,
  from?: PasswordState,
): Promise<boolean> {
  const { setAt, ...rest } = changes
  let update = query
    .updateTable('passwords')
    .set({ ...rest, ...(setAt && { set_at: setAt }) })
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('hash', '=', hash)
  if (from) update = update.where('state', '=', from)
  const { numUpdatedRows } = await update.executeTakeFirst()
  return numUpdatedRows === 1n
}

const toRow = ({ personId, kind, hash, state, setAt }: PasswordRecord): PasswordsTable => ({
  person_id: personId,
  kind,
  hash,
  state,
  set_at: setAt,
})
