import { z } from 'zod'
import { linkSection, linkSectionCodes } from '../portal/links.ts'
import { endsAfterItBegins, recordState } from './record-versions.ts'

const facts = {
  section: z.enum(linkSectionCodes),
  name: z.string().trim().min(1).max(100),
  /** Of a link; empty where the section tells whom to ask. */
  address: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  /** Whom to ask; empty for a link. */
  contact: z.string().trim().max(50),
  phone: z.string().trim().max(50),
}

/** In the order of the page. */
export const linkList = z.strictObject({ links: z.array(z.strictObject({ id: z.uuid(), ...facts })) })
export type LinkView = z.output<typeof linkList>['links'][number]

const draft = z.strictObject({
  ...facts,
  position: z.int().min(0).max(9999),
  fromDay: z.iso.date(),
  untilDay: z.iso.date().nullable(),
})

const hasItsFacts = <S extends z.ZodType<z.output<typeof draft>>>(schema: S) =>
  schema
    .refine(endsAfterItBegins, { path: ['untilDay'] })
    .refine(({ section, address }) => (linkSection(section).tells === 'address') === (address !== ''), {
      path: ['address'],
    })
    .refine(({ section, contact }) => (linkSection(section).tells === 'contact') === (contact !== ''), {
      path: ['contact'],
    })
    .refine(({ section, phone }) => (linkSection(section).tells === 'contact') === (phone !== ''), { path: ['phone'] })

export const newLink = hasItsFacts(draft)
export const linkChange = hasItsFacts(draft.extend(recordState.pick({ id: true, version: true }).shape))

export const linkRecords = z.strictObject({ links: z.array(draft.extend(recordState.shape)) })
export type LinkRecord = z.output<typeof linkRecords>['links'][number]
