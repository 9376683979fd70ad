import { passwordKindOf } from '../../core/portal/password-kind-of.ts'
import type { PasswordKind } from '../../core/portal/password-kinds.ts'
import type { Queryable } from '../db/database.ts'
import { findOpenSessionsOf, type SessionEnd } from '../db/tables/sessions.ts'
import { endSessionAudited } from './end-session.ts'

/** Ends what a password of a person has opened, but for one session. In the transaction that changes the password. */
export async function endPasswordSessions(
  query: Queryable,
  {
    personId,
    kind,
    except,
    ...end
  }: {
    readonly personId: string
    readonly kind: PasswordKind
    readonly except?: string
    readonly reason: SessionEnd
    readonly at: Date
    readonly address: string
    readonly requestId: string
  },
): Promise<void> {
  for (const session of await findOpenSessionsOf(query, personId, kind === 'account' ? null : 'nhi')) {
    if (passwordKindOf(session) === kind && session.id !== except) await endSessionAudited(query, session, end)
  }
}
