import { CodedError } from '../../core/errors/coded-error.ts'
import { requireChoices } from '../../core/portal/institution-choice.ts'
import { requireOpen } from '../auth/require-open.ts'
import { startChallenge } from '../auth/issue-challenge.ts'
import { openSession } from '../auth/open-session.ts'
import { readHolderFacts } from '../auth/read-standing.ts'
import { requirePassword } from '../auth/require-password.ts'
import { toSessionView } from '../auth/signed-in.ts'
import { findServiceCard } from '../db/tables/nhi-service-cards.ts'
import { findPersonByIdNumber } from '../db/tables/people.ts'
import type { Handler } from '../http/call.ts'
import { hashCard, readCard } from './read-card.ts'
import { requireServices } from './require-services.ts'
import type { SupportSignInParts } from './support-sign-in-parts.ts'

/** For the extension: the card in the reader is shown, and nothing that it counts is sent to it. */
export function askForCard(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/card/challenge'> {
  return {
    event: 'challenge',
    async handle(call) {
      requireServices(parts)
      call.trail.learn({ cardType: 'nhi' })
      const { jkt } = call.request
      const challenge = await startChallenge(parts, call, { purpose: 'identify', cardTypes: ['nhi'], jkt })
      return { ...challenge, cardTypes: [...challenge.cardTypes] }
    },
  }
}

/**
 * 健保卡登入(插卡): who the card says holds it, and their 健保卡網路服務密碼, which belongs to this very card. Errors: those of
 * `readCard` and `requirePassword`; ERR_LOGIN_NHI_OTHER_CARD to who knew the password.
 */
export function signInByCard(parts: SupportSignInParts): Handler<'POST /api/support-sign-in/card'> {
  const { query } = parts.database
  return {
    event: 'sign-in',
    async handle(call) {
      const { request, admitted, now, trail, platform } = call
      requireServices(parts)
      trail.at('opening', () => requireOpen(parts.config, now))
      const card = readCard(call, request.assertion, admitted)
      const person = await trail.at('holder', () => findPersonByIdNumber(query, card.idNumber))
      if (person) trail.learn({ personId: person.id })
      trail.learn({ detail: { way: 'nhi-card', holder: 'claimed' } })
      const record = await trail.at('password', () =>
        requirePassword(parts, {
          kind: 'nhi-service',
          claim: card.idNumber,
          personId: person?.id,
          password: request.password,
          now,
        }),
      )
      const { personId } = record
      if ((await trail.at('card', () => findServiceCard(query, personId))) !== hashCard(card)) {
        throw new CodedError('ERR_LOGIN_NHI_OTHER_CARD', 'the password was registered with another card')
      }
      const holder = { kind: 'person', personId } as const
      const choices = await trail.at('institution', async () => {
        const facts = await readHolderFacts(query, holder)
        if (!facts) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the holder is nobody here')
        // No security module has a part in this site, so that the card alone says nothing of institutions.
        return requireChoices(facts, { platform, cardType: null, reader: 'ccid', institutionOnCard: null })
      })
      trail.step = 'session'
      return toSessionView(await openSession(parts, call, { holder, cardType: 'nhi', jkt: card.jkt, choices }))
    },
  }
}
