import type { ColumnType } from 'kysely'
import type { Challenge } from '../../../core/assertion/claims.ts'
import type { Platform } from '../../../core/protocol/platforms.ts'
import type { Queryable } from '../database.ts'

export interface ChallengesTable {
  nonce: string
  pre_session_hash: string
  platform: Platform
  challenge: ColumnType<Challenge, string, never>
  expires_at: Date
}

export interface ChallengeRecord {
  readonly preSessionHash: string
  readonly platform: Platform
  readonly challenge: Challenge
}

export async function addChallenge(query: Queryable, record: ChallengeRecord): Promise<void> {
  await query
    .insertInto('challenges')
    .values({
      nonce: record.challenge.nonce,
      pre_session_hash: record.preSessionHash,
      platform: record.platform,
      challenge: JSON.stringify(record.challenge),
      expires_at: new Date(record.challenge.exp * 1000),
    })
    .execute()
}

/** True when this pre-session has a challenge that is still good. */
export async function hasChallenge(query: Queryable, preSessionHash: string, now: Date): Promise<boolean> {
  const row = await query
    .selectFrom('challenges')
    .select('nonce')
    .where('pre_session_hash', '=', preSessionHash)
    .where('expires_at', '>', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps the newest `keep` challenges of a pre-session. */
export async function dropOlderChallenges(query: Queryable, preSessionHash: string, keep: number): Promise<void> {
  await query
    .deleteFrom('challenges')
    .where('nonce', 'in', (select) =>
      select
        .selectFrom('challenges')
        .select('nonce')
        .where('pre_session_hash', '=', preSessionHash)
        .orderBy('expires_at', 'desc')
        .orderBy('nonce')
        .offset(keep),
    )
    .execute()
}

/**
 * Takes every challenge of a pre-session, newest first, in one statement: of many that try at once, one gets them. An
 * expired one is taken and answered too; its reader looks at `exp`.
 */
export async function takeChallenges(query: Queryable, preSessionHash: string): Promise<ChallengeRecord[]> {
  const rows = await query
    .deleteFrom('challenges')
    .where('pre_session_hash', '=', preSessionHash)
    .returning(['platform', 'challenge'])
    .execute()
  return rows
    .map(({ platform, challenge }) => ({ preSessionHash, platform, challenge }))
    .sort((a, b) => b.challenge.exp - a.challenge.exp)
}

export async function deleteExpiredChallenges(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('challenges').where('expires_at', '<=', now).execute()
}
