import type { Queryable } from '../database.ts'

export interface AnnouncementVisitsTable {
  holder: string
  session_id: string
  seen_at: Date
  seen_before: Date | null
}

/**
 * The holder looks at announcements. Answers when they last did so before this session; null if never. Within a session the
 * answer stays the same, so that what is new stays marked until the next.
 */
export async function noteVisit(
  query: Queryable,
  { holder, sessionId, now }: { readonly holder: string; readonly sessionId: string; readonly now: Date },
): Promise<Date | null> {
  const row = await query
    .insertInto('announcement_visits')
    .values({ holder, session_id: sessionId, seen_at: now, seen_before: null })
    .onConflict((conflict) =>
      conflict.column('holder').doUpdateSet((set) => ({
        session_id: sessionId,
        seen_at: now,
        seen_before: set
          .case()
          .when('announcement_visits.session_id', '=', sessionId)
          .then(set.ref('announcement_visits.seen_before'))
          .else(set.ref('announcement_visits.seen_at'))
          .end(),
      })),
    )
    .returning('seen_before')
    .executeTakeFirstOrThrow()
  return row.seen_before
}
