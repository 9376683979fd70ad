import type { Queryable } from '../database.ts'

export interface ProofsTable {
  jkt: string
  jti: string
  expires_at: Date
}

/** False when this proof was used before. */
export async function useProof(
  query: Queryable,
  { jkt, jti, expiresAt }: { jkt: string; jti: string; expiresAt: Date },
): Promise<boolean> {
  const result = await query
    .insertInto('proofs')
    .values({ jkt, jti, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function deleteExpiredProofs(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('proofs').where('expires_at', '<=', now).execute()
}
