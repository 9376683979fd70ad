import { z } from 'zod'
import { cardTypeCodes } from '../cards/card-types.ts'
import { platformCodes } from '../portal/platforms.ts'
import { idNumber } from './organizations.ts'
import { institutionCode } from './session.ts'

/** All that are given must fit. */
export const auditFilter = z.strictObject({
  from: z.iso.datetime().optional(),
  /** Not included. */
  until: z.iso.datetime().optional(),
  event: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  /** Of a refusal. */
  code: z
    .string()
    .regex(/^ERR_[A-Z_]{1,60}$/)
    .optional(),
  institution: institutionCode.optional(),
  /** The whole number of a person who did it, or to whom it was done. */
  idNumber: idNumber.optional(),
  session: z.uuid().optional(),
  request: z.uuid().optional(),
})
export type AuditFilter = z.output<typeof auditFilter>

export const auditSearch = auditFilter.extend({
  /** The last id of the page before. */
  after: z.uuid().optional(),
})

export const auditRow = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  event: z.string(),
  /** Which step refused; null when it was done. */
  step: z.string().nullable(),
  code: z.string().nullable(),
  platform: z.enum(platformCodes).nullable(),
  cardType: z.enum(cardTypeCodes).nullable(),
  /** Who did it, as the directory knows the person now. */
  person: z.strictObject({ id: z.uuid(), name: z.string(), maskedIdNumber: z.string() }).nullable(),
  institution: z.string().nullable(),
  session: z.string().nullable(),
  request: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  /** The block it is sealed in; null for a few seconds. */
  block: z.int().nullable(),
})
export type AuditRow = z.output<typeof auditRow>

/** Newest first. */
export const auditPage = z.strictObject({ rows: z.array(auditRow), more: z.boolean() })

export const auditExport = z.strictObject({
  /** RFC 4180, with a byte order mark. */
  csv: z.string(),
  rows: z.int(),
  /** Whether there are more rows than an export may have. */
  more: z.boolean(),
})

export const auditCountSearch = z.strictObject({
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  page: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional(),
})

export const auditCount = z.strictObject({
  minute: z.iso.datetime(),
  network: z.string(),
  platform: z.enum(platformCodes),
  event: z.string(),
  step: z.string(),
  code: z.string(),
  count: z.int(),
})

/** Newest first. */
export const auditCountPage = z.strictObject({ counts: z.array(auditCount), more: z.boolean() })
