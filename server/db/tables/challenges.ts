import type { ColumnType } from 'kysely'
import type { Challenge } from '../../../core/assertion/claims.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export interface ChallengesTable {
  nonce: string
  pre_session_hash: string | null
  session_id: string | null
  platform: Platform
  challenge: ColumnType<Challenge, string, never>
  expires_at: Date
}

/** Whose it is: of a browser that is about to sign in, or of a session that is to confirm something. */
export type ChallengeHolder = { readonly preSessionHash: string } | { readonly sessionId: string }

export interface ChallengeRecord {
  readonly holder: ChallengeHolder
  readonly platform: Platform
  readonly challenge: Challenge
}

const columnOf = (holder: ChallengeHolder) => ('sessionId' in holder ? 'session_id' : 'pre_session_hash')
const valueOf = (holder: ChallengeHolder) => ('sessionId' in holder ? holder.sessionId : holder.preSessionHash)

export async function addChallenge(query: Queryable, record: ChallengeRecord): Promise<void> {
  const { holder } = record
  await query
    .insertInto('challenges')
    .values({
      nonce: record.challenge.nonce,
      pre_session_hash: 'preSessionHash' in holder ? holder.preSessionHash : null,
      session_id: 'sessionId' in holder ? holder.sessionId : null,
      platform: record.platform,
      challenge: JSON.stringify(record.challenge),
      expires_at: new Date(record.challenge.exp * 1000),
    })
    .execute()
}

/** True when the holder has a challenge that is still good. */
export async function hasChallenge(query: Queryable, holder: ChallengeHolder, now: Date): Promise<boolean> {
  const row = await query
    .selectFrom('challenges')
    .select('nonce')
    .where(columnOf(holder), '=', valueOf(holder))
    .where('expires_at', '>', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps the newest `keep` challenges of a holder. */
export async function dropOlderChallenges(query: Queryable, holder: ChallengeHolder, keep: number): Promise<void> {
  await query
    .deleteFrom('challenges')
    .where('nonce', 'in', (select) =>
      select
        .selectFrom('challenges')
        .select('nonce')
        .where(columnOf(holder), '=', valueOf(holder))
        .orderBy('expires_at', 'desc')
        .orderBy('nonce')
        .offset(keep),
    )
    .execute()
}

/**
 * Takes every challenge of a holder, newest first, in one statement: of many that try at once, one gets them. An
 * expired one is taken and answered too; its reader looks at `exp`.
 */
export async function takeChallenges(query: Queryable, holder: ChallengeHolder): Promise<ChallengeRecord[]> {
  const rows = await query
    .deleteFrom('challenges')
    .where(columnOf(holder), '=', valueOf(holder))
    .returning(['platform', 'challenge'])
    .execute()
  return toRecords(rows, holder)
}

/** The same without taking them. */
export async function findChallenges(query: Queryable, holder: ChallengeHolder): Promise<ChallengeRecord[]> {
  const rows = await query
    .selectFrom('challenges')
    .select(['platform', 'challenge'])
    .where(columnOf(holder), '=', valueOf(holder))
    .execute()
  return toRecords(rows, holder)
}

const toRecords = (
  rows: readonly Pick<ChallengeRecord, 'platform' | 'challenge'>[],
  holder: ChallengeHolder,
): ChallengeRecord[] =>
  rows
    .map(({ platform, challenge }) => ({ holder, platform, challenge }))
    .sort((a, b) => b.challenge.exp - a.challenge.exp)

export async function deleteExpiredChallenges(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('challenges').where('expires_at', '<=', now).execute()
}
