import { createHmac } from 'node:crypto'
import type { Platform } from '../../core/portal/platforms.ts'
import { mayEnter } from '../../core/portal/single-sign-on.ts'
import { overdue } from '../auth/guard-session.ts'
import { readStanding } from '../auth/read-standing.ts'
import { powersOf, type SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import type { OidcClient } from '../db/tables/oidc-clients.ts'
import { isOutOfUse } from '../db/tables/sam-modules.ts'
import { findSession, type Holder } from '../db/tables/sessions.ts'
import type { OidcParts } from './oidc-parts.ts'

/**
 * Who is signed in by a session of the portal, as it stands now: the library's account is the session. Undefined once it is
 * over, or the system is not open to its holder any more.
 */
export async function readAccount(
  { config, database, clock }: Pick<OidcParts, 'config' | 'database' | 'clock'>,
  { sessionId, platform, client }: { sessionId: string; platform: Platform; client: Pick<OidcClient, 'entries'> },
): Promise<SignedIn | undefined> {
  const { query } = database
  const found = await findSession(query, sessionId)
  if (!found?.isOpen || found.record.platform !== platform) return undefined
  const { record: session } = found
  if (overdue(session, clock.now()) !== undefined) return undefined
  if (session.samModuleCode !== null && (await isOutOfUse(query, session.samModuleCode))) return undefined
  const standing = await readStanding(query, session, config)
  if (!standing || standing.passwordChange === 'required') return undefined
  const signedIn = { session, standing }
  return mayEnter(client.entries, powersOf(signedIn)) ? signedIn : undefined
}

/** By what name a system knows a holder: for each system another, from which nobody learns who it is, and always the same. */
export async function subjectOf(
  query: Queryable,
  { sessionId, clientId, secret }: { readonly sessionId: string; readonly clientId: string; readonly secret: string },
): Promise<string> {
  const found = await findSession(query, sessionId)
  if (!found) throw new Error('a subject is told while its session is known')
  return createHmac('sha256', secret)
    .update(JSON.stringify([clientId, ...nameOf(found.record.holder)]))
    .digest('base64url')
}

const nameOf = (holder: Holder) =>
  holder.kind === 'person' ? ['person', holder.personId] : ['institution', holder.institutionCode]
