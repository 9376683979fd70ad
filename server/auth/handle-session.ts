import { CodedError } from '../../core/errors/coded-error.ts'
import { audit } from '../audit/audit.ts'
import { setInstitution } from '../db/tables/sessions.ts'
import type { Handler } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'
import { endSystemSignIns } from './end-system-sign-ins.ts'
import { stillStanding } from './read-standing.ts'
import { toSessionView } from './signed-in.ts'

export function readSession(): Handler<'GET /api/auth/session'> {
  return { event: 'read', handle: ({ admitted }) => Promise.resolve(toSessionView(admitted)) }
}

/** Only one of the choices; another one may be chosen later: what systems were told of the one before is over then. */
export function chooseInstitution({
  config,
  database,
}: Pick<AuthParts, 'config' | 'database'>): Handler<'POST /api/auth/institution'> {
  return {
    event: 'choose-institution',
    async handle({ admitted: { session, standing }, request, now, trail }) {
      const institution = standing.choices.find(({ code }) => code === request.institution)
      if (!institution) {
        throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'this institution is not one of the choices')
      }
      const after = { ...session, institutionCode: institution.code }
      const chosen = await database.tx(async (query) => {
        if (!(await setInstitution(query, session.id, institution.code))) {
          throw new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'the session was ended meanwhile')
        }
        if (institution.code !== session.institutionCode) await endSystemSignIns(query, session.id, now)
        await audit(query, now, {
          ...trail.facts,
          event: 'choose-institution',
          institutionCode: institution.code,
        })
        return await stillStanding(query, after, config)
      })
      return toSessionView({ session: after, standing: chosen })
    },
  }
}

export function signOut({ database }: Pick<AuthParts, 'database'>): Handler<'POST /api/auth/sign-out'> {
  return {
    event: 'sign-out',
    async handle({ admitted: { session }, now, address, requestId, cookies }) {
      await database.tx((query) =>
        endSessionAudited(query, session, { reason: 'sign-out', at: now, address, requestId }),
      )
      cookies.remove('session')
      return {}
    },
  }
}
