import type { Queryable } from '../database.ts'

export interface ShortcutDownloadsTable {
  id: string
  shortcut_id: string
  at: Date
  person_id: string | null
  encrypted: boolean
}

export interface ShortcutDownload {
  readonly at: Date
  /** Null for who signed in as the institution. */
  readonly personId: string | null
  readonly encrypted: boolean
}

export async function addShortcutDownload(
  query: Queryable,
  { id, shortcutId, at, personId, encrypted }: ShortcutDownload & { readonly id: string; readonly shortcutId: string },
): Promise<void> {
  await query
    .insertInto('shortcut_downloads')
    .values({ id, shortcut_id: shortcutId, at, person_id: personId, encrypted })
    .execute()
}

/** Newest first, each with the name of who did it. */
export function findShortcutDownloads(
  query: Queryable,
  shortcutId: string,
  limit: number,
): Promise<{ readonly at: Date; readonly person: string | null; readonly encrypted: boolean }[]> {
  return query
    .selectFrom('shortcut_downloads as made')
    .leftJoin('people', 'people.id', 'made.person_id')
    .select(['made.at', 'people.name as person', 'made.encrypted'])
    .where('made.shortcut_id', '=', shortcutId)
    .orderBy('made.at', 'desc')
    .orderBy('made.id', 'desc')
    .limit(limit)
    .execute()
}
