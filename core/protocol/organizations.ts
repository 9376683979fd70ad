import { z } from 'zod'
import { isBusinessNumber } from '../portal/business-number.ts'
import { emailPattern, phonePattern } from '../portal/contact.ts'
import { isIdNumber } from '../portal/id-number.ts'
import { institutionTypeCodes } from '../portal/institution-types.ts'
import { organizationEvents } from '../portal/organization-events.ts'
import { roleCodes } from '../portal/roles.ts'
import { serviceCodes } from '../portal/services.ts'
import { permissionStates } from '../portal/vendor-permissions.ts'

/** Small letters and spaces around it are forgiven. */
export const idNumber = z.string().trim().toUpperCase().refine(isIdNumber)

const personName = z.string().trim().min(1).max(50)
const phone = z.string().trim().regex(phonePattern)
const email = z.union([z.literal(''), z.email({ pattern: emailPattern }).max(100)])
const date = z.iso.date()
export const service = z.enum(serviceCodes)
/** 統一編號 */
export const businessNumber = z.string().refine(isBusinessNumber)

/** How a person of the institution is reached; empty where it was not told. */
export const contact = z.strictObject({ phone, email })

/** Named by the whole number: a person is never found by a name or a part of it. */
export const newMember = z.strictObject({ idNumber, name: personName, contact })

/** A manager or a user of the institution. */
export const member = z.strictObject({
  personId: z.uuid(),
  name: z.string(),
  /** `A1****0017`: enough to tell two people of one name apart. Empty where the directory knows no number. */
  maskedIdNumber: z.string(),
  contact,
  /** All that are held at this institution. */
  roles: z.array(z.enum(roleCodes)),
  /** Whether a personal card is enrolled: without one the person can be appointed, and cannot sign in by it yet. */
  hasCard: z.boolean(),
  assignedAt: z.iso.datetime(),
})
export type Member = z.output<typeof member>

export const memberId = z.strictObject({ personId: z.uuid() })

export const offeredService = z.strictObject({
  service,
  /** Null when it was not applied for. */
  appliedAt: z.iso.datetime().nullable(),
  /** How many users it is granted to: they lose it when it is withdrawn. */
  users: z.int(),
})

/** 申請讀取Internet資料. Fulfilled on the next day. */
export const internetDataRequest = z.strictObject({
  requestedAt: z.iso.datetime(),
  fulfilledAt: z.iso.datetime().nullable(),
})

export const serviceList = z.strictObject({
  institutionType: z.enum(institutionTypeCodes),
  offered: z.array(offeredService),
  /** The latest; null when there was none, or on the Internet platform. */
  internetData: internetDataRequest.nullable(),
})

export const grantList = z.strictObject({
  /** Applied for: what can be granted. */
  services: z.array(service),
  users: z.array(
    z.strictObject({ personId: z.uuid(), name: z.string(), maskedIdNumber: z.string(), services: z.array(service) }),
  ),
})

/** By what is added and what is taken away: two managers at work do not undo each other's. */
export const grantChange = z
  .strictObject({
    personId: z.uuid(),
    grant: z.array(service),
    withdraw: z.array(service),
  })
  .refine(({ grant, withdraw }) => !grant.some((it) => withdraw.includes(it)), { path: ['withdraw'] })

/** 醫事機構固接網路. */
export const fixedLine = z.strictObject({
  /** 電路編號 */
  circuit: z.string().trim().min(1).max(40),
  provider: z.string().trim().min(1).max(40),
})

/** 健保VPN HIS廠商. */
export const vendor = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  businessNumber,
  /** Of the vendor's own line; only with it can the vendor be allowed in. */
  lineApprovedAt: date.nullable(),
})

export const vendorPermission = z.strictObject({
  id: z.uuid(),
  vendor,
  from: date,
  /** The last day. */
  until: date,
  state: z.enum(permissionStates),
})

export const vendorList = z.strictObject({
  line: fixedLine.nullable(),
  /** Those that can be chosen, and whether each may connect to the institution today. */
  vendors: z.array(vendor.extend({ mayConnect: z.boolean() })),
  /** Newest first. */
  permissions: z.array(vendorPermission),
  /** From this day a vendor without a permission in force is refused; null while none is set. */
  cutOver: date.nullable(),
})

export const newPermission = z
  .strictObject({ vendorId: z.uuid(), from: date, until: date })
  .refine(({ from, until }) => from <= until, { path: ['until'] })

/** What was done at the institution, for its representative and managers. */
export const historyEntry = z.strictObject({
  at: z.iso.datetime(),
  event: z.enum(organizationEvents),
  /** Null for the institution's own card, and for the agency. */
  actor: z.string().nullable(),
  /** Whom it was done to. */
  person: z.string().nullable(),
  service: service.nullable(),
  /** Which HIS vendor was let in, or no more. */
  vendor: z.string().nullable(),
})

export const historyPage = z.strictObject({
  entries: z.array(historyEntry),
  page: z.int(),
  pages: z.int(),
})
