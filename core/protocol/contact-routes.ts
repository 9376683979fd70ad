import {
  contactChange,
  contactCombinations,
  contactItems,
  contactPage,
  contactRecord,
  contactRecords,
  contactRecordSearch,
  contactSearch,
  newContact,
  publicContactSearch,
} from './contacts.ts'
import { nothing } from './nothing.ts'
import { recordId, recordVersions } from './record-versions.ts'
import { perAddress, perHolder, perSession, route, type RouteTable } from './route.ts'
import { z } from 'zod'

const reading = perSession(600, 60)
const changing = perSession(120, 60)
const maintaining = { action: 'maintain-contacts' } as const

/** 聯絡窗口, 聯絡窗口查詢 and 聯絡窗口維護作業. */
export const contactRoutes = {
  'GET /api/contacts/items': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'The service items of the public categories',
    request: nothing,
    answer: contactItems,
  }),
  'GET /api/contacts': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'Contacts of the public categories that are in force, a page at a time',
    request: publicContactSearch,
    answer: contactPage,
  }),
  'GET /api/contacts/choices': route({
    rule: 'session',
    limit: reading,
    summary: 'What there is to choose from within a category',
    request: z.strictObject({ category: contactSearch.shape.category }),
    answer: contactCombinations,
  }),
  'GET /api/contacts/search': route({
    rule: 'session',
    limit: reading,
    also: [perHolder(1200, 60)],
    summary: 'Contacts of a category that are in force, a page at a time',
    request: contactSearch,
    answer: contactPage,
  }),
  'GET /api/staff/contacts': route({
    rule: maintaining,
    limit: reading,
    summary: 'Contacts that the person maintains, also those that are not in force',
    request: contactRecordSearch,
    answer: contactRecords,
  }),
  'POST /api/staff/contacts': route({
    rule: maintaining,
    limit: changing,
    summary: 'Adds one, for an office of the person',
    request: newContact,
    answer: contactRecord,
  }),
  'PUT /api/staff/contacts': route({
    rule: maintaining,
    limit: changing,
    summary: 'Changes one. Refused when somebody else changed it meanwhile',
    request: contactChange,
    answer: contactRecord,
  }),
  'GET /api/staff/contacts/history': route({
    rule: maintaining,
    limit: reading,
    summary: 'Who changed what of one, and when, newest first',
    request: recordId,
    answer: recordVersions,
  }),
} as const satisfies RouteTable
