import type { SignatureAction } from '../../../core/portal/actions.ts'
import type { Queryable } from '../database.ts'

export interface ConfirmationsTable {
  session_id: string
  action: SignatureAction
  subject: string
  expires_at: Date
}

/** What a session's card has signed for. */
export interface ConfirmationKey {
  readonly sessionId: string
  readonly action: SignatureAction
  /** As the challenge had it. */
  readonly subject: string
}

/** Signed for once more, it lasts longer; it is still good for one time. */
export async function saveConfirmation(query: Queryable, key: ConfirmationKey, expiresAt: Date): Promise<void> {
  await query
    .insertInto('confirmations')
    .values({ session_id: key.sessionId, action: key.action, subject: key.subject, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.columns(['session_id', 'action', 'subject']).doUpdateSet({ expires_at: expiresAt }),
    )
    .execute()
}

export async function hasConfirmation(query: Queryable, key: ConfirmationKey, now: Date): Promise<boolean> {
  const row = await query
    .selectFrom('confirmations')
    .select('session_id')
    .where('session_id', '=', key.sessionId)
    .where('action', '=', key.action)
    .where('subject', '=', key.subject)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Uses it up. False when there is none: of many that try at once, one gets it. */
export async function takeConfirmation(query: Queryable, key: ConfirmationKey, now: Date): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('confirmations')
    .where('session_id', '=', key.sessionId)
    .where('action', '=', key.action)
    .where('subject', '=', key.subject)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteExpiredConfirmations(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('confirmations').where('expires_at', '<=', now).execute()
}
