import { z } from 'zod'
import { countyCodes } from '../portal/counties.ts'
import { institutionTypeCodes } from '../portal/institution-types.ts'
import { hourPattern } from '../support-reports/hours.ts'
import { longestWhy } from '../support-reports/reason-templates.ts'
import {
  consentSideCodes,
  longestReason,
  pharmacistCaseCodes,
  professionCodes,
  supportFaultCodes,
  supportFieldCodes,
  supportKindCodes,
} from '../support-reports/report.ts'
import { supportRuleCodes } from '../support-reports/rules.ts'
import { importFaultCodes } from '../support-reports/schedule-import.ts'
import { applicantMoves, reviewerMoves, supportMoveCodes, supportStateCodes } from '../support-reports/states.ts'
import { announcementAttachment } from './announcements.ts'
import { institutionCode } from './session.ts'

const id = z.uuid()
const version = z.int().min(1)
const versionText = z.string().regex(/^[1-9]\d{0,8}$/)
const day = z.iso.date()
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()
const why = z.string().trim().min(1).max(longestWhy)

export const weeklyHours = z.strictObject({
  /** ISO 8601: Monday is 1. */
  weekday: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
  from: z.string().regex(hourPattern),
  until: z.string().regex(hourPattern),
})

/** What an applicant writes, as far as it is written (core/support-reports/report.ts). */
export const supportContent = z.strictObject({
  registration: id.nullable(),
  institution: institutionCode.nullable(),
  kind: z.enum(supportKindCodes).nullable(),
  pharmacistCase: z.enum(pharmacistCaseCodes).nullable(),
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  // Somewhat more than may be sent: a draft is kept as it is written, and says what is too much.
  weekly: z.array(weeklyHours).max(60),
  reason: z.string().max(2 * longestReason),
})

export const placedInstitution = z.strictObject({
  code: institutionCode,
  name: z.string(),
  type: z.enum(institutionTypeCodes),
  county: z.enum(countyCodes),
})
export type PlacedInstitution = z.output<typeof placedInstitution>

/** 執業登記 of who is signed in, or of the practitioner of a report. */
export const registrationView = z.strictObject({
  id,
  profession: z.enum(professionCodes),
  licenseNumber: z.string(),
  institution: placedInstitution,
  isMain: z.boolean(),
  firstDay: day,
  lastDay: day.nullable(),
  suspended: z.strictObject({ firstDay: day, lastDay: day.nullable() }).nullable(),
  weekly: z.array(weeklyHours),
})
export type RegistrationView = z.output<typeof registrationView>

export const ownRegistrations = z.strictObject({
  practitioner: z.strictObject({ name: z.string(), maskedIdNumber: z.string() }),
  registrations: z.array(registrationView),
})

export const institutionSearch = z.strictObject({ text: z.string().trim().min(2).max(50) })
export const foundInstitutions = z.strictObject({ institutions: z.array(placedInstitution), more: z.boolean() })

export const supportSearch = z.strictObject({
  state: z.enum(supportStateCodes).optional(),
  /** A number, or a part of an institution's name. */
  text: z.string().trim().min(1).max(50).optional(),
  page: pageNumber,
})

/** One in a list. */
export const supportItem = z.strictObject({
  id,
  number: z.string().nullable(),
  state: z.enum(supportStateCodes),
  practitioner: z.string(),
  profession: z.enum(professionCodes).nullable(),
  kind: z.enum(supportKindCodes).nullable(),
  own: z.strictObject({ name: z.string(), county: z.enum(countyCodes) }).nullable(),
  supported: z.strictObject({ name: z.string(), county: z.enum(countyCodes) }).nullable(),
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  /** Whether a rule warned when it was sent. */
  warned: z.boolean(),
  sentAt: z.iso.datetime().nullable(),
  changedAt: z.iso.datetime(),
})
export type SupportItem = z.output<typeof supportItem>

export const supportPage = z.strictObject({
  reports: z.array(supportItem),
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: z.int(),
})

export const supportId = z.strictObject({ id })
export const supportAt = z.strictObject({ id, version })

const consentView = z.strictObject({
  side: z.enum(consentSideCodes),
  institution: z.strictObject({ code: institutionCode, name: z.string() }),
  /** Null while it waits. */
  answer: z.enum(['agreed', 'declined']).nullable(),
  answeredAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
})

const overlap = z.strictObject({
  /** The number of the other report; null for the own practice. */
  number: z.string().nullable(),
  hours: z.array(weeklyHours),
})

/** A report as its applicant and its reviewer see it. */
export const supportReport = z.strictObject({
  id,
  number: z.string().nullable(),
  state: z.enum(supportStateCodes),
  /** Grows with each change: who changes an older one is told so. */
  version,
  practitioner: z.strictObject({ name: z.string(), maskedIdNumber: z.string() }),
  content: supportContent,
  /** What was approved last, while it is in force. */
  inForce: supportContent.nullable(),
  /** What a reviewer compares the content with: what is in force, or what was sent before it was returned. */
  before: supportContent.nullable(),
  registrations: z.array(registrationView),
  /** Every institution that the contents name. */
  institutions: z.array(placedInstitution),
  /** What keeps it from being sent, by field. */
  faults: z.partialRecord(z.enum(supportFieldCodes), z.enum(supportFaultCodes)),
  /** The rules that apply; none while it is incomplete. */
  rules: z.array(z.enum(supportRuleCodes)),
  overlaps: z.array(overlap),
  /** Rules that warned when it was sent last. */
  warnings: z.array(z.enum(supportRuleCodes)),
  /** Characters that the printed form does not have. */
  unprintable: z.string(),
  files: z.array(announcementAttachment),
  consents: z.array(consentView),
  /** The counties that have a copy. */
  copies: z.array(z.enum(countyCodes)),
  reason: z.string().nullable(),
  /** 已完成申辦流程的 N% */
  progress: z.int().min(0).max(100),
  sentAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Newest first. */
  history: z.array(
    z.strictObject({
      version,
      at: z.iso.datetime(),
      move: z.enum(supportMoveCodes),
      /** Null for the system, and towards the applicant for the bureau's colleague. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
export type SupportReportView = z.output<typeof supportReport>

/** A new draft: empty, or with what another of the own reports says but for its days. */
export const newSupportReport = z.strictObject({ like: id.nullable() })
export const supportDraft = z.strictObject({ id, version, content: supportContent })

export const applicantMove = z.strictObject({
  id,
  version,
  move: z.enum(applicantMoves),
  /** Of a cancellation. */
  reason: why.nullable(),
  /** What it warns of is known to the applicant. */
  knowsWarnings: z.boolean(),
})

export const reviewerMove = z.strictObject({ id, version, move: z.enum(reviewerMoves), reason: why.nullable() })

/** Beside the file itself, which is the body. */
export const newSupportFile = z.strictObject({ id, version: versionText, name: z.string().min(1).max(300) })
export const supportFile = z.strictObject({ id, attachment: id })
export const supportFileAt = z.strictObject({ id, version, attachment: id })

/** What an institution is asked to agree to. */
export const askedConsent = z.strictObject({
  id,
  version,
  number: z.string().nullable(),
  state: z.enum(supportStateCodes),
  side: z.enum(consentSideCodes),
  practitioner: z.string(),
  profession: z.enum(professionCodes).nullable(),
  own: placedInstitution.nullable(),
  supported: placedInstitution.nullable(),
  content: supportContent,
  answer: z.enum(['agreed', 'declined']).nullable(),
  answeredAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
})
export type AskedConsent = z.output<typeof askedConsent>

export const consentSearch = z.strictObject({ page: pageNumber })
export const consentPage = z.strictObject({
  asked: z.array(askedConsent),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
})
export const consentAnswer = z.strictObject({
  id,
  version,
  side: z.enum(consentSideCodes),
  answer: z.enum(['agreed', 'declined']),
  /** Of a refusal. */
  reason: why.nullable(),
})

export const reviewSearch = z.strictObject({
  /** `waiting`: what has yet to be decided; `copies`: what other counties approved and the own one has a copy of. */
  list: z.enum(['waiting', 'all', 'copies']),
  state: z.enum(supportStateCodes).optional(),
  text: z.string().trim().min(1).max(50).optional(),
  profession: z.enum(professionCodes).optional(),
  fromDay: day.optional(),
  untilDay: day.optional(),
  page: pageNumber,
})

export const supportStatisticsSearch = z.strictObject({ fromMonth: month, untilMonth: month })

/** Approved reports by the month in which they begin. */
export const supportStatistics = z.strictObject({
  counts: z.array(
    z.strictObject({
      month,
      profession: z.enum(professionCodes),
      /** The supported one's name. */
      institution: z.string(),
      count: z.int(),
    }),
  ),
})
export type SupportStatistics = z.output<typeof supportStatistics>

/** 22 characters, base64url: 128 bits. */
export const verification = z.strictObject({ code: z.string().regex(/^[\w-]{22}$/) })
export const verified = z.strictObject({ state: z.enum(supportStateCodes), at: z.iso.datetime() })

/** A schedule from a file, row by row. */
export const scheduleFile = z.strictObject({ name: z.string().min(1).max(300) })
export const scheduleCheck = z.strictObject({
  id,
  name: z.string(),
  rows: z.int(),
  faults: z.array(z.strictObject({ line: z.int(), faults: z.array(z.enum(importFaultCodes)) })),
  /** One draft for each institution, kind and period. */
  drafts: z.array(
    z.strictObject({
      lines: z.array(z.int()),
      institution: z.strictObject({ code: institutionCode, name: z.string() }),
      firstDay: day,
      lastDay: day,
      hours: z.int(),
    }),
  ),
  /** Of what it would do: given back with the confirmation. */
  digest: z.string(),
})
export type ScheduleCheck = z.output<typeof scheduleCheck>
export const scheduleConfirmation = z.strictObject({ id, digest: z.string().max(100) })
export const scheduleTaken = z.strictObject({ drafts: z.int() })
