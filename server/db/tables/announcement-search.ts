import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import type {
  AnnouncementCategory,
  AnnouncementKind,
  AnnouncementReader,
  AnnouncementState,
} from '../../../core/portal/announcements.ts'
import { announcementKind } from '../../../core/portal/announcements.ts'
import type { CatalogueCode } from '../../../core/portal/catalogue.ts'
import { everyText, gramsOfWord } from '../../../core/portal/search-text.ts'
import type { Database, Queryable } from '../database.ts'
import { countOnce } from './announcement-counts.ts'
import { countGrams, findWithGrams } from './announcement-grams.ts'
import { type ListedAnnouncement, listedColumns } from './announcements.ts'

/** Who looks: a reader sees what is in force and meant for such as them; an author, what is in these areas, in any state. */
export type Viewer =
  | { readonly as: 'reader'; readonly reader: AnnouncementReader | undefined }
  /** Undefined for all divisions. */
  | {
      readonly as: 'author'
      readonly divisions: readonly string[] | undefined
      readonly state?: AnnouncementState | undefined
    }

export interface AnnouncementSearch {
  readonly kind: AnnouncementKind
  readonly viewer: Viewer
  /** A day in Taiwan. */
  readonly today: string
  readonly category?: AnnouncementCategory | undefined
  /** One of these. */
  readonly entries?: readonly CatalogueCode[] | undefined
  /** As core/portal/search-text.ts makes them of what was typed. */
  readonly words: readonly string[]
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

export interface FoundAnnouncements {
  /** Of the page, newest first. */
  readonly announcements: readonly ListedAnnouncement[]
  readonly total: number
  /** Whether there are more than `total`, which are not listed: only of a frequent word. */
  readonly more: boolean
}

/** Nobody turns more pages than these hold; a frequent word is met in the newest soon enough. */
export const mostListed = 500

/** Reading a text on the way through all costs about a third of looking it up by the index. Measured (test/bench/search.ts). */
const lookUpCost = 3

/** More of a word's characters and pairs make the index's answer no shorter. */
const mostGrams = 6

/** Newest first. */
export async function searchAnnouncements(query: Queryable, search: AnnouncementSearch): Promise<FoundAnnouncements> {
  const { words } = search
  return words.length === 0
    ? await listAll(query, search)
    : await listMatching(query, search, await findCandidates(query, words))
}

/** How many of a list, whatever words are looked for, could be read only since a time: as publishedSince has it. */
export async function countSince(query: Queryable, search: AnnouncementSearch, since: Date): Promise<number> {
  const { count } = await matching(query, search)
    .where(sql<SqlBool>`greatest(released_at, (from_day || 'T00:00:00+08:00')::timestamptz) > ${since}::timestamptz`)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Rows = ExpressionBuilder<Database, 'announcements'>

const matching = (query: Queryable, search: AnnouncementSearch) =>
  query.selectFrom('announcements').where((rows) => rows.and(conditionsOf(rows, search)))

async function listAll(query: Queryable, search: AnnouncementSearch): Promise<FoundAnnouncements> {
  const { page, pageSize } = search
  const announcements = await matching(query, search)
    .select(listedColumns)
    .orderBy('from_day', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const isAll = page === 1 && announcements.length < pageSize
  return { announcements, total: isAll ? announcements.length : await countAll(query, search), more: false }
}

/** What everybody may read is asked for by every visitor: it is counted once. */
async function countAll(query: Queryable, search: AnnouncementSearch): Promise<number> {
  const { kind, category, entries, viewer, today } = search
  const count = async () => {
    const counted = await matching(query, search)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(counted.count)
  }
  const isForEverybody =
    viewer.as === 'reader' && announcementKind(kind).readers === 'everybody' && entries === undefined
  return isForEverybody ? await countOnce(query, { kind, category, day: today }, count) : await count()
}

/** Among the candidates, or among all, read from the newest on until enough are found. Either way the text itself decides. */
async function listMatching(
  query: Queryable,
  search: AnnouncementSearch,
  candidates: readonly string[] | 'all',
): Promise<FoundAnnouncements> {
  if (candidates.length === 0) return { announcements: [], total: 0, more: false }
  const { words, page, pageSize } = search
  const found = await matching(query, search)
    .$if(candidates !== 'all', (rows) => rows.where('id', '=', sql<string>`any (${candidates}::uuid[])`))
    .where((rows) => rows.and(words.map((word) => sql<SqlBool>`strpos(search_text, ${word}) > 0`)))
    .select('id')
    .orderBy('from_day', 'desc')
    .orderBy('id', 'desc')
    .limit(mostListed + 1)
    .execute()
  const listed = found.slice(0, mostListed).map(({ id }) => id)
  const ids = listed.slice((page - 1) * pageSize, page * pageSize)
  const announcements = await query
    .selectFrom('announcements')
    .select(listedColumns)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('from_day', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return { announcements, total: listed.length, more: found.length > mostListed }
}

/**
 * Whose texts hold all that the words are made of, by the index; `'all'` when there are so many that reading from the newest
 * on is quicker: of `all` texts, one that stands in `count` is met after all / count.
 */
async function findCandidates(query: Queryable, words: readonly string[]): Promise<readonly string[] | 'all'> {
  const grams = [...new Set(words.flatMap(gramsOfWord))]
  const counts = await countGrams(query, [everyText, ...grams])
  if (grams.some((gram) => !counts.has(gram))) return []
  const countOf = (gram: number) => counts.get(gram) ?? 0
  const rarest = grams.toSorted((a, b) => countOf(a) - countOf(b)).slice(0, mostGrams)
  const all = countOf(everyText)
  const most = Math.floor(Math.min(all, Math.sqrt(all * mostListed * lookUpCost)) / lookUpCost)
  const [only = everyText] = rarest
  if (rarest.length === 1 && countOf(only) > most) return 'all'
  const ids = await findWithGrams(query, rarest, most + 1)
  return ids.length > most ? 'all' : ids
}

type Condition = Expression<SqlBool>

function conditionsOf(rows: Rows, { kind, viewer, today, category, entries }: AnnouncementSearch): Condition[] {
  return [
    rows('kind', '=', kind),
    ...(category === undefined ? [] : [rows('category', '=', category)]),
    ...(entries === undefined ? [] : [sql<SqlBool>`entry = any (${entries}::text[])`]),
    ...(viewer.as === 'author' ? forAuthor(rows, viewer, today) : forReader(rows, kind, viewer.reader, today)),
  ]
}

const forAuthor = (rows: Rows, { divisions, state }: Extract<Viewer, { as: 'author' }>, today: string): Condition[] => [
  ...(divisions === undefined ? [] : [sql<SqlBool>`division = any (${divisions}::text[])`]),
  ...(state === undefined ? [] : inState(rows, state, today)),
]

/** The same as stateOn in core/portal/announcements.ts; a test compares them. */
function inState(rows: Rows, state: AnnouncementState, today: string): Condition[] {
  const released = rows('stage', '=', 'released')
  const conditions: Readonly<Record<AnnouncementState, Condition[]>> = {
    draft: [rows('stage', '=', 'draft')],
    scheduled: [released, rows('from_day', '>', today)],
    published: [
      released,
      rows('from_day', '<=', today),
      rows.or([rows('until_day', 'is', null), rows('until_day', '>=', today)]),
    ],
    withdrawn: [rows.or([rows('stage', '=', 'withdrawn'), rows.and([released, rows('until_day', '<', today)])])],
  }
  return conditions[state]
}

/** The same as mayRead in core/portal/announcements.ts; a test compares them. */
function forReader(
  rows: Rows,
  kind: AnnouncementKind,
  reader: AnnouncementReader | undefined,
  today: string,
): Condition[] {
  const { readers } = announcementKind(kind)
  const inForce = inState(rows, 'published', today)
  if (readers === 'everybody') return inForce
  if (!reader) return [sql<SqlBool>`false`]
  if (readers === 'division') return [...inForce, rows('division', '=', reader.division)]
  return [
    ...inForce,
    sql<SqlBool>`(audience_types = '{}' or ${reader.type} = any (audience_types))`,
    sql<SqlBool>`(audience_divisions = '{}' or ${reader.division} = any (audience_divisions))`,
    sql<SqlBool>`(audience_roles = '{}' or audience_roles && ${reader.roles}::text[])`,
    sql<SqlBool>`(not audience_entry_users or coalesce(entry = any (${reader.entries}::text[]), false))`,
  ]
}
