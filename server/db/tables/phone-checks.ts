import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

/** What the telephone is proven for. */
export type PhonePurpose = 'sign-in' | 'password'

export interface PhoneChecksTable {
  id: string
  pre_session_hash: string
  purpose: PhonePurpose
  id_number: string
  phone: string | null
  card_hash: string | null
  jkt: string
  code_hash: string
  code_until: Date
  tries: number
  stage: 'code' | 'passed'
  expires_at: Date
}

export interface PhoneCheck {
  readonly id: string
  readonly preSessionHash: string
  readonly purpose: PhonePurpose
  readonly idNumber: string
  /** Null where nobody was found to send a code to. */
  readonly phone: string | null
  /** Of the card that a password is registered with. */
  readonly cardHash: string | null
  readonly jkt: string
  readonly codeHash: string
  readonly codeUntil: Date
  readonly expiresAt: Date
}

/** Codes that were entered, the present one among them. */
export interface TriedCheck extends PhoneCheck {
  readonly tries: number
}

interface CheckKey {
  readonly preSessionHash: string
  readonly purpose: PhonePurpose
  readonly now: Date
}

export async function addPhoneCheck(query: Queryable, check: PhoneCheck): Promise<void> {
  await query
    .insertInto('phone_checks')
    .values({
      id: check.id,
      pre_session_hash: check.preSessionHash,
      purpose: check.purpose,
      id_number: check.idNumber,
      phone: check.phone,
      card_hash: check.cardHash,
      jkt: check.jkt,
      code_hash: check.codeHash,
      code_until: check.codeUntil,
      tries: 0,
      stage: 'code',
      expires_at: check.expiresAt,
    })
    .execute()
}

/** Which check a browser is in the middle of, whatever has become of it. */
export async function findPhoneCheckId(query: Queryable, preSessionHash: string): Promise<string | undefined> {
  const row = await query
    .selectFrom('phone_checks')
    .select('id')
    .where('pre_session_hash', '=', preSessionHash)
    .executeTakeFirst()
  return row?.id
}

/**
 * Takes one of its tries before the code is looked at: of a thousand at once, `maximum` are. Undefined when there is none
 * left, or its time is over.
 */
export async function takeCodeTry(
  query: Queryable,
  { preSessionHash, purpose, now, maximum }: CheckKey & { readonly maximum: number },
): Promise<TriedCheck | undefined> {
  const row = await query
    .updateTable('phone_checks')
    .set({ tries: sql<number>`tries + 1` })
    .where('pre_session_hash', '=', preSessionHash)
    .where('purpose', '=', purpose)
    .where('stage', '=', 'code')
    .where('code_until', '>', now)
    .where('tries', '<', maximum)
    .returningAll()
    .executeTakeFirst()
  return row && { ...toCheck(row), tries: row.tries }
}

/** The code was right. False when it was used by another call meanwhile. */
export async function passPhoneCheck(query: Queryable, id: string): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('phone_checks')
    .set({ stage: 'passed' })
    .where('id', '=', id)
    .where('stage', '=', 'code')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes a check whose code was right just now, and for which nothing is to follow. False when another call has taken it. */
export async function usePhoneCheck(query: Queryable, id: string): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('phone_checks')
    .where('id', '=', id)
    .where('stage', '=', 'code')
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Takes a check whose code was right: a second call finds nothing. */
export async function takePassedCheck(
  query: Queryable,
  { preSessionHash, purpose, now }: CheckKey,
): Promise<PhoneCheck | undefined> {
  const row = await query
    .deleteFrom('phone_checks')
    .where('pre_session_hash', '=', preSessionHash)
    .where('purpose', '=', purpose)
    .where('stage', '=', 'passed')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row && toCheck(row)
}

export async function deleteExpiredPhoneChecks(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('phone_checks').where('expires_at', '<=', now).execute()
}

const toCheck = (row: PhoneChecksTable): PhoneCheck => ({
  id: row.id,
  preSessionHash: row.pre_session_hash,
  purpose: row.purpose,
  idNumber: row.id_number,
  phone: row.phone,
  cardHash: row.card_hash,
  jkt: row.jkt,
  codeHash: row.code_hash,
  codeUntil: row.code_until,
  expiresAt: row.expires_at,
})
