import { CodedError } from '../../core/errors/coded-error.ts'
import { authorize } from '../../core/portal/authorize.ts'
import { proofHeaderName, proofSkewSeconds } from '../../core/protocol/proof.ts'
import { addSeconds } from '../clock.ts'
import { useProof } from '../db/tables/proofs.ts'
import { isOutOfUse } from '../db/tables/sam-modules.ts'
import { findOpenSession, type SessionEnd, type SessionRecord, setLastUsed } from '../db/tables/sessions.ts'
import type { Caller, Guards } from '../http/call.ts'
import { hashToken } from '../http/token.ts'
import { verifyProof } from '../http/verify-proof.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'
import { readStanding } from './read-standing.ts'
import { powersOf, type Standing } from './signed-in.ts'

type SessionParts = Pick<AuthParts, 'config' | 'database'>

/** That a session is used is written in steps, so that reading pages does not write a row each time. */
const useStepSeconds = 30

const unauthenticated = () => new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'there is no open session')

/**
 * Lets a signed-in caller through: cookie, limits, the page key's proof, then what the holder may do now. Errors:
 * ERR_REQUEST_UNAUTHENTICATED, ERR_REQUEST_PROOF (a cookie alone opens nothing), ERR_LOGIN_PASSWORD_UNCHANGED,
 * ERR_REQUEST_NOT_ALLOWED.
 */
export function guardSession(parts: SessionParts): Guards['session'] {
  return async (caller, rule, { unattended = false, beforePasswordChange = false } = {}) => {
    const { trail } = caller
    const found = await trail.at('session', () => findSession(parts, caller))
    await trail.at('proof', () => requireProof(parts, caller, found))
    const session = unattended ? found : await trail.at('session', () => keepAwake(parts, caller, found))
    const standing = await trail.at('role', () => requireStanding(parts, caller, session))
    if (standing.passwordChange === 'required' && !beforePasswordChange) {
      throw new CodedError('ERR_LOGIN_PASSWORD_UNCHANGED', 'the holder has to change the password first')
    }
    const signedIn = { session, standing }
    if (rule === 'session') return signedIn
    const scope = authorize(rule.action, powersOf(signedIn))
    if (!scope) throw new CodedError('ERR_REQUEST_NOT_ALLOWED', `nothing that is held allows ${rule.action}`)
    return { ...signedIn, scope }
  }
}

async function findSession(parts: SessionParts, caller: Caller): Promise<SessionRecord> {
  const token = caller.cookies.token('session')
  const session = token === undefined ? undefined : await findOpenSession(parts.database.query, hashToken(token))
  if (session?.platform !== caller.platform) throw unauthenticated()
  caller.trail.learn({
    sessionId: session.id,
    cardType: session.cardType ?? undefined,
    personId: session.holder.kind === 'person' ? session.holder.personId : undefined,
    institutionCode: session.institutionCode ?? undefined,
  })
  const reason = overdue(session, caller.now) ?? (await revokedModule(parts, session))
  if (reason) await endAndRefuse(parts, caller, session, reason)
  return session
}

/** The limit that is over, the earliest if there are several. */
export function overdue({ idleUntil, endsAt, heartbeatUntil }: SessionRecord, now: Date): SessionEnd | undefined {
  const limits: readonly (readonly [SessionEnd, Date | null])[] = [
    ['limit', endsAt],
    ['idle', idleUntil],
    ['card-watch-lost', heartbeatUntil],
  ]
  const over = limits.flatMap(([reason, at]) => (at && now >= at ? { reason, at } : []))
  return over.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]?.reason
}

/** What a security module has opened ends with it. */
async function revokedModule(
  { database }: SessionParts,
  { samModuleCode }: SessionRecord,
): Promise<SessionEnd | undefined> {
  return samModuleCode !== null && (await isOutOfUse(database.query, samModuleCode)) ? 'module-revoked' : undefined
}

async function endAndRefuse(
  { database }: SessionParts,
  { now, address, requestId, cookies }: Caller,
  session: SessionRecord,
  reason: SessionEnd,
): Promise<never> {
  await database.tx((query) => endSessionAudited(query, session, { reason, at: now, address, requestId }))
  cookies.remove('session')
  throw unauthenticated()
}

async function requireProof({ database }: SessionParts, caller: Caller, { jkt }: SessionRecord): Promise<void> {
  const { method, origin, path, now, headers } = caller
  const proof = verifyProof(headers.get(proofHeaderName) ?? undefined, { method, url: origin + path, now })
  const refuse = (field: string) =>
    new CodedError('ERR_REQUEST_PROOF', `proof of possession refused: ${field}`, { details: { field } })
  if (proof.jkt !== jkt) throw refuse('key')
  if (method === 'GET') return
  // After this moment the proof's own time refuses it.
  const expiresAt = addSeconds(new Date(proof.iat * 1000), proofSkewSeconds + 1)
  if (!(await useProof(database.query, { jkt, jti: proof.jti, expiresAt }))) throw refuse('jti')
}

async function keepAwake(
  { config, database }: SessionParts,
  { now }: Caller,
  session: SessionRecord,
): Promise<SessionRecord> {
  if (now.getTime() - session.lastUsedAt.getTime() < useStepSeconds * 1000) return session
  const idleUntil = new Date(Math.min(addSeconds(now, config.session.idleSeconds).getTime(), session.endsAt.getTime()))
  const used = { lastUsedAt: now, idleUntil }
  await setLastUsed(database.query, session.id, used)
  return { ...session, ...used }
}

async function requireStanding(parts: SessionParts, caller: Caller, session: SessionRecord): Promise<Standing> {
  const standing = await readStanding(parts.database.query, session, parts.config)
  return standing ?? (await endAndRefuse(parts, caller, session, 'no-institution'))
}
