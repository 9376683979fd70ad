import type { Handler } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { openSession } from './open-session.ts'
import { useOneTimePassword } from './require-password.ts'
import { toSessionView } from './signed-in.ts'
import type { AssertionValidator } from './validate-assertion.ts'

/** A signed assertion becomes a session. The guard has taken the challenges already. */
export function signIn(
  parts: Pick<AuthParts, 'config' | 'database'>,
  validate: AssertionValidator,
): Handler<'POST /api/auth/assertion'> {
  return {
    event: 'sign-in',
    async handle(call) {
      const { challenge, password, ...valid } = await validate(call, call.request, call.admitted)
      call.trail.step = 'session'
      const signedIn = await openSession(parts, call, {
        ...valid,
        jkt: challenge.jkt,
        within: async (query) => {
          if (password) await useOneTimePassword(query, password)
        },
      })
      return toSessionView(signedIn)
    },
  }
}
