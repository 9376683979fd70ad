import { timingSafeEqual } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { codeTries } from '../../core/portal/phone-checks.ts'
import { findPhoneCheckId, type PhoneCheck, type PhonePurpose, takeCodeTry } from '../db/tables/phone-checks.ts'
import type { Caller } from '../http/call.ts'
import { hashToken } from '../http/token.ts'
import { hashCode } from './start-phone-check.ts'
import type { SupportSignInParts } from './support-sign-in-parts.ts'

export const codeIsOver = () =>
  new CodedError('ERR_LOGIN_CODE_OVER', 'there is no code to enter: never sent, used, or its time is over')

/**
 * The code that was sent to the browser's person. Every try is counted before it is looked at; the right one is for the caller
 * to take, once.
 * Errors: ERR_LOGIN_CODE_WRONG with details.left, ERR_LOGIN_CODE_OVER.
 */
export async function requireCode(
  { database: { query } }: Pick<SupportSignInParts, 'database'>,
  { cookies, now, trail }: Caller,
  { purpose, code }: { readonly purpose: PhonePurpose; readonly code: string },
): Promise<PhoneCheck> {
  const token = cookies.token('pre-session')
  if (token === undefined) throw codeIsOver()
  const preSessionHash = hashToken(token)
  const id = await findPhoneCheckId(query, preSessionHash)
  if (id !== undefined) trail.learn({ challengeJti: id })
  const check = await takeCodeTry(query, { preSessionHash, purpose, now, maximum: codeTries })
  if (!check) throw codeIsOver()
  if (!timingSafeEqual(Buffer.from(check.codeHash), Buffer.from(hashCode(token, code)))) {
    throw new CodedError('ERR_LOGIN_CODE_WRONG', 'another code was sent', {
      details: { left: codeTries - check.tries },
    })
  }
  return check
}
