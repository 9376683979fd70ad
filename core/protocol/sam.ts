import { z } from 'zod'
import { moduleCodePattern } from '../cards/module-code.ts'
import { emailPattern, mobilePattern, neededPhonePattern } from '../portal/contact.ts'
import { applicationObstacleCodes, samStateCodes } from '../portal/sam-applications.ts'
import { isPageKey, pageKeyPattern, sealedSecretPattern } from '../sam/sealed-secret.ts'
import { institutionCode } from './session.ts'

export const moduleCode = z.string().regex(moduleCodePattern)

/** Whom the agency asks about an application: 聯絡人, 聯絡電話, 行動電話 (may be left out), 電子郵件. */
export const moduleContact = z.strictObject({
  name: z.string().trim().min(1).max(50),
  phone: z.string().trim().regex(neededPhonePattern),
  mobile: z.string().trim().regex(mobilePattern),
  email: z.string().trim().max(100).regex(emailPattern),
})
export type ModuleContact = z.output<typeof moduleContact>

/** The public key of the page that is to open the secret, which it keeps the private one of. */
export const modulePageKey = z.string().regex(pageKeyPattern).refine(isPageKey)

export const applicationId = z.strictObject({ applicationId: z.uuid() })

/** 雲端安全模組申請單 */
export const moduleApplication = z.strictObject({
  id: z.uuid(),
  /** 申請單號 */
  number: z.string(),
  institution: z.strictObject({ code: institutionCode, name: z.string() }),
  state: z.enum(samStateCodes),
  contact: z.strictObject({ name: z.string(), phone: z.string(), mobile: z.string(), email: z.string() }),
  filedAt: z.iso.datetime(),
  /** 審核日期: when it was passed or not. */
  reviewedAt: z.iso.datetime().nullable(),
  /** Why it was not passed. */
  reason: z.string().nullable(),
  module: z
    .strictObject({
      /** 安全模組代號 */
      code: moduleCode,
      ends: z.iso.datetime(),
      /** Whether its secret waits for the page that can open it. */
      secretWaits: z.boolean(),
    })
    .nullable(),
})
export type ModuleApplication = z.output<typeof moduleApplication>

/** The representative's: with the key to whose page the secret is sealed. */
export const ownModuleApplication = moduleApplication.extend({ pageKey: modulePageKey })
export type OwnModuleApplication = z.output<typeof ownModuleApplication>

export const ownModuleApplications = z.strictObject({
  institution: z.strictObject({ code: institutionCode, name: z.string() }),
  /** Newest first. */
  applications: z.array(ownModuleApplication),
  /** Why none can be filed now; null when one can. */
  obstacle: z.enum(applicationObstacleCodes).nullable(),
})

export const newModuleApplication = z.strictObject({ contact: moduleContact, pageKey: modulePageKey })

/** A ZIP archive of one file, base64. */
export const moduleArchive = z.strictObject({ fileName: z.string(), zip: z.base64() })

export const sealedModuleSecret = z.strictObject({ moduleCode, sealed: z.string().regex(sealedSecretPattern) })

/** For whoever keeps modules: those that open nothing any more, though their dates are not over. */
export const revokedModules = z.strictObject({ madeAt: z.iso.datetime(), modules: z.array(moduleCode) })

export const testModules = z.strictObject({
  modules: z.array(z.strictObject({ institution: institutionCode, module: moduleCode, ends: z.iso.datetime() })),
  /** The opening code of them all; published. */
  secret: z.string(),
})

export const moduleSearch = z.strictObject({
  state: z.enum(samStateCodes).optional(),
  /** The beginning of an institution's code, or the number of an application. */
  text: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9V]{1,12}$/)
    .optional(),
  /** The last id of the page before. */
  after: z.uuid().optional(),
})

/** Newest first. */
export const moduleApplicationPage = z.strictObject({ applications: z.array(moduleApplication), more: z.boolean() })

/** Why an application is not passed: the representative reads it. */
export const failureReason = z.string().trim().min(1).max(200)
