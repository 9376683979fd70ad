import type { CardType } from '../../../core/cards/card-types.ts'
import type { CardWatchState } from '../../../core/protocol/card-watch.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export type SessionEnd =
  | 'sign-out'
  | 'idle'
  | 'limit'
  | 'replaced'
  | 'no-institution'
  | 'card-removed'
  /** No page has passed on a sign of the card for too long. */
  | 'card-watch-lost'
  /** The password that opened it is another one now. */
  | 'password-changed'
  | 'password-reset'
  /** The security module that took part was revoked. */
  | 'module-revoked'
  /** By its holder, from another session. */
  | 'ended-elsewhere'

export interface SessionsTable {
  id: string
  token_hash: string
  platform: Platform
  card_type: CardType | null
  person_id: string | null
  holder_institution_code: string | null
  institution_code: string | null
  jkt: string
  signed_in_at: Date
  last_used_at: Date
  idle_until: Date
  ends_at: Date
  card_watch: CardWatchState
  heartbeat_until: Date | null
  sam_institution_code: string | null
  sam_module_code: string | null
  address: string
  browser: string
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
  /** Null after 一般登入. */
  readonly cardType: CardType | null
  readonly holder: Holder
  /** Null until one was chosen. */
  readonly institutionCode: string | null
  /** Of the SAM that took part in the sign-in. */
  readonly samInstitutionCode: string | null
  readonly samModuleCode: string | null
  /** RFC 7638 thumbprint of the page's key. */
  readonly jkt: string
  readonly signedInAt: Date
  /** When its page last did something, to within half a minute. */
  readonly lastUsedAt: Date
  readonly idleUntil: Date
  readonly endsAt: Date
  readonly cardWatch: CardWatchState
  /** When a sign of the card is due; null unless the card is watched. */
  readonly heartbeatUntil: Date | null
  /** Where it was signed in from, for its holder to know it by. */
  readonly address: string
  readonly browser: string
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
      last_used_at: session.lastUsedAt,
      idle_until: session.idleUntil,
      ends_at: session.endsAt,
      card_watch: session.cardWatch,
      heartbeat_until: session.heartbeatUntil,
      sam_institution_code: session.samInstitutionCode,
      sam_module_code: session.samModuleCode,
      address: session.address,
      browser: session.browser,
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

/** Whether it is open or ended; ended ones stay for a day. */
export async function findSession(
  query: Queryable,
  id: string,
): Promise<{ readonly record: SessionRecord; readonly isOpen: boolean } | undefined> {
  const row = await query.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { record: toRecord(row), isOpen: row.ended_at === null }
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
    lastUsedAt: row.last_used_at,
    idleUntil: row.idle_until,
    endsAt: row.ends_at,
    cardWatch: row.card_watch,
    heartbeatUntil: row.heartbeat_until,
    samInstitutionCode: row.sam_institution_code,
    samModuleCode: row.sam_module_code,
    address: row.address,
    browser: row.browser,
  }
}

function toHolder(row: SessionsTable): Holder {
  if (row.person_id !== null) return { kind: 'person', personId: row.person_id }
  if (row.holder_institution_code !== null) return { kind: 'institution', institutionCode: row.holder_institution_code }
  throw new Error(`session ${row.id} has no holder`) // a check of the table forbids it
}

/** It was used, and ends later if it is not used again. */
export async function setLastUsed(
  query: Queryable,
  id: string,
  { lastUsedAt, idleUntil }: Pick<SessionRecord, 'lastUsedAt' | 'idleUntil'>,
): Promise<void> {
  await query
    .updateTable('sessions')
    .set({ last_used_at: lastUsedAt, idle_until: idleUntil })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** A sign of the card. Nothing for a session that is not watched, or no more. */
export async function setHeartbeatUntil(query: Queryable, id: string, heartbeatUntil: Date): Promise<void> {
  await query
    .updateTable('sessions')
    .set({ heartbeat_until: heartbeatUntil })
    .where('id', '=', id)
    .where('card_watch', '=', 'on')
    .where('ended_at', 'is', null)
    .execute()
}

/** The card is watched no more. False when it was not, or the session was ended meanwhile. */
export async function releaseCardWatch(query: Queryable, id: string): Promise<boolean> {
  const result = await query
    .updateTable('sessions')
    .set({ card_watch: 'released', heartbeat_until: null })
    .where('id', '=', id)
    .where('card_watch', '=', 'on')
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
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

/** A person's open sessions by what signed in; null is 一般登入. */
export async function findOpenSessionsOf(
  query: Queryable,
  personId: string,
  cardType: CardType | null,
): Promise<SessionRecord[]> {
  const rows = await query
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where((where) => (cardType === null ? where('card_type', 'is', null) : where('card_type', '=', cardType)))
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toRecord)
}

/** An open session with the institution that was chosen in it. */
export interface OpenSession {
  readonly record: SessionRecord
  readonly institutionName: string | null
}

/** All of one holder on a platform that nobody ended, the last used first; whether their time is over is for the caller to see. */
export async function listOpenSessions(
  query: Queryable,
  { holder, platform }: Pick<SessionRecord, 'holder' | 'platform'>,
): Promise<OpenSession[]> {
  const rows = await query
    .selectFrom('sessions')
    .leftJoin('institutions', 'institutions.code', 'sessions.institution_code')
    .selectAll('sessions')
    .select('institutions.name as institution_name')
    .where((where) =>
      holder.kind === 'person'
        ? where('person_id', '=', holder.personId)
        : where('holder_institution_code', '=', holder.institutionCode),
    )
    .where('platform', '=', platform)
    .where('ended_at', 'is', null)
    .orderBy('last_used_at', 'desc')
    .orderBy('sessions.id')
    .execute()
  return rows.map(({ institution_name, ...row }) => ({ record: toRecord(row), institutionName: institution_name }))
}

export async function findOverdueSessions(query: Queryable, now: Date, limit: number): Promise<SessionRecord[]> {
  const rows = await query
    .selectFrom('sessions')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([where('idle_until', '<=', now), where('ends_at', '<=', now), where('heartbeat_until', '<=', now)]),
    )
    .orderBy('idle_until')
    .limit(limit)
    .execute()
  return rows.map(toRecord)
}

export async function deleteEndedSessions(query: Queryable, before: Date): Promise<void> {
  await query.deleteFrom('sessions').where('ended_at', '<', before).execute()
}

/** Of each platform that has any. */
export async function countOpenSessions(query: Queryable, now: Date): Promise<{ platform: Platform; count: number }[]> {
  const rows = await query
    .selectFrom('sessions')
    .select(['platform', ({ fn }) => fn.countAll<string>().as('count')])
    .where('ended_at', 'is', null)
    .where('idle_until', '>', now)
    .groupBy('platform')
    .orderBy('platform')
    .execute()
  return rows.map(({ platform, count }) => ({ platform, count: Number(count) }))
}
