import { z } from 'zod'
import { archiveRefusals } from '../claims/archive-refusals.ts'
import { claimsKindCodes } from '../claims/care-types.ts'
import { claimsOutputCodes, claimsStateCodes, largestClaimsArchive } from '../claims/submission.ts'

const id = z.uuid()
const count = z.int().min(0)
const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()
const refusals = Object.keys(archiveRefusals) as (keyof typeof archiveRefusals)[]

/** What the page says of a file before it sends it. */
export const newClaimsFile = z.strictObject({
  name: z.string().min(1).max(100),
  size: z.int().min(1).max(largestClaimsArchive),
  /** Of the archive, in hex: whether what arrives is what was sent, and whether a broken upload goes on. */
  sha256: z.string().regex(/^[\da-f]{64}$/),
  /** 醫令程序審查預檢 */
  withOrders: z.boolean(),
})

/** The next part begins at `received`. */
export const claimsUpload = z.strictObject({ id, received: count })
export type ClaimsUpload = z.output<typeof claimsUpload>

/** Beside the part itself, which is the body. */
export const claimsPart = z.strictObject({ id, at: z.string().regex(/^(?:0|[1-9]\d{0,8})$/) })

export const claimsFileId = z.strictObject({ id })

/** A file that was sent, in A.02.02 and A.02.03. */
export const claimsFile = z.strictObject({
  id,
  name: z.string(),
  withOrders: z.boolean(),
  size: count,
  received: count,
  state: z.enum(claimsStateCodes),
  begunAt: z.iso.datetime(),
  receivedAt: z.iso.datetime().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  /** How many are checked before it; null where it does not wait. */
  ahead: count.nullable(),
  /** Why it could not be checked. */
  refusal: z.enum(refusals).nullable(),
  errors: count.nullable(),
  warnings: count.nullable(),
  /** Until when its results can be fetched. */
  expiresAt: z.iso.datetime(),
})
export type ClaimsFile = z.output<typeof claimsFile>

export const claimsFileSearch = z.strictObject({ page: pageNumber })

/** Newest first. */
export const claimsFilePage = z.strictObject({
  files: z.array(claimsFile),
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: count,
  /** 每日維護時段, `05:00-08:00`; null where there is none. */
  maintenance: z.string().nullable(),
  /** When checking goes on; null outside of that time. */
  resumesAt: z.iso.datetime().nullable(),
})

/** What a check found. */
export const claimsResult = z.strictObject({
  kind: z.enum(claimsKindCodes),
  isCorrect: z.boolean(),
  /** The document was read to its end. */
  isWhole: z.boolean(),
  errors: count,
  warnings: count,
  cases: count,
  orders: count,
  bytes: count,
  rules: z.array(z.strictObject({ rule: z.string(), severity: z.enum(['error', 'warning']), count, given: count })),
})

export const claimsFileResult = z.strictObject({ file: claimsFile, result: claimsResult })

export const claimsFindingSearch = z.strictObject({ id, rule: z.string().min(1).max(40), page: pageNumber })

export const claimsFinding = z.strictObject({
  rule: z.string(),
  case: count,
  order: count,
  path: z.string(),
  field: z.string(),
  value: z.string(),
  expected: z.string(),
  at: count,
})

/** Findings of one rule, in the order of the document. */
export const claimsFindingPage = z.strictObject({
  findings: z.array(claimsFinding),
  page: z.int(),
  pages: z.int(),
})

export const claimsOutputFile = z.strictObject({ id, output: z.enum(claimsOutputCodes) })

/** Codes to look up, on a day. */
export const icd10Question = z.strictObject({
  codes: z.array(z.string().trim().min(1).max(20)).min(1).max(500),
  day: z.iso.date(),
})

export const icd10Answer = z.strictObject({
  /** How many codes the list has; 0 where none was read in. */
  size: count,
  /** In the order of the question. */
  codes: z.array(
    z.strictObject({
      code: z.string(),
      /** Null for a code that is not in force on the day, or never was. */
      name: z.strictObject({ zhTW: z.string(), en: z.string() }).nullable(),
      /** It was, or will be, in force on other days. */
      onOtherDays: z.boolean(),
    }),
  ),
})
export type Icd10Answer = z.output<typeof icd10Answer>
