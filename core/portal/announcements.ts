import type { Text } from '../i18n/text.ts'
import type { Action } from './actions.ts'
import { type CatalogueCode, catalogueCodes, isWithin, layerOf } from './catalogue.ts'
import type { Division } from './divisions.ts'
import type { InstitutionType } from './institution-types.ts'
import type { Role } from './roles.ts'

/** 公告類別 of all kinds; which of them a kind has stands in its row. */
export const announcementCategories = {
  general: { zhTW: '一般公告', en: 'General' },
  claims: { zhTW: '費用申報', en: 'Claims' },
  review: { zhTW: '審查', en: 'Reviews' },
  payment: { zhTW: '支付標準', en: 'Fee schedule' },
  pharmacy: { zhTW: '藥品特材', en: 'Drugs and devices' },
  training: { zhTW: '教育訓練', en: 'Training' },
  maintenance: { zhTW: '系統維護', en: 'Maintenance' },
  /** What 資安專區 shows. */
  security: { zhTW: '資訊安全', en: 'Information security' },
} as const satisfies Record<string, Text>

export type AnnouncementCategory = keyof typeof announcementCategories

export const announcementCategoryCodes = Object.keys(announcementCategories) as AnnouncementCategory[]

/** What an announcement carries beside title, content and its two days. */
export const announcementFields = [
  'department',
  'category',
  'keyword',
  'entry',
  'audience',
  'division',
  'contactName',
  'contactPhone',
  'attachments',
] as const
export type AnnouncementField = (typeof announcementFields)[number]

export interface AnnouncementKindRow {
  readonly label: Text
  /** Who writes: the staff posts and areas of this action. */
  readonly action: Action
  /** Who reads: everybody; those of its audience; the institutions of its own division. */
  readonly readers: 'everybody' | 'audience' | 'division'
  /** Those that it has. */
  readonly fields: readonly AnnouncementField[]
  readonly categories: readonly AnnouncementCategory[]
  /** Without these, and a title, it is not released. */
  readonly required: readonly (AnnouncementField | 'untilDay')[]
  readonly pageSize: number
}

const business = ['general', 'claims', 'review', 'payment', 'pharmacy', 'training'] as const

export const announcementKinds = {
  urgent: {
    label: { zhTW: '即時公告', en: 'Urgent notices' },
    action: 'write-urgent-notices',
    readers: 'everybody',
    fields: [],
    categories: [],
    required: ['untilDay'],
    pageSize: 10,
  },
  business: {
    label: { zhTW: '業務公告', en: 'Business notices' },
    action: 'write-business-notices',
    readers: 'everybody',
    fields: ['department', 'category', 'keyword', 'attachments'],
    categories: business,
    required: ['department', 'category'],
    pageSize: 10,
  },
  system: {
    label: { zhTW: '系統公告', en: 'System notices' },
    action: 'write-system-notices',
    readers: 'everybody',
    fields: ['department', 'category', 'keyword', 'attachments'],
    categories: ['general', 'maintenance', 'security'],
    required: ['department', 'category'],
    pageSize: 10,
  },
  headquarters: {
    label: { zhTW: '署本部公告', en: 'Headquarters’ announcements' },
    action: 'write-headquarters-notices',
    readers: 'audience',
    fields: ['department', 'category', 'keyword', 'entry', 'audience', 'attachments'],
    categories: business,
    required: ['department', 'category', 'entry'],
    pageSize: 10,
  },
  division: {
    label: { zhTW: '分區業務公告', en: 'Division’s announcements' },
    action: 'write-division-notices',
    readers: 'division',
    fields: ['category', 'keyword', 'division', 'contactName', 'contactPhone', 'attachments'],
    categories: business,
    required: ['category', 'division', 'contactName', 'contactPhone'],
    pageSize: 10,
  },
} as const satisfies Record<string, AnnouncementKindRow>

export type AnnouncementKind = keyof typeof announcementKinds

export const announcementKindCodes = Object.keys(announcementKinds) as AnnouncementKind[]

export const announcementKind = (kind: AnnouncementKind): AnnouncementKindRow => announcementKinds[kind]

/** Those that need no sign-in to read. */
export const publicKinds = ['urgent', 'business', 'system'] as const satisfies readonly AnnouncementKind[]
export type PublicKind = (typeof publicKinds)[number]

export const signedInKinds = ['division', 'headquarters'] as const satisfies readonly AnnouncementKind[]
export type SignedInKind = (typeof signedInKinds)[number]

export const isPublicKind = (kind: AnnouncementKind): kind is PublicKind => publicKinds.some((code) => code === kind)

/** 業務項目 is an entry of the first or the second layer. */
export const announcementEntries = catalogueCodes.filter((code) => layerOf(code) <= 2)

/** Where the announcements of an entry's own page come from: itself, and what stands below it. */
export const announcementEntriesWithin = (entry: CatalogueCode): readonly CatalogueCode[] =>
  announcementEntries.filter((code) => isWithin(code, entry))

/** 適用對象: who must all fit. An empty list is everybody. */
export interface Audience {
  readonly types: readonly InstitutionType[]
  readonly divisions: readonly Division[]
  readonly roles: readonly Role[]
  /** Only those who may use something within the announcement's 業務項目. */
  readonly entryUsersOnly: boolean
}

export const everyone: Audience = { types: [], divisions: [], roles: [], entryUsersOnly: false }

/** 草稿 → 已排程 → 公告中 → 已下架. Between release and withdrawal the two days decide, by Taiwan's day. */
export const announcementStates = {
  draft: { zhTW: '草稿', en: 'Draft' },
  scheduled: { zhTW: '已排程', en: 'Scheduled' },
  published: { zhTW: '公告中', en: 'Published' },
  withdrawn: { zhTW: '已下架', en: 'Withdrawn' },
} as const satisfies Record<string, Text>

export type AnnouncementState = keyof typeof announcementStates

export const announcementStateCodes = Object.keys(announcementStates) as AnnouncementState[]

/** What is stored of a state: the rest is told by the days. */
export const announcementStages = ['draft', 'released', 'withdrawn'] as const
export type AnnouncementStage = (typeof announcementStages)[number]

export interface MoveRow {
  readonly label: Text
  readonly from: readonly AnnouncementState[]
  /** The stage that it leads to; undefined where it stays. */
  readonly to?: AnnouncementStage
}

/** What may be done to an announcement, in which state. The only table of it. */
export const announcementMoves = {
  change: { label: { zhTW: '修改', en: 'Change' }, from: ['draft', 'scheduled', 'published'] },
  release: { label: { zhTW: '發布', en: 'Release' }, from: ['draft'], to: 'released' },
  withdraw: {
    label: { zhTW: '下架', en: 'Withdraw' },
    from: ['draft', 'scheduled', 'published'],
    to: 'withdrawn',
  },
  rework: { label: { zhTW: '改回草稿', en: 'Back to draft' }, from: ['withdrawn'], to: 'draft' },
} as const satisfies Record<string, MoveRow>

export type AnnouncementMove = keyof typeof announcementMoves

export const announcementMoveCodes = Object.keys(announcementMoves) as AnnouncementMove[]

export const announcementMove = (move: AnnouncementMove): MoveRow => announcementMoves[move]

export const mayMove = (move: AnnouncementMove, state: AnnouncementState): boolean =>
  announcementMove(move).from.includes(state)

export interface AnnouncementTimes {
  readonly stage: AnnouncementStage
  /** ISO 8601 days. */
  readonly fromDay: string
  /** The last day; null without an end. */
  readonly untilDay: string | null
}

/** The state on a day in Taiwan. */
export function stateOn({ stage, fromDay, untilDay }: AnnouncementTimes, today: string): AnnouncementState {
  if (stage !== 'released') return stage
  if (untilDay !== null && today > untilDay) return 'withdrawn'
  return today < fromDay ? 'scheduled' : 'published'
}

/** Since when a released one could be read: its release, or the beginning of its first day if that came later. */
export function publishedSince({ releasedAt, fromDay }: { releasedAt: Date; fromDay: string }): Date {
  const begins = new Date(`${fromDay}T00:00:00+08:00`)
  return begins > releasedAt ? begins : releasedAt
}

/** What decides who may read an announcement. */
export interface ReadableFacts extends AnnouncementTimes {
  readonly kind: AnnouncementKind
  readonly division: Division | null
  readonly entry: CatalogueCode | null
  readonly audience: Audience
}

/** Who is signed in at an institution. */
export interface AnnouncementReader {
  readonly type: InstitutionType
  readonly division: Division
  readonly roles: readonly Role[]
  /** Entries of the two upper layers in which the person may use something. */
  readonly entries: readonly CatalogueCode[]
}

/** Whether somebody may read it now; `reader` is undefined for who is not signed in at an institution. */
export function mayRead(facts: ReadableFacts, reader: AnnouncementReader | undefined, today: string): boolean {
  if (stateOn(facts, today) !== 'published') return false
  const { readers } = announcementKind(facts.kind)
  if (readers === 'everybody') return true
  if (!reader) return false
  return readers === 'division' ? facts.division === reader.division : isInAudience(facts, reader)
}

function isInAudience({ audience, entry }: ReadableFacts, reader: AnnouncementReader): boolean {
  const { types, divisions, roles, entryUsersOnly } = audience
  return (
    (types.length === 0 || types.includes(reader.type)) &&
    (divisions.length === 0 || divisions.includes(reader.division)) &&
    (roles.length === 0 || reader.roles.some((role) => roles.includes(role))) &&
    (!entryUsersOnly || (entry !== null && reader.entries.includes(entry)))
  )
}

/** Entries of the two upper layers within which one of the functions `open` stands. */
export const entriesInUse = (open: readonly CatalogueCode[]): readonly CatalogueCode[] =>
  announcementEntries.filter((entry) => open.some((code) => isWithin(code, entry)))

/** What an author writes, as far as it is checked before a release. */
export interface ReleasableFacts {
  readonly kind: AnnouncementKind
  readonly titleText: string
  readonly untilDay: string | null
  readonly fields: Readonly<Record<Exclude<AnnouncementField, 'audience' | 'attachments'>, string | null>>
}

/** What is still missing before it can be released, in the order of the form. */
export function missingForRelease({ kind, titleText, untilDay, fields }: ReleasableFacts): readonly string[] {
  const values: Readonly<Record<string, string | null>> = { ...fields, untilDay }
  const required = announcementKind(kind).required.filter((field) => (values[field] ?? '') === '')
  return [...(titleText === '' ? ['title'] : []), ...required]
}
