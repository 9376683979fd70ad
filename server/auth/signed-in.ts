import type { InstitutionChoice, SessionView } from '../../core/protocol/session.ts'
import type { SessionRecord } from '../db/tables/sessions.ts'

/** What the holder of a session may do now: read anew for each request. */
export interface Standing {
  /** Null for a card that stands for an institution. */
  readonly personName: string | null
  readonly choices: readonly InstitutionChoice[]
  /** The chosen one, with the roles held there; null until one is chosen. */
  readonly institution: InstitutionChoice | null
}

export interface SignedIn {
  readonly session: SessionRecord
  readonly standing: Standing
}

export function toSessionView({ session, standing }: SignedIn): SessionView {
  return {
    platform: session.platform,
    cardType: session.cardType,
    personName: standing.personName,
    institution: standing.institution,
    choices: [...standing.choices],
    signedInAt: session.signedInAt.toISOString(),
    idleUntil: session.idleUntil.toISOString(),
    endsAt: session.endsAt.toISOString(),
  }
}
