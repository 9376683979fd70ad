import type { CardType } from '../../../core/cards/card-types.ts'
import type { Platform } from '../../../core/protocol/platforms.ts'
import type { Queryable } from '../database.ts'

export type SessionEnd = 'sign-out' | 'idle' | 'limit' | 'replaced' | 'no-institution'

export interface SessionsTable {
  id: string
  token_hash: string
  platform: Platform
  card_type: CardType
  person_id: string | null
  holder_institution_code: string | null
  institution_code: string | null
  jkt: string
  signed_in_at: Date
  idle_until: Date
  ends_at: Date
  ended_at: Date | null
  end_reason: SessionEnd | null
}

/** Whom the card stands for. */
export type Holder =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'institution'; readonly institutionCode: string }

export interface SessionRecord {
  readonly id: string
  readonly platform: Platform
  readonly cardType: CardType
  readonly holder: Holder
  /** Null until one was chosen. */
  readonly institutionCode: string | null
  /** RFC 7638 thumbprint of the page's key. */
  readonly jkt: string
  readonly signedInAt: Date
  readonly idleUntil: Date
  readonly endsAt: Date
}

export async function addSession(query: Queryable, session: SessionRecord, tokenHash: string): Promise<void> {
  const { holder } = session
  await query
    .insertInto('sessions')
    .values({
      id: session.id,
      token_hash: tokenHash,
      platform: session.platform,
      card_type: session.cardType,
      person_id: holder.kind === 'person' ? holder.personId : null,
      holder_institution_code: holder.kind === 'institution' ? holder.institutionCode : null,
      institution_code: session.institutionCode,
      jkt: session.jkt,
      signed_in_at: session.signedInAt,
      idle_until: session.idleUntil,
      ends_at: session.endsAt,
      ended_at: null,
      end_reason: null,
    })
    .execute()
}

/** The session that nobody ended; whether its time is over is for the caller to see. */
export async function findOpenSession(query: Queryable, tokenHash: string): Promise<SessionRecord | undefined> {
  const row = await query
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row && toRecord(row)
}

function toRecord(row: SessionsTable): SessionRecord {
  return {
    id: row.id,
    platform: row.platform,
    cardType: row.card_type,
    holder: toHolder(row),
    institutionCode: row.institution_code,
    jkt: row.jkt,
    signedInAt: row.signed_in_at,
    idleUntil: row.idle_until,
    endsAt: row.ends_at,
  }
}

function toHolder(row: SessionsTable): Holder {
  if (row.person_id !== null) return { kind: 'person', personId: row.person_id }
  if (row.holder_institution_code !== null) return { kind: 'institution', institutionCode: row.holder_institution_code }
  throw new Error(`session ${row.id} has no holder`) // a check of the table forbids it
}

export async function setIdleUntil(query: Queryable, id: string, idleUntil: Date): Promise<void> {
  await query
    .updateTable('sessions')
    .set({ idle_until: idleUntil })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** False when the session was ended meanwhile. */
export async function setInstitution(query: Queryable, id: string, institutionCode: string): Promise<boolean> {
  const result = await query
    .updateTable('sessions')
    .set({ institution_code: institutionCode })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** False when it was ended before: then somebody else has said so in the audit. */
export async function endSession(query: Queryable, id: string, end: SessionEnd, at: Date): Promise<boolean> {
  const result = await query
    .updateTable('sessions')
    .set({ ended_at: at, end_reason: end })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function findOverdueSessions(query: Queryable, now: Date, limit: number): Promise<SessionRecord[]> {
  const rows = await query
    .selectFrom('sessions')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('idle_until', '<=', now), where('ends_at', '<=', now)]))
    .orderBy('idle_until')
    .limit(limit)
    .execute()
  return rows.map(toRecord)
}

export async function deleteEndedSessions(query: Queryable, before: Date): Promise<void> {
  await query.deleteFrom('sessions').where('ended_at', '<', before).execute()
}
