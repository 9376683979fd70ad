import { z } from 'zod'
import { readReportCode } from '../check/report-code.ts'
import { nothing } from './nothing.ts'
import { perHolder, perSession, route, type RouteTable } from './route.ts'
import {
  foundReport,
  institutionChange,
  institutionPage,
  institutionRecord,
  institutionSearch,
  newPost,
  newVendor,
  postId,
  postList,
  settingChange,
  settingList,
  vendorChange,
  vendorRecords,
} from './staff.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)

/** The back office. */
export const staffRoutes = {
  'GET /api/staff/posts': route({
    rule: { action: 'maintain-staff' },
    limit: reading,
    summary: 'Who holds which post in the back office',
    request: nothing,
    answer: postList,
  }),
  'POST /api/staff/posts': route({
    rule: { action: 'maintain-staff' },
    limit: changing,
    summary: 'Gives a post to a person, named by the whole ID number and the name',
    request: newPost,
    answer: postList,
  }),
  'DELETE /api/staff/posts': route({
    rule: { action: 'maintain-staff' },
    limit: changing,
    summary: 'Takes a post away: the next request of an open session is refused. The last administrator stays',
    request: postId,
    answer: postList,
  }),
  'GET /api/staff/settings': route({
    rule: { action: 'maintain-settings' },
    limit: reading,
    summary: 'The settings of the portal',
    request: nothing,
    answer: settingList,
  }),
  'PUT /api/staff/settings': route({
    rule: { action: 'maintain-settings' },
    limit: changing,
    summary: 'Sets one, or takes it back',
    request: settingChange,
    answer: settingList,
  }),
  'GET /api/staff/institutions': route({
    rule: { action: 'maintain-institutions' },
    limit: reading,
    also: [perHolder(1200, 60)],
    summary: 'Institutions by the beginning of the code or a part of the name, of the areas of who asks',
    request: institutionSearch,
    answer: institutionPage,
  }),
  'PUT /api/staff/institutions': route({
    rule: { action: 'maintain-institutions' },
    limit: changing,
    summary: 'Changes an institution: type, division, contracted or not, merged-filing target',
    request: institutionChange,
    answer: institutionRecord,
  }),
  'GET /api/staff/vendors': route({
    rule: { action: 'maintain-vendors' },
    limit: reading,
    summary: 'The HIS vendors',
    request: nothing,
    answer: vendorRecords,
  }),
  'POST /api/staff/vendors': route({
    rule: { action: 'maintain-vendors' },
    limit: changing,
    summary: 'Adds a HIS vendor',
    request: newVendor,
    answer: vendorRecords,
  }),
  'PUT /api/staff/vendors': route({
    rule: { action: 'maintain-vendors' },
    limit: changing,
    summary: 'Changes a HIS vendor, or since when its own line is approved',
    request: vendorChange,
    answer: vendorRecords,
  }),
  // Posted: the code stands in no address, and so in no proxy's log.
  'POST /api/staff/check-reports': route({
    rule: { action: 'read-check-reports' },
    limit: changing,
    also: [perHolder(240, 60)],
    summary: 'The report of the settings check that was sent under this code',
    request: z.strictObject({
      code: z.string().transform((text, context) => readReportCode(text) ?? (context.addIssue('no code'), z.NEVER)),
    }),
    answer: foundReport,
  }),
} as const satisfies RouteTable
