import { CodedError } from '../../core/errors/coded-error.ts'
import { requireChoices } from '../../core/portal/institution-choice.ts'
import type { AuthParts } from '../auth/auth-parts.ts'
import { openSession } from '../auth/open-session.ts'
import { readGeneralSignIn } from '../auth/read-general-sign-in.ts'
import { readHolderFacts } from '../auth/read-standing.ts'
import { type PasswordParts, requirePassword, useOneTimePassword } from '../auth/require-password.ts'
import { toSessionView } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { findAccountPerson } from '../db/tables/accounts.ts'
import type { Caller, Handler } from '../http/call.ts'

/**
 * 一般登入: account and password become a session, as a card does. It opens what the person may do at institutions; who
 * works in the back office alone signs in with a card.
 */
export function generalSignIn(
  parts: Pick<AuthParts, 'config'> & PasswordParts,
): Handler<'POST /api/passwords/sign-in'> {
  const { query } = parts.database
  return {
    event: 'sign-in',
    async handle(call) {
      const { trail, now, platform, request } = call
      await trail.at('closing', () => requireOpen(query, call))
      trail.step = 'password'
      const personId = await findAccountPerson(query, request.account)
      if (personId !== undefined) trail.learn({ personId })
      const { account: claim, password } = request
      const record = await requirePassword(parts, { kind: 'account', claim, personId, password, now })
      const holder = { kind: 'person', personId: record.personId } as const
      const choices = await trail.at('institution', async () => {
        const facts = await readHolderFacts(query, holder)
        if (!facts) throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the account is of nobody')
        return requireChoices(facts, { platform, cardType: null, reader: null, institutionOnCard: null })
      })
      trail.step = 'session'
      const signedIn = await openSession(parts, call, {
        holder,
        cardType: null,
        jkt: request.jkt,
        choices,
        within: (transaction) => useOneTimePassword(transaction, record),
      })
      return toSessionView(signedIn)
    },
  }
}

/** By the server's clock, at the moment when the request came. */
async function requireOpen(query: Queryable, { platform, now }: Pick<Caller, 'platform' | 'now'>): Promise<void> {
  const state = await readGeneralSignIn(query, platform, now)
  if (!state) throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'there is no general sign-in on this platform')
  if (!state.open) {
    throw new CodedError('ERR_LOGIN_GENERAL_CLOSED', 'general sign-in has closed', {
      details: { day: state.lastDay ?? '' },
    })
  }
}
