import { z } from 'zod'
import { contactCategoryCodes } from '../portal/contacts.ts'
import { departmentCodes } from '../portal/departments.ts'
import { endsAfterItBegins, pageNumber, recordState } from './record-versions.ts'

const category = z.enum(contactCategoryCodes)
const shortText = z.string().trim().min(1).max(50)
const chosen = z.string().max(50).optional()

const facts = {
  category,
  /** 服務項目, 機關, 單位 */
  item: shortText,
  organization: shortText,
  unit: shortText,
  name: shortText,
  phone: shortText,
}

/** 服務項目 of the public categories, in the order of the page. */
export const contactItems = z.strictObject({ items: z.array(z.strictObject({ category, item: z.string() })) })

const paging = {
  page: z.int(),
  /** At least 1. */
  pages: z.int(),
  total: z.int(),
}

export const contactPage = z.strictObject({
  contacts: z.array(z.strictObject({ id: z.uuid(), ...facts })),
  ...paging,
})
export type ContactPage = z.output<typeof contactPage>

export const publicContactSearch = z.strictObject({
  category: category.optional(),
  item: chosen,
  words: z.string().max(100).optional(),
  page: pageNumber,
})

export const contactSearch = z.strictObject({
  category,
  item: chosen,
  organization: chosen,
  unit: chosen,
  page: pageNumber,
})

/** What there is to choose from within a category; each once. */
export const contactCombinations = z.strictObject({
  combinations: z.array(z.strictObject({ item: z.string(), organization: z.string(), unit: z.string() })),
})
export type ContactCombination = z.output<typeof contactCombinations>['combinations'][number]

const draft = z.strictObject({
  ...facts,
  department: z.enum(departmentCodes),
  position: z.int().min(0).max(9999),
  fromDay: z.iso.date(),
  untilDay: z.iso.date().nullable(),
})
const endsRight = { path: ['untilDay'] }

export const newContact = draft.refine(endsAfterItBegins, endsRight)
export const contactChange = draft
  .extend(recordState.pick({ id: true, version: true }).shape)
  .refine(endsAfterItBegins, endsRight)

export const contactRecord = draft.extend(recordState.shape)
export type ContactRecord = z.output<typeof contactRecord>

export const contactRecordSearch = z.strictObject({
  category: category.optional(),
  words: z.string().max(100).optional(),
  page: pageNumber,
})

export const contactRecords = z.strictObject({ contacts: z.array(contactRecord), ...paging })
