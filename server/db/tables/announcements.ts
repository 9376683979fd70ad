import { type Selectable, sql } from 'kysely'
import type {
  AnnouncementCategory,
  AnnouncementKind,
  AnnouncementStage,
  Audience,
} from '../../../core/portal/announcements.ts'
import type { CatalogueCode } from '../../../core/portal/catalogue.ts'
import type { Department } from '../../../core/portal/departments.ts'
import type { Division } from '../../../core/portal/divisions.ts'
import type { InstitutionType } from '../../../core/portal/institution-types.ts'
import type { Role } from '../../../core/portal/roles.ts'
import { toSearchText } from '../../../core/portal/search-text.ts'
import type { Queryable } from '../database.ts'
import { countAnew } from './announcement-counts.ts'
import { indexAnnouncement } from './announcement-grams.ts'

export interface AnnouncementsTable {
  id: string
  kind: AnnouncementKind
  stage: AnnouncementStage
  from_day: string
  until_day: string | null
  title: string
  title_text: string
  content: string
  content_text: string
  department: Department | null
  category: AnnouncementCategory | null
  keyword: string
  entry: CatalogueCode | null
  audience_types: string[]
  audience_divisions: string[]
  audience_roles: string[]
  audience_entry_users: boolean
  division: Division | null
  contact_name: string
  contact_phone: string
  search_text: string
  attachment_count: number
  version: number
  created_at: Date
  released_at: Date | null
  changed_at: Date
  changed_by: string
}

export interface Announcement {
  readonly id: string
  readonly kind: AnnouncementKind
  readonly stage: AnnouncementStage
  readonly fromDay: string
  readonly untilDay: string | null
  /** Rich text, sanitised; with the same as plain text. */
  readonly title: string
  readonly titleText: string
  readonly content: string
  readonly contentText: string
  readonly department: Department | null
  readonly category: AnnouncementCategory | null
  readonly keyword: string
  readonly entry: CatalogueCode | null
  readonly audience: Audience
  readonly division: Division | null
  readonly contactName: string
  readonly contactPhone: string
  readonly attachmentCount: number
  readonly version: number
  readonly createdAt: Date
  /** The last time; null while it never was. */
  readonly releasedAt: Date | null
  readonly changedAt: Date
  /** A person's id. */
  readonly changedBy: string
}

/** What lists show: reading and turning into values costs by the column. */
export interface ListedAnnouncement extends Pick<
  Announcement,
  | 'id'
  | 'stage'
  | 'fromDay'
  | 'untilDay'
  | 'title'
  | 'titleText'
  | 'department'
  | 'category'
  | 'keyword'
  | 'entry'
  | 'division'
  | 'contactName'
  | 'attachmentCount'
  | 'releasedAt'
  | 'changedAt'
  | 'changedBy'
> {
  /** The first characters of the text; empty where there is none. */
  readonly summary: string
}

/** Where words are looked for. */
export const searchTextOf = (announcement: Announcement): string => {
  const { keyword, titleText, contentText, contactName, contactPhone } = announcement
  return toSearchText([keyword, titleText, contentText, contactName, contactPhone].filter(Boolean).join('\n'))
}

/** Writes it, new or changed, and puts it into the index of the search. */
export async function saveAnnouncement(query: Queryable, announcement: Announcement): Promise<void> {
  const { id } = announcement
  const row = toAnnouncementRow(announcement)
  await query
    .insertInto('announcements')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await indexAnnouncement(query, id, row.search_text)
  await countAnew(query, announcement.kind)
}

export const toAnnouncementRow = (it: Announcement): Omit<Selectable<AnnouncementsTable>, 'id'> => ({
  kind: it.kind,
  stage: it.stage,
  from_day: it.fromDay,
  until_day: it.untilDay,
  title: it.title,
  title_text: it.titleText,
  content: it.content,
  content_text: it.contentText,
  department: it.department,
  category: it.category,
  keyword: it.keyword,
  entry: it.entry,
  audience_types: [...it.audience.types],
  audience_divisions: [...it.audience.divisions],
  audience_roles: [...it.audience.roles],
  audience_entry_users: it.audience.entryUsersOnly,
  division: it.division,
  contact_name: it.contactName,
  contact_phone: it.contactPhone,
  search_text: searchTextOf(it),
  attachment_count: it.attachmentCount,
  version: it.version,
  created_at: it.createdAt,
  released_at: it.releasedAt,
  changed_at: it.changedAt,
  changed_by: it.changedBy,
})

/** The database holds what was in the kinds' own tables when it was written, and is checked there. */
export const toAnnouncement = (row: Selectable<AnnouncementsTable>): Announcement => ({
  id: row.id,
  kind: row.kind,
  stage: row.stage,
  fromDay: row.from_day,
  untilDay: row.until_day,
  title: row.title,
  titleText: row.title_text,
  content: row.content,
  contentText: row.content_text,
  department: row.department,
  category: row.category,
  keyword: row.keyword,
  entry: row.entry,
  audience: {
    types: row.audience_types as InstitutionType[],
    divisions: row.audience_divisions as Division[],
    roles: row.audience_roles as Role[],
    entryUsersOnly: row.audience_entry_users,
  },
  division: row.division,
  contactName: row.contact_name,
  contactPhone: row.contact_phone,
  attachmentCount: row.attachment_count,
  version: row.version,
  createdAt: row.created_at,
  releasedAt: row.released_at,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})

const summaryLength = 300

/** As ListedAnnouncement has it. */
export const listedColumns = [
  'id',
  'stage',
  'from_day as fromDay',
  'until_day as untilDay',
  'title',
  'title_text as titleText',
  'department',
  'category',
  'keyword',
  'entry',
  'division',
  'contact_name as contactName',
  'attachment_count as attachmentCount',
  'released_at as releasedAt',
  'changed_at as changedAt',
  'changed_by as changedBy',
  sql<string>`left(content_text, ${sql.lit(summaryLength)})`.as('summary'),
] as const

export async function findAnnouncement(query: Queryable, id: string): Promise<Announcement | undefined> {
  const row = await query.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAnnouncement(row)
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockAnnouncement(query: Queryable, id: string): Promise<Announcement | undefined> {
  const row = await query.selectFrom('announcements').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toAnnouncement(row)
}
