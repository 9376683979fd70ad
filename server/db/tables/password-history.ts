import type { PasswordKind } from '../../../core/portal/password-kinds.ts'
import type { Queryable } from '../database.ts'
import { newId } from '../new-id.ts'
import type { PasswordKey } from './passwords.ts'

export interface PasswordHistoryTable {
  id: string
  person_id: string
  kind: PasswordKind
  hash: string
}

/** Hashes of the holder's own passwords, newest first. */
export async function findPasswordHistory(query: Queryable, { personId, kind }: PasswordKey): Promise<string[]> {
  const rows = await query
    .selectFrom('password_history')
    .select('hash')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ hash }) => hash)
}

/** Adds one and keeps the newest `keep`. */
export async function addPasswordHistory(
  query: Queryable,
  { personId, kind, hash, at }: PasswordKey & { readonly hash: string; readonly at: Date },
  keep: number,
): Promise<void> {
  await query
    .insertInto('password_history')
    .values({ id: newId(at), person_id: personId, kind, hash })
    .execute()
  await query
    .deleteFrom('password_history')
    .where('id', 'in', (select) =>
      select
        .selectFrom('password_history')
        .select('id')
        .where('person_id', '=', personId)
        .where('kind', '=', kind)
        .orderBy('id', 'desc')
        .offset(keep),
    )
    .execute()
}
