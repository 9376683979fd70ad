import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { AnnouncementStage, AnnouncementState } from '../../../core/portal/announcements.ts'
import {
  type DownloadItem,
  downloadItemCodes,
  downloadItems,
  downloadPageSize,
} from '../../../core/portal/downloads.ts'
import { toSearchText } from '../../../core/portal/search-text.ts'
import type { Queryable } from '../database.ts'
import { beginEdition } from './public-content.ts'

export interface DownloadsTable {
  id: string
  item: DownloadItem
  description: string
  stage: AnnouncementStage
  from_day: string
  until_day: string | null
  search_text: string
  content_at: Date
  version: number
  changed_at: Date
  changed_by: string
}

/** An entry of 下載專區. */
export interface Download {
  readonly id: string
  readonly item: DownloadItem
  readonly description: string
  readonly stage: AnnouncementStage
  readonly fromDay: string
  readonly untilDay: string | null
  /** When its files or its description last changed. */
  readonly contentAt: Date
  readonly version: number
  readonly changedAt: Date
  /** A person's id. */
  readonly changedBy: string
}

export interface DownloadSearch {
  /** Undefined for all states. */
  readonly state: AnnouncementState | undefined
  /** One of these; undefined for all. */
  readonly items: readonly DownloadItem[] | undefined
  /** As core/portal/search-text.ts makes them of what was typed: all must occur. */
  readonly words: readonly string[]
  /** By item in the order of the table; by 更新日期; by the last change. */
  readonly order: 'item' | 'updated' | 'changed'
  /** A day in Taiwan. */
  readonly today: string
  /** From 1. */
  readonly page: number
}

const inItems = sql`array_position(${downloadItemCodes}::text[], item)`
/** As updatedDay in core/portal/downloads.ts has it. */
const updated = sql`greatest(to_char(content_at + interval '8 hours', 'YYYY-MM-DD'), from_day)`

export async function searchDownloads(
  query: Queryable,
  search: DownloadSearch,
): Promise<{ readonly downloads: readonly Download[]; readonly total: number }> {
  const { order, page } = search
  const matching = query.selectFrom('downloads').where((rows) => rows.and(conditionsOf(search)))
  const { count } = await matching.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .$if(order === 'item', (all) => all.orderBy(inItems))
    .$if(order === 'updated', (all) => all.orderBy(updated, 'desc'))
    .$if(order === 'changed', (all) => all.orderBy('changed_at', 'desc'))
    .orderBy('id')
    .limit(downloadPageSize)
    .offset((page - 1) * downloadPageSize)
    .execute()
  return { downloads: rows.map(toDownload), total: Number(count) }
}

/** How many entries each item offers on a day. */
export async function countOffered(
  query: Queryable,
  today: string,
): Promise<readonly { readonly item: DownloadItem; readonly count: number }[]> {
  const rows = await query
    .selectFrom('downloads')
    .where(inState('published', today))
    .groupBy('item')
    .select(({ fn }) => ['item', fn.countAll<string>().as('count')])
    .orderBy(inItems)
    .execute()
  return rows.map(({ item, count }) => ({ item, count: Number(count) }))
}

type Condition = RawBuilder<SqlBool>

const conditionsOf = ({ state, items, words, today }: DownloadSearch): Condition[] => [
  ...(state === undefined ? [] : [inState(state, today)]),
  ...(items === undefined ? [] : [sql<SqlBool>`item = any (${items}::text[])`]),
  ...words.map((word) => sql<SqlBool>`strpos(search_text, ${word}) > 0`),
]

/** The same as stateOn in core/portal/announcements.ts; a test compares them. */
function inState(state: AnnouncementState, today: string): Condition {
  const conditions: Readonly<Record<AnnouncementState, Condition>> = {
    draft: sql`stage = 'draft'`,
    scheduled: sql`(stage = 'released' and from_day > ${today})`,
    published: sql`(stage = 'released' and from_day <= ${today} and (until_day is null or until_day >= ${today}))`,
    withdrawn: sql`(stage = 'withdrawn' or (stage = 'released' and until_day < ${today}))`,
  }
  return conditions[state]
}

export async function saveDownload(query: Queryable, download: Download): Promise<void> {
  const { label } = downloadItems[download.item]
  const row: Omit<DownloadsTable, 'id'> = {
    item: download.item,
    description: download.description,
    stage: download.stage,
    from_day: download.fromDay,
    until_day: download.untilDay,
    search_text: toSearchText([label.zhTW, label.en, download.description].join('\n')),
    content_at: download.contentAt,
    version: download.version,
    changed_at: download.changedAt,
    changed_by: download.changedBy,
  }
  await query
    .insertInto('downloads')
    .values({ id: download.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await beginEdition(query)
}

const toDownload = (row: DownloadsTable): Download => ({
  id: row.id,
  item: row.item,
  description: row.description,
  stage: row.stage,
  fromDay: row.from_day,
  untilDay: row.until_day,
  contentAt: row.content_at,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})

export async function findDownload(query: Queryable, id: string): Promise<Download | undefined> {
  const row = await query.selectFrom('downloads').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toDownload(row)
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockDownload(query: Queryable, id: string): Promise<Download | undefined> {
  const row = await query.selectFrom('downloads').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toDownload(row)
}
