import type { InstitutionChoice, SessionView } from '../../core/protocol/session.ts'
import type { PasswordChange } from '../../core/portal/password-kinds.ts'
import type { Powers } from '../../core/portal/authorize.ts'
import type { ServiceCode } from '../../core/portal/services.ts'
import type { StaffPost } from '../../core/portal/staff-roles.ts'
import type { SessionRecord } from '../db/tables/sessions.ts'

/** What the holder of a session may do now: read anew for each request. */
export interface Standing {
  /** Null for a card that stands for an institution. */
  readonly personName: string | null
  readonly choices: readonly InstitutionChoice[]
  /** The chosen one, with the roles held there; null until one is chosen. */
  readonly institution: InstitutionChoice | null
  /** Granted to the person there, on the session's platform. */
  readonly services: readonly ServiceCode[]
  /** In the back office. */
  readonly posts: readonly StaffPost[]
  /** Of the password that opened the session. */
  readonly passwordChange: PasswordChange
}

export interface SignedIn {
  readonly session: SessionRecord
  readonly standing: Standing
}

/** Null for who signed in as an institution. */
export const personOf = ({ session: { holder } }: SignedIn): string | null =>
  holder.kind === 'person' ? holder.personId : null

export const powersOf = ({ session, standing }: SignedIn): Powers => ({
  platform: session.platform,
  personName: standing.personName,
  cardType: session.cardType,
  institution: standing.institution,
  services: standing.services,
  posts: standing.posts,
})

export function toSessionView({ session, standing }: SignedIn): SessionView {
  return {
    platform: session.platform,
    cardType: session.cardType,
    personName: standing.personName,
    institution: standing.institution,
    choices: [...standing.choices],
    services: [...standing.services],
    posts: [...standing.posts],
    passwordChange: standing.passwordChange,
    signedInAt: session.signedInAt.toISOString(),
    idleUntil: session.idleUntil.toISOString(),
    endsAt: session.endsAt.toISOString(),
    cardWatch: session.cardWatch,
  }
}

/** Staff sign in with a personal card. */
export function authorOf({ session: { holder } }: SignedIn): string {
  if (holder.kind !== 'person') throw new Error('a post of staff is held by a person')
  return holder.personId
}
