import type { CardType } from '../../core/cards/card-types.ts'
import { heartbeatSeconds } from '../../core/protocol/card-watch.ts'
import type { ModuleFacts } from '../../core/sam/module-facts.ts'
import type { InstitutionChoice } from '../../core/protocol/session.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { addSession, findOpenSession, type Holder, type SessionRecord } from '../db/tables/sessions.ts'
import type { SignInCaller } from '../http/call.ts'
import { hashToken, newToken } from '../http/token.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'
import { requireOpen } from './require-open.ts'
import { browserLabel } from './browser-label.ts'
import { stillStanding } from './read-standing.ts'
import type { SignedIn } from './signed-in.ts'

interface NewSession {
  readonly holder: Holder
  /** Null after 一般登入. */
  readonly cardType: CardType | null
  readonly jkt: string
  readonly choices: readonly InstitutionChoice[]
  /** The security module that took part. */
  readonly module?: Pick<ModuleFacts, 'module' | 'institution'> | undefined
  /** What else is done, or refused, in the same transaction. */
  readonly within?: (query: Queryable) => Promise<void>
}

/**
 * The session, the end of the one this browser had before, and the audit row: all or nothing. The token is new, is known to
 * the cookie alone, and works only together with the page's key.
 */
export async function openSession(
  { config, database }: Pick<AuthParts, 'config' | 'database'>,
  caller: SignInCaller,
  { holder, cardType, jkt, choices, module, within }: NewSession,
): Promise<SignedIn> {
  const { now, platform, cookies, trail, address, requestId } = caller
  if (platform === 'support') requireOpen(config, now)
  // One institution: straight in. Several: the drop-down.
  const institution = choices.length === 1 ? (choices[0] ?? null) : null
  await caller.limitHolder({ holder, institution: institution?.code ?? null })
  const endsAt = addSeconds(now, config.session.absoluteSeconds)
  const watched = config.session.cardWatch && cardType !== null
  const session: SessionRecord = {
    id: newId(now),
    platform,
    cardType,
    holder,
    institutionCode: institution?.code ?? null,
    jkt,
    signedInAt: now,
    lastUsedAt: now,
    idleUntil: new Date(Math.min(addSeconds(now, config.session.idleSeconds).getTime(), endsAt.getTime())),
    endsAt,
    cardWatch: watched ? 'on' : 'off',
    heartbeatUntil: watched ? addSeconds(now, heartbeatSeconds.within) : null,
    samInstitutionCode: module?.institution ?? null,
    samModuleCode: module?.module ?? null,
    address,
    browser: browserLabel(caller.headers.get('user-agent')),
  }
  const token = newToken()
  const earlier = cookies.token('session')
  const standing = await database.tx(async (query) => {
    await within?.(query)
    const replaced = earlier === undefined ? undefined : await findOpenSession(query, hashToken(earlier))
    if (replaced) await endSessionAudited(query, replaced, { reason: 'replaced', at: now, address, requestId })
    await addSession(query, session, hashToken(token))
    await audit(query, now, {
      ...trail.facts,
      event: 'sign-in',
      sessionId: session.id,
      institutionCode: session.institutionCode ?? undefined,
    })
    return await stillStanding(query, session, config)
  })
  cookies.set('session', token)
  cookies.remove('pre-session')
  return { session, standing }
}
