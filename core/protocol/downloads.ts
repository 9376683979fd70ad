import { z } from 'zod'
import { announcementMoveCodes, announcementStateCodes } from '../portal/announcements.ts'
import { downloadCategoryCodes, downloadItemCodes } from '../portal/downloads.ts'
import { announcementAttachment } from './announcements.ts'

const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()
const words = z.string().max(100).optional()
const id = z.uuid()
const item = z.enum(downloadItemCodes)
const version = z.int().min(1)
const fileVersion = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A file of an entry; the same shape as an announcement's attachment. */
export const downloadFile = announcementAttachment

/** 下載專區: what is offered today. None of the three given is 全部服務項目. */
export const downloadSearch = z.strictObject({
  category: z.enum(downloadCategoryCodes).optional(),
  item: item.optional(),
  words,
  /** 按更新日期排序: newest first. Otherwise in the order of the items. */
  newest: z.literal('yes').optional(),
  page: pageNumber,
})

export const downloadList = z.strictObject({
  entries: z.array(
    z.strictObject({
      id,
      item,
      /** 檔案說明 */
      description: z.string(),
      /** 更新日期, ISO 8601. */
      day: z.iso.date(),
      files: z.array(downloadFile),
    }),
  ),
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: z.int(),
})
export type DownloadList = z.output<typeof downloadList>

/** How many entries each item offers today; one without any is not there. */
export const downloadOverview = z.strictObject({ items: z.array(z.strictObject({ item, count: z.int() })) })

export const downloadDraft = z.strictObject({
  item,
  description: z.string().trim().max(200),
  fromDay: z.iso.date(),
  untilDay: z.iso.date().nullable(),
})
export type DownloadDraft = z.output<typeof downloadDraft>

/** An entry as 資訊組 sees it. */
export const downloadRecord = downloadDraft.extend({
  id,
  state: z.enum(announcementStateCodes),
  /** Grows with each change: who changes an older one is told so. */
  version,
  files: z.array(downloadFile),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
})
export type DownloadRecord = z.output<typeof downloadRecord>

export const staffDownloadSearch = z.strictObject({
  item: item.optional(),
  state: z.enum(announcementStateCodes).optional(),
  words,
  page: pageNumber,
})

export const staffDownloadPage = z.strictObject({
  records: z.array(downloadRecord),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
})

export const downloadId = z.strictObject({ id })
export const downloadChange = downloadDraft.extend({ id, version })
export const downloadMoveRequest = z.strictObject({ id, version, move: z.enum(announcementMoveCodes) })

/** Beside the file itself: texts, since they stand in the address. */
export const newDownloadFile = z.strictObject({ id, version: fileVersion, name: z.string().min(1).max(300) })
export const downloadFileId = z.strictObject({ id, version, file: id })
export const downloadFileRequest = z.strictObject({ id, file: id })

export const downloadVersions = z.strictObject({
  /** Newest first. */
  versions: z.array(
    z.strictObject({
      version,
      at: z.iso.datetime(),
      by: z.string(),
      /** `create`, `attach`, `detach` or a move. */
      what: z.string(),
      item,
      description: z.string(),
      fromDay: z.iso.date(),
      untilDay: z.iso.date().nullable(),
      /** Names. */
      files: z.array(z.string()),
    }),
  ),
})
