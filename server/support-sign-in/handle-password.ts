import { CodedError } from '../../core/errors/coded-error.ts'
import { passwordFault, remembered } from '../../core/portal/password-rules.ts'
import { parseRocDate } from '../../core/cards/roc-date.ts'
import { audit } from '../audit/audit.ts'
import { endPasswordSessions } from '../auth/end-password-sessions.ts'
import { triesSubject } from '../auth/require-password.ts'
import { newId } from '../db/new-id.ts'
import { addPasswordHistory, findPasswordHistory } from '../db/tables/password-history.ts'
import { findPassword, setPassword } from '../db/tables/passwords.ts'
import { forgetTries } from '../db/tables/password-tries.ts'
import { saveServiceCard } from '../db/tables/nhi-service-cards.ts'
import { findPersonByIdNumber } from '../db/tables/people.ts'
import { usePhoneCheck } from '../db/tables/phone-checks.ts'
import type { Handler } from '../http/call.ts'
import { requireOpen } from '../auth/require-open.ts'
import { limitMessages } from './limit-messages.ts'
import { hashCard, readCard } from './read-card.ts'
import { codeIsOver, requireCode } from './require-code.ts'
import { requireServices } from './require-services.ts'
import { startPhoneCheck } from './start-phone-check.ts'
import type { SupportSignInParts } from './support-sign-in-parts.ts'

const kind = 'nhi-service'

const refuse = (reason: string) =>
  new CodedError('ERR_REQUEST_PASSWORD_REFUSED', `the new password is refused: ${reason}`, { details: { reason } })

/**
 * 首次註冊 and 重設密碼, first step. Card in the reader, ID number and birth date are compared by the verification service, and a
 * code goes to the number which that service knows: who has found a card and knows its holder's birthday has not got the
 * telephone. The answer is the same whether there is such a holder or not, and does not wait for the message.
 */
export function startRegistration(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/password'> {
  return {
    event: 'send-code',
    async handle(call) {
      const { request, admitted, now, origin, trail, requestId } = call
      const { sms, verification } = requireServices(parts)
      trail.at('opening', () => requireOpen(parts.config, now))
      const card = readCard(call, request.assertion, admitted)
      const { birthDate } = request
      if (parseRocDate(birthDate) === undefined) {
        throw new CodedError('ERR_REQUEST_MALFORMED', 'malformed request: birthDate', {
          details: { field: 'birthDate' },
        })
      }
      const { idNumber, cardNumber } = card
      await trail.at('messages', () => limitMessages(parts.database.query, { idNumber }, now))
      const found = await trail.at('holder', () =>
        verification
          .findHolder({ idNumber, cardNumber, birthDate }, { origin, id: newId(now), now })
          .catch((cause: unknown) => {
            parts.log.warn({ requestId, err: cause }, 'the verification service cannot be asked')
            throw new CodedError('ERR_LOGIN_NHI_UNREACHABLE', 'the verification service cannot be asked', { cause })
          }),
      )
      const { answer, sms: message } = await startPhoneCheck(parts, call, {
        purpose: 'password',
        idNumber,
        phone: found?.phone ?? null,
        cardHash: hashCard(card),
        jkt: card.jkt,
      })
      if (message) {
        sms.send(message).catch((err: unknown) => parts.log.warn({ requestId, err }, 'a code could not be sent'))
      }
      return answer
    },
  }
}

/**
 * Second step: the code, and the password that was chosen. The sessions that an earlier one opened end. Errors:
 * ERR_REQUEST_PASSWORD_REFUSED with details.reason before the code is looked at, those of `requireCode`, ERR_LOGIN_NOT_ENROLLED.
 */
export function finishRegistration(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/password/code'> {
  const { database, passwords } = parts
  return {
    event: 'register-password',
    async handle(call) {
      const { request, now, trail, address, requestId, platform } = call
      requireServices(parts)
      trail.step = 'password'
      const { password } = request
      const fault = passwordFault(password, kind, {})
      if (fault) throw refuse(fault)
      const check = await trail.at('code', () => requireCode(parts, call, { purpose: 'password', code: request.code }))
      const { cardHash, idNumber } = check
      const person = await trail.at('holder', () => findPersonByIdNumber(database.query, idNumber))
      if (!person) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is nobody here')
      trail.learn({ personId: person.id })
      trail.step = 'password'
      const personId = person.id
      const own = passwordFault(password, kind, { idNumber, name: person.name })
      if (own) throw refuse(own)
      const before = await findPassword(database.query, { personId, kind })
      const hash = await passwords.inLine(async (work) => {
        const earlier = await findPasswordHistory(database.query, { personId, kind })
        for (const one of new Set(before ? [before.hash, ...earlier] : earlier)) {
          if (await work.verify(one, password)) throw refuse('used-before')
        }
        return await work.hash(password)
      })
      await database.tx(async (query) => {
        if (cardHash === null || !(await usePhoneCheck(query, check.id))) throw codeIsOver()
        await setPassword(query, { personId, kind, hash, state: 'own', setAt: now })
        await addPasswordHistory(query, { personId, kind, hash, at: now }, remembered)
        await saveServiceCard(query, { personId, cardHash, at: now })
        await forgetTries(query, triesSubject(kind, personId))
        const end = { reason: 'password-changed', at: now, address, requestId } as const
        await endPasswordSessions(query, { personId, kind, ...end })
        const detail = { kind, before: before ? 'registered' : 'none' }
        const { challengeJti } = trail.facts
        const row = {
          event: 'register-password',
          platform,
          personId,
          challengeJti,
          address,
          requestId,
          detail,
        } as const
        await audit(query, now, row)
      })
      return {}
    },
  }
}
