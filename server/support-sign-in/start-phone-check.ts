import { createHash, randomInt } from 'node:crypto'
import { codeLength, codeTries, passedSeconds } from '../../core/portal/phone-checks.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds } from '../clock.ts'
import { newId } from '../db/new-id.ts'
import { addPhoneCheck, type PhonePurpose } from '../db/tables/phone-checks.ts'
import type { Caller } from '../http/call.ts'
import { hashToken, newToken } from '../http/token.ts'
import type { SupportSignInParts } from './support-sign-in-parts.ts'
import type { Sms } from './sms-gateway.ts'

/** The browser's token is not in the database: six digits alone would be found in no time. */
export const hashCode = (token: string, code: string): string =>
  createHash('sha256').update(`${token} ${code}`).digest('base64url')

/**
 * A new code, bound to a new pre-session, with the message that tells it; undefined where there is nobody to send one to. To
 * the browser both are the same.
 */
export async function startPhoneCheck(
  { config, database }: Pick<SupportSignInParts, 'config' | 'database'>,
  { now, cookies, trail, platform, address, requestId }: Caller,
  check: {
    readonly purpose: PhonePurpose
    readonly idNumber: string
    readonly phone: string | null
    readonly cardHash: string | null
    readonly jkt: string
  },
): Promise<{ readonly sms: Sms | undefined; readonly answer: { readonly seconds: number; readonly tries: number } }> {
  const { codeSeconds } = config.support
  const id = newId(now)
  trail.learn({ challengeJti: id })
  const token = newToken()
  const code = String(randomInt(10 ** codeLength)).padStart(codeLength, '0')
  await database.tx(async (query) => {
    await addPhoneCheck(query, {
      id,
      preSessionHash: hashToken(token),
      ...check,
      codeHash: hashCode(token, code),
      codeUntil: addSeconds(now, codeSeconds),
      expiresAt: addSeconds(now, codeSeconds + passedSeconds),
    })
    const detail = { purpose: check.purpose }
    await audit(query, now, { event: 'send-code', platform, challengeJti: id, address, requestId, detail })
  })
  cookies.set('pre-session', token, codeSeconds + passedSeconds)
  const { phone } = check
  return {
    sms: phone === null ? undefined : { id, to: phone, text: messageOf(code, codeSeconds) },
    answer: { seconds: codeSeconds, tries: codeTries },
  }
}

const messageOf = (code: string, seconds: number): string =>
  `【報備支援】手機驗證碼 ${code}，${seconds} 秒內有效。本系統人員不會向您索取驗證碼。`
