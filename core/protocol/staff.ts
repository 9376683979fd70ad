import { z } from 'zod'
import { emailPattern } from '../portal/contact.ts'
import { checkReport } from '../check/check-report.ts'
import { divisionCodes } from '../portal/divisions.ts'
import { institutionTypeCodes } from '../portal/institution-types.ts'
import { platformCodes } from '../portal/platforms.ts'
import { portalSettingKeys } from '../portal/portal-settings.ts'
import { isAreaOf } from '../portal/staff-areas.ts'
import { staffRoleCodes } from '../portal/staff-roles.ts'
import { newMember, vendor } from './organizations.ts'
import { institutionCode } from './session.ts'

const place = z.strictObject({ role: z.enum(staffRoleCodes), area: z.string() })
const inItsArea = { error: 'the role holds in another kind of area', path: ['area'] }

/** A post in the back office, and who holds it. */
export const staffPost = place.extend({
  personId: z.uuid(),
  name: z.string(),
  /** `A1****0017`; empty where the directory knows no number. */
  maskedIdNumber: z.string(),
  givenAt: z.iso.datetime(),
  /** Whether a personal card is enrolled: without one nobody can sign in to the post. */
  hasCard: z.boolean(),
})
export type StaffPostView = z.output<typeof staffPost>

/** Named by the whole number and the name; the area is one of the role's own. */
export const newPost = newMember
  .omit({ contact: true })
  .extend(place.shape)
  .refine(({ role, area }) => isAreaOf(role, area), inItsArea)

export const postId = place.extend({ personId: z.uuid() })

export const postList = z.strictObject({ posts: z.array(staffPost) })

/** 系統參數: an ISO 8601 day, or null while it is not set. */
export const settingChange = z.strictObject({ key: z.enum(portalSettingKeys), value: z.iso.date().nullable() })

export const settingList = z.strictObject({ settings: z.record(z.enum(portalSettingKeys), z.iso.date().nullable()) })

/** An institution as the agency keeps it. */
export const institutionRecord = z.strictObject({
  code: institutionCode,
  name: z.string(),
  type: z.enum(institutionTypeCodes),
  division: z.enum(divisionCodes),
  /** 特約醫事機構 */
  contracted: z.boolean(),
  /** 合併申報: through which it files its claims. */
  filesThrough: z.strictObject({ code: institutionCode, name: z.string() }).nullable(),
  /** Where notices go; empty where none is kept. */
  email: z.string(),
})
export type InstitutionRecord = z.output<typeof institutionRecord>

export const institutionSearch = z.strictObject({
  /** The beginning of a code, or a part of a name. */
  text: z.string().trim().min(1).max(50),
  /** The last code of the page before. */
  after: institutionCode.optional(),
  /** For a file: larger pages. */
  many: z.literal('yes').optional(),
})

/** In the order of the codes. */
export const institutionPage = z.strictObject({ institutions: z.array(institutionRecord), more: z.boolean() })

/** What is not named stays as it is. */
export const institutionChange = z
  .strictObject({
    code: institutionCode,
    type: z.enum(institutionTypeCodes).optional(),
    division: z.enum(divisionCodes).optional(),
    contracted: z.boolean().optional(),
    filesThrough: institutionCode.nullable().optional(),
    /** Empty for none. */
    email: z.union([z.literal(''), z.string().max(100).regex(emailPattern)]).optional(),
  })
  .refine(({ code, filesThrough }) => filesThrough !== code, { path: ['filesThrough'] })

export const vendorRecords = z.strictObject({ vendors: z.array(vendor) })

const vendorName = z.string().trim().min(1).max(100)
export const newVendor = vendor.omit({ id: true }).extend({ name: vendorName })
export const vendorChange = vendor.extend({ name: vendorName })

export const foundReport = z.strictObject({
  code: z.string(),
  platform: z.enum(platformCodes),
  sentAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Null for one of another version of the check, which `npm run check-report -- <code> --json` shows. */
  report: checkReport.nullable(),
})
export type FoundReport = z.output<typeof foundReport>
