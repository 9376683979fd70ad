import { createHash } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { readOneTimePassword } from '../../core/portal/one-time-password.ts'
import type { PasswordKind } from '../../core/portal/password-kinds.ts'
import { maximumFailures, oneTimeSeconds, waitSeconds } from '../../core/portal/password-tries.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { changePassword, findPassword, type PasswordRecord } from '../db/tables/passwords.ts'
import { findTries, forgetTries, takeTry } from '../db/tables/password-tries.ts'
import type { PasswordHasher, PasswordWork } from './password-hasher.ts'

export interface PasswordParts {
  readonly database: PortalDatabase
  readonly passwords: PasswordHasher
}

export interface PasswordClaim {
  readonly kind: PasswordKind
  /** Who the caller says it is: the account, the card's number. Counted where there is no such person. */
  readonly claim: string
  /** The person found by it. */
  readonly personId: string | undefined
  readonly password: string
  readonly now: Date
}

/** Finds nobody, in the time that it takes to find somebody. */
const nobodyId = '00000000-0000-0000-0000-000000000000'

export const triesSubject = (kind: PasswordKind, personId: string): string => `${kind} ${personId}`

/**
 * The password of a sign-in, or a refusal that says and costs the same whether there is such a person or not. Every try is
 * counted before it is looked at; the right one takes the count back. Not for use inside a transaction. Errors:
 * ERR_LOGIN_PASSWORD_WRONG, ERR_LOGIN_PASSWORD_WAIT with details.minutes, ERR_LOGIN_PASSWORD_LOCKED,
 * ERR_LOGIN_PASSWORD_USED for a one-time password, ERR_REQUEST_TOO_MANY.
 */
export async function requirePassword(parts: PasswordParts, claim: PasswordClaim): Promise<PasswordRecord> {
  const { database, passwords } = parts
  return await passwords.inLine(async (work) => {
    const record = await verifyPassword(parts, work, claim)
    if (record.state === 'used' || isTooOld(record, claim.now)) throw usedOrTooOld()
    if (record.state === 'reset' || passwords.isCurrent(record.hash)) return record
    const hash = await work.hash(claim.password)
    return (await changePassword(database.query, record, { hash })) ? { ...record, hash } : record
  })
}

/** As `requirePassword`, for who is signed in already: a one-time password that has signed in is still theirs. */
export async function verifyPassword(
  { database: { query } }: PasswordParts,
  work: PasswordWork,
  { kind, claim, personId, password, now }: PasswordClaim,
): Promise<PasswordRecord> {
  const subject =
    personId === undefined
      ? `${kind} ${createHash('sha256').update(claim).digest('base64url')}`
      : triesSubject(kind, personId)
  const taken = await takeTry(query, { subject, personId: personId ?? null, now, waits: waitSeconds })
  if (!taken || taken.failures > maximumFailures) throw await mayNotTry(query, subject, now)
  const record = await findPassword(query, { personId: personId ?? nobodyId, kind })
  const isOneTime = record?.state === 'reset' || record?.state === 'used'
  if (!(await work.verify(record?.hash, isOneTime ? readOneTimePassword(password) : password)) || !record) {
    throw new CodedError('ERR_LOGIN_PASSWORD_WRONG', 'there is no such account, or it has another password')
  }
  await forgetTries(query, subject)
  return record
}

async function mayNotTry(query: Queryable, subject: string, now: Date): Promise<CodedError> {
  const tries = await findTries(query, subject)
  if (tries && tries.failures >= maximumFailures) {
    return new CodedError('ERR_LOGIN_PASSWORD_LOCKED', 'the password was wrong too many times in a row')
  }
  const seconds = tries ? (tries.waitUntil.getTime() - now.getTime()) / 1000 : 0
  return new CodedError('ERR_LOGIN_PASSWORD_WAIT', 'the password was wrong several times in a row', {
    details: { minutes: Math.max(1, Math.ceil(seconds / 60)) },
  })
}

const isTooOld = ({ state, setAt }: PasswordRecord, now: Date) =>
  state === 'reset' && now >= addSeconds(setAt, oneTimeSeconds)

const usedOrTooOld = () => new CodedError('ERR_LOGIN_PASSWORD_USED', 'the one-time password was used, or is too old')

/**
 * In the transaction that opens the session: a one-time password signs in once. Errors: ERR_LOGIN_PASSWORD_USED for all but
 * one of those who use it at once, and for who comes with a password that was reset meanwhile.
 */
export async function useOneTimePassword(query: Queryable, record: PasswordRecord): Promise<void> {
  if (record.state !== 'reset') return
  if (!(await changePassword(query, record, { state: 'used' }, 'reset'))) throw usedOrTooOld()
}
