import { CodedError } from '../../core/errors/coded-error.ts'
import { passwordKindOf } from '../../core/portal/password-kind-of.ts'
import { type PasswordFault, passwordFault, type PasswordOwner, remembered } from '../../core/portal/password-rules.ts'
import { audit } from '../audit/audit.ts'
import type { AuthParts } from '../auth/auth-parts.ts'
import { endPasswordSessions } from '../auth/end-password-sessions.ts'
import type { PasswordWork } from '../auth/password-hasher.ts'
import { stillStanding } from '../auth/read-standing.ts'
import { type PasswordParts, verifyPassword } from '../auth/require-password.ts'
import { type SignedIn, toSessionView } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { findAccountName } from '../db/tables/accounts.ts'
import { addPasswordHistory, findPasswordHistory } from '../db/tables/password-history.ts'
import { changePassword as changeRecord, type PasswordRecord } from '../db/tables/passwords.ts'
import { findPerson } from '../db/tables/people.ts'
import type { Handler } from '../http/call.ts'

const refuse = (reason: PasswordFault) =>
  new CodedError('ERR_REQUEST_PASSWORD_REFUSED', `the new password is refused: ${reason}`, { details: { reason } })

/**
 * The holder's own change. Errors: ERR_REQUEST_PASSWORD_REFUSED with details.reason, a PasswordFault; those of
 * `verifyPassword` about the present one; ERR_REQUEST_CONFLICT when it was changed or reset meanwhile;
 * ERR_REQUEST_NOT_ALLOWED where no password opened the session.
 */
export function changePassword(
  parts: Pick<AuthParts, 'config'> & PasswordParts,
): Handler<'POST /api/passwords/change'> {
  const { config, database, passwords } = parts
  return {
    event: 'change-password',
    async handle({ admitted, request, now, trail, address, requestId }) {
      const { session } = admitted
      const kind = passwordKindOf(session)
      if (kind === undefined || session.holder.kind !== 'person') {
        throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'no password opened this session')
      }
      const { personId } = session.holder
      const owner = await readOwner(database.query, personId, admitted)
      const fault = passwordFault(request.password, kind, owner)
      if (fault) throw refuse(fault)

      const [record, hash] = await passwords.inLine(async (work) => {
        const present = await trail.at('password', () =>
          verifyPassword(parts, work, { kind, claim: personId, personId, password: request.current, now }),
        )
        trail.step = 'handler'
        await requireUnused(database.query, work, present, request.password)
        return [present, await work.hash(request.password)]
      })
      const standing = await database.tx(async (query) => {
        if (!(await changeRecord(query, record, { hash, state: 'own', setAt: now }))) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'the password was changed or reset meanwhile')
        }
        await addPasswordHistory(query, { personId, kind, hash, at: now }, remembered)
        const end = { reason: 'password-changed', at: now, address, requestId } as const
        await endPasswordSessions(query, { personId, kind, except: session.id, ...end })
        await audit(query, now, { ...trail.facts, event: 'change-password', detail: { kind } })
        return await stillStanding(query, session, config)
      })
      return toSessionView({ session, standing })
    },
  }
}

async function readOwner(query: Queryable, personId: string, { standing }: SignedIn): Promise<PasswordOwner> {
  const person = await findPerson(query, personId)
  return {
    name: person?.name ?? null,
    idNumber: person?.idNumber ?? null,
    account: (await findAccountName(query, personId)) ?? null,
    institutions: standing.choices.map(({ code }) => code),
  }
}

/** Neither the present one, whoever set it, nor one of the latest of the holder's own. */
async function requireUnused(
  query: Queryable,
  work: PasswordWork,
  present: PasswordRecord,
  password: string,
): Promise<void> {
  for (const hash of new Set([present.hash, ...(await findPasswordHistory(query, present))])) {
    if (await work.verify(hash, password)) throw refuse('used-before')
  }
}
