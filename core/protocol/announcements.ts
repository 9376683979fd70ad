import { z } from 'zod'
import {
  announcementCategoryCodes,
  announcementEntries,
  announcementKindCodes,
  announcementMoveCodes,
  announcementStateCodes,
  publicKinds,
  signedInKinds,
} from '../portal/announcements.ts'
import { departmentCodes } from '../portal/departments.ts'
import { divisionCodes } from '../portal/divisions.ts'
import { fileTypeCodes } from '../portal/file-types.ts'
import { institutionTypeCodes } from '../portal/institution-types.ts'
import { roleCodes } from '../portal/roles.ts'

const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()
const words = z.string().max(100).optional()
const id = z.uuid()
const entry = z.enum(announcementEntries)
const version = z.int().min(1)

export const announcementAttachment = z.strictObject({
  id,
  /** As its author named it. */
  name: z.string(),
  type: z.enum(fileTypeCodes),
  /** In octets. */
  size: z.int(),
})
export type AnnouncementAttachment = z.output<typeof announcementAttachment>

/** One in a list. */
export const announcementItem = z.strictObject({
  id,
  /** The first day, ISO 8601. */
  day: z.iso.date(),
  /** Since when it could be read. */
  since: z.iso.datetime(),
  department: z.enum(departmentCodes).nullable(),
  division: z.enum(divisionCodes).nullable(),
  category: z.enum(announcementCategoryCodes).nullable(),
  keyword: z.string(),
  entry: entry.nullable(),
  /** Rich text (core/portal/rich-text.ts), of one line. */
  title: z.string(),
  titleText: z.string(),
  /** Whether there is content, an attachment or somebody to call. */
  hasDetails: z.boolean(),
})
export type AnnouncementItem = z.output<typeof announcementItem>

/** What opens in place. */
export const announcementDetails = z.strictObject({
  /** Rich text; empty when there is none. */
  content: z.string(),
  attachments: z.array(announcementAttachment),
  contact: z.strictObject({ name: z.string(), phone: z.string() }).nullable(),
})
export type AnnouncementDetails = z.output<typeof announcementDetails>

/** Newest first. */
export const announcementPage = z.strictObject({
  items: z.array(announcementItem),
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: z.int(),
  /** Whether only the newest of a frequent word are listed. */
  more: z.boolean(),
})
export type AnnouncementPage = z.output<typeof announcementPage>

export const publicSearch = z.strictObject({
  kind: z.enum(publicKinds),
  category: z.enum(announcementCategoryCodes).optional(),
  words,
  page: pageNumber,
  /** Fewer than the kind's own. */
  size: z.enum(['3', '5']).optional(),
})

export const signedInSearch = z.strictObject({
  kind: z.enum(signedInKinds),
  /** Only those of this entry and what stands below it. */
  entry: entry.optional(),
  words,
  page: pageNumber,
  size: z.enum(['3', '5']).optional(),
})

export const signedInPage = announcementPage.extend({
  /** When the person last looked at announcements before this session; null at the first time. */
  seenBefore: z.iso.datetime().nullable(),
  /** How many of the list came since then; 0 at the first time. */
  newCount: z.int(),
})

export const announcementId = z.strictObject({ id })

/** A way to a file, for once. */
export const fileAddress = z.strictObject({
  /** On this origin; good for one time, for a minute. */
  address: z.string(),
})

/** What an author writes. A member that the kind does not have is null or empty. */
export const announcementDraft = z.strictObject({
  title: z.string().max(2000),
  content: z.string().max(60_000),
  fromDay: z.iso.date(),
  untilDay: z.iso.date().nullable(),
  department: z.enum(departmentCodes).nullable(),
  category: z.enum(announcementCategoryCodes).nullable(),
  keyword: z.string().trim().max(30),
  entry: entry.nullable(),
  audience: z.strictObject({
    types: z.array(z.enum(institutionTypeCodes)).max(institutionTypeCodes.length),
    divisions: z.array(z.enum(divisionCodes)).max(divisionCodes.length),
    roles: z.array(z.enum(roleCodes)).max(roleCodes.length),
    entryUsersOnly: z.boolean(),
  }),
  division: z.enum(divisionCodes).nullable(),
  contactName: z.string().trim().max(50),
  contactPhone: z.string().trim().max(50),
})
export type AnnouncementDraft = z.output<typeof announcementDraft>

export const takenOut = z.strictObject({
  what: z.enum(['element', 'attribute', 'class', 'link']),
  name: z.string(),
  count: z.int(),
})

/** An announcement as its authors see it. */
export const announcementRecord = announcementDraft.extend({
  id,
  kind: z.enum(announcementKindCodes),
  state: z.enum(announcementStateCodes),
  titleText: z.string(),
  /** Grows with each change: who changes an older one is told so. */
  version,
  attachments: z.array(announcementAttachment),
  /** Who changed it last, and when. */
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  /** What was not kept of what was just written. */
  takenOut: z.array(takenOut),
})
export type AnnouncementRecord = z.output<typeof announcementRecord>

export const staffSearch = z.strictObject({
  kind: z.enum(announcementKindCodes),
  state: z.enum(announcementStateCodes).optional(),
  words,
  page: pageNumber,
})

export const staffPage = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      titleText: z.string(),
      state: z.enum(announcementStateCodes),
      fromDay: z.iso.date(),
      untilDay: z.iso.date().nullable(),
      division: z.enum(divisionCodes).nullable(),
      changedBy: z.string(),
      changedAt: z.iso.datetime(),
    }),
  ),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  more: z.boolean(),
})

export const newAnnouncement = announcementDraft.extend({ kind: z.enum(announcementKindCodes) })
export const announcementChange = announcementDraft.extend({ id, version })
export const announcementMoveRequest = z.strictObject({ id, version, move: z.enum(announcementMoveCodes) })

/** Beside the file itself: texts, since they stand in the address. */
export const newAttachment = z.strictObject({
  id,
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  name: z.string().min(1).max(300),
})
export const attachmentId = z.strictObject({ id, version, attachment: id })
export const attachmentRequest = z.strictObject({ id, attachment: id })

export const announcementVersions = z.strictObject({
  /** Newest first. */
  versions: z.array(
    z.strictObject({
      version,
      at: z.iso.datetime(),
      by: z.string(),
      /** `create`, `attach`, `detach` or a move. */
      what: z.string(),
      /** What it changed. */
      fields: z.array(z.string()),
      /** As it stood then. */
      title: z.string(),
      titleText: z.string(),
      content: z.string(),
      fromDay: z.iso.date(),
      untilDay: z.iso.date().nullable(),
      attachments: z.array(z.string()),
    }),
  ),
})
export type AnnouncementVersions = z.output<typeof announcementVersions>

/** Title and content as they would be kept. */
export const announcementPreview = z.strictObject({
  title: z.string(),
  content: z.string(),
  takenOut: z.array(takenOut),
})
