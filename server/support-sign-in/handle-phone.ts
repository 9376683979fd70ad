import { CodedError } from '../../core/errors/coded-error.ts'
import { findPersonByIdNumber } from '../db/tables/people.ts'
import { passPhoneCheck, takePassedCheck } from '../db/tables/phone-checks.ts'
import type { Handler } from '../http/call.ts'
import { hashToken } from '../http/token.ts'
import { audit } from '../audit/audit.ts'
import { openSession } from '../auth/open-session.ts'
import { readHolderFacts } from '../auth/read-standing.ts'
import { toSessionView } from '../auth/signed-in.ts'
import { requireChoices } from '../../core/portal/institution-choice.ts'
import { limitMessages } from './limit-messages.ts'
import { codeIsOver, requireCode } from './require-code.ts'
import { requireOpen } from '../auth/require-open.ts'
import { requireServices } from './require-services.ts'
import { startPhoneCheck } from './start-phone-check.ts'
import type { SupportSignInParts } from './support-sign-in-parts.ts'

/**
 * 健保卡登入(無插卡), first step: a code to the number. Errors: ERR_REQUEST_TOO_MANY, ERR_LOGIN_CODE_UNSENT; the same for numbers
 * that nobody is known by.
 */
export function sendCode(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/phone'> {
  return {
    event: 'send-code',
    async handle(call) {
      const { request, now, trail } = call
      const { idNumber, phone, jkt } = request
      const { sms } = requireServices(parts)
      trail.at('opening', () => requireOpen(parts.config, now))
      await trail.at('messages', () => limitMessages(parts.database.query, { phone, idNumber }, now))
      const started = await startPhoneCheck(parts, call, { purpose: 'sign-in', idNumber, phone, cardHash: null, jkt })
      trail.step = 'send'
      if (started.sms) {
        await sms.send(started.sms).catch((cause: unknown) => {
          parts.log.warn({ requestId: call.requestId, err: cause }, 'a code could not be sent')
          throw new CodedError('ERR_LOGIN_CODE_UNSENT', 'the gateway does not take the message', { cause })
        })
      }
      return started.answer
    },
  }
}

/** Second step: the code. The request for the verification service is sealed; only that service reads it. */
export function handOver(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/phone/code'> {
  return {
    event: 'check-code',
    async handle(call) {
      const { request, now, origin, trail, platform, address, requestId } = call
      const { verification } = requireServices(parts)
      const check = await trail.at('code', () => requireCode(parts, call, { purpose: 'sign-in', code: request.code }))
      const { id, idNumber, phone } = check
      if (!(await passPhoneCheck(parts.database.query, id))) throw codeIsOver()
      trail.step = 'hand-over'
      if (phone === null) throw new Error('a code was right that was sent to nobody')
      const to = { requestId: id, returnTo: `${origin}/verified`, now }
      const there = await verification.handOver({ idNumber, phone }, to)
      await audit(parts.database.query, now, { event: 'check-code', platform, challengeJti: id, address, requestId })
      return { address: there }
    },
  }
}

/**
 * Third step: what the service says. It is taken once, whatever comes of it, and belongs to the browser that asked. Errors:
 * ERR_LOGIN_NHI_RETURN, ERR_LOGIN_NHI_REFUSED, ERR_LOGIN_NOT_ENROLLED.
 */
export function takeReturn(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/phone/return'> {
  const { query } = parts.database
  return {
    event: 'sign-in',
    async handle(call) {
      const { request, now, origin, trail, cookies, platform } = call
      const { verification } = requireServices(parts)
      const refuse = (cause?: unknown) =>
        new CodedError('ERR_LOGIN_NHI_RETURN', 'not an answer to what this browser asked', { cause })
      trail.step = 'return'
      const token = cookies.token('pre-session')
      const key = { preSessionHash: hashToken(token ?? ''), purpose: 'sign-in', now } as const
      const check = token === undefined ? undefined : await takePassedCheck(query, key)
      if (!check) throw refuse()
      trail.learn({ challengeJti: check.id })
      const answer = await verification.readReturn(request.answer, { origin, now }).catch((cause: unknown) => {
        throw refuse(cause)
      })
      if (answer.inReplyTo !== check.id || answer.idNumber !== check.idNumber) throw refuse()
      if (answer.outcome === 'refused')
        throw new CodedError('ERR_LOGIN_NHI_REFUSED', 'the service knows no such holder')
      const person = await trail.at('holder', () => findPersonByIdNumber(query, check.idNumber))
      if (!person) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is nobody here')
      trail.learn({ personId: person.id, detail: { way: 'nhi-phone' } })
      const holder = { kind: 'person', personId: person.id } as const
      const choices = await trail.at('institution', async () => {
        const facts = await readHolderFacts(query, holder)
        if (!facts) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is nobody here')
        return requireChoices(facts, { platform, cardType: null, reader: null, institutionOnCard: null })
      })
      trail.step = 'session'
      return toSessionView(await openSession(parts, call, { holder, cardType: null, jkt: check.jkt, choices }))
    },
  }
}
