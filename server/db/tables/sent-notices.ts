import type { Queryable } from '../database.ts'

export interface SentNoticesTable {
  key: string
  at: Date
}

/** Notes that a notice is being sent; false when it was noted before. In the transaction that queues it. */
export async function noteSent(query: Queryable, key: string, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('sent_notices')
    .values({ key, at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
