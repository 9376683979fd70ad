import { z } from 'zod'
import { archiveKeyCodes, shortcutGroupCodes, shortcutStateCodes } from '../portal/shortcuts.ts'
import { institutionCode } from './session.ts'

const id = z.uuid()
const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()

/** `resend,requested`: the tick boxes, at least one. */
export const shortcutSearch = z.strictObject({
  groups: z
    .string()
    .regex(new RegExp(`^(?:${shortcutGroupCodes.join('|')})(?:,(?:${shortcutGroupCodes.join('|')})){0,2}$`)),
  page: pageNumber,
})

/** A row of 下載捷徑專區. */
export const shortcutRow = z.strictObject({
  id,
  /** 檔案名稱 */
  name: z.string(),
  /** 資料說明檔案 */
  description: z.string(),
  /** 提供下載日期 */
  providedAt: z.iso.datetime(),
  state: z.enum(shortcutStateCodes),
  /** The last day on which it can be downloaded again; null where it was not downloaded. */
  repeatUntil: z.iso.date().nullable(),
})
export type ShortcutRow = z.output<typeof shortcutRow>

/** Newest first. */
export const shortcutPage = z.strictObject({
  rows: z.array(shortcutRow),
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: z.int(),
  /** What 加密下載 is locked with, for who asks. */
  archiveKey: z.enum(archiveKeyCodes),
  /** 下載說明, rich text; empty when there is none. */
  note: z.string(),
})
export type ShortcutPage = z.output<typeof shortcutPage>

export const shortcutFile = z.strictObject({ id, encrypted: z.boolean() })
export const shortcutId = z.strictObject({ id })

/** As the agency's colleague sees it. */
export const dataRequest = shortcutRow.extend({
  institution: z.strictObject({ code: institutionCode, name: z.string() }),
  askedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  downloads: z.int(),
})
export type DataRequest = z.output<typeof dataRequest>

export const dataRequestSearch = z.strictObject({
  /** Only what is 申請中. */
  requested: z.literal('yes').optional(),
  institution: institutionCode.optional(),
  page: pageNumber,
})

export const dataRequestPage = z.strictObject({
  requests: z.array(dataRequest),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
})

export const dataDecision = z.strictObject({ id, move: z.enum(['grant', 'decline']) })

/** Beside the file itself, which is the body. */
export const newDataFile = z.strictObject({
  institution: institutionCode,
  name: z.string().min(1).max(300),
  description: z.string().trim().min(1).max(200),
})

export const dataDownloads = z.strictObject({
  /** Newest first. */
  downloads: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      /** Null for who signed in as the institution. */
      person: z.string().nullable(),
      encrypted: z.boolean(),
    }),
  ),
})

export const shortcutNote = z.strictObject({
  /** Rich text. */
  content: z.string().max(20_000),
  /** 0 while none was written. */
  version: z.int().min(0),
})
