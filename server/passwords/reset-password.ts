import { randomBytes } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { oneTimeBytes, toOneTimePassword } from '../../core/portal/one-time-password.ts'
import type { PasswordKind } from '../../core/portal/password-kinds.ts'
import { mayReset } from '../../core/portal/password-reset.ts'
import { oneTimeSeconds, resetPauseSeconds } from '../../core/portal/password-tries.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { audit } from '../audit/audit.ts'
import { endPasswordSessions } from '../auth/end-password-sessions.ts'
import { type PasswordParts, triesSubject } from '../auth/require-password.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { findAccountName } from '../db/tables/accounts.ts'
import { findAssignments } from '../db/tables/assignments.ts'
import { forgetTries } from '../db/tables/password-tries.ts'
import { resetPassword as resetRecord } from '../db/tables/passwords.ts'
import { findStaffPosts } from '../db/tables/staff-posts.ts'
import type { Handler } from '../http/call.ts'

type ResetRoute = 'POST /api/passwords/managers' | 'POST /api/passwords/users'

const events = { representative: 'reset-manager-password', manager: 'reset-user-password' } as const

/**
 * A one-time password for somebody who forgot theirs, of the kind that the platform signs in with; the only time that it
 * is told. Errors: ERR_REQUEST_NOT_FOUND for who is nobody here, ERR_REQUEST_NO_ACCOUNT, ERR_REQUEST_PASSWORD_RESET for
 * somebody else's to reset, ERR_REQUEST_PASSWORD_JUST_RESET for all but one of those who reset at once.
 */
export function resetPassword(
  { database, passwords }: PasswordParts,
  by: 'representative' | 'manager',
): Handler<ResetRoute> {
  const event = events[by]
  return {
    event,
    async handle({ admitted: { scope }, request: { personId }, platform, now, trail, address, requestId }) {
      const kind = platformRow(platform).password
      const password = toOneTimePassword(randomBytes(oneTimeBytes))
      await requireRight(database.query, { by, institutionCode: scope.institution, personId, kind })
      const hash = await passwords.inLine((work) => work.hash(password))
      await database.tx(async (query) => {
        // Once more: the hash took its time.
        await requireRight(query, { by, institutionCode: scope.institution, personId, kind })
        const record = { personId, kind, hash, state: 'reset', setAt: now } as const
        if (!(await resetRecord(query, record, addSeconds(now, -resetPauseSeconds)))) {
          throw new CodedError('ERR_REQUEST_PASSWORD_JUST_RESET', 'somebody has reset it a moment ago')
        }
        await forgetTries(query, triesSubject(kind, personId))
        const end = { reason: 'password-reset', at: now, address, requestId } as const
        await endPasswordSessions(query, { personId, kind, ...end })
        await audit(query, now, { ...trail.facts, event, detail: { person: personId, kind } })
      })
      return { password, until: addSeconds(now, oneTimeSeconds).toISOString() }
    },
  }
}

async function requireRight(
  query: Queryable,
  {
    by,
    institutionCode,
    personId,
    kind,
  }: {
    readonly by: 'representative' | 'manager'
    readonly institutionCode: string
    readonly personId: string
    readonly kind: PasswordKind
  },
): Promise<void> {
  const assignments = await findAssignments(query, personId)
  const isHere = ({ institution }: (typeof assignments)[number]) => institution.code === institutionCode
  const rolesHere = assignments.filter(isHere).map(({ role }) => role)
  if (rolesHere.length === 0) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'nobody of this institution')
  const isManagerElsewhere = assignments.some((one) => !isHere(one) && one.role === 'manager')
  const isStaff = (await findStaffPosts(query, personId)).length > 0
  if (!mayReset(by, { rolesHere, isManagerElsewhere, isStaff })) {
    throw new CodedError('ERR_REQUEST_PASSWORD_RESET', 'this password is not for the caller to reset')
  }
  if (kind === 'account' && (await findAccountName(query, personId)) === undefined) {
    throw new CodedError('ERR_REQUEST_NO_ACCOUNT', 'the person has no account')
  }
}
