import { linkChange, linkList, linkRecords, newLink } from './links.ts'
import { nothing } from './nothing.ts'
import { recordId, recordVersions } from './record-versions.ts'
import { perAddress, perSession, route, type RouteTable } from './route.ts'

const maintaining = { action: 'maintain-links' } as const

/** 友善連結 and 首頁連結作業. */
export const linkRoutes = {
  'GET /api/links': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'Links to other sites, and whom to ask about other systems: those that are in force',
    request: nothing,
    answer: linkList,
  }),
  'GET /api/staff/links': route({
    rule: maintaining,
    limit: perSession(600, 60),
    summary: 'All of them, also those that are not in force',
    request: nothing,
    answer: linkRecords,
  }),
  'POST /api/staff/links': route({
    rule: maintaining,
    limit: perSession(120, 60),
    summary: 'Adds one',
    request: newLink,
    answer: linkRecords,
  }),
  'PUT /api/staff/links': route({
    rule: maintaining,
    limit: perSession(120, 60),
    summary: 'Changes one. Refused when somebody else changed it meanwhile',
    request: linkChange,
    answer: linkRecords,
  }),
  'GET /api/staff/links/history': route({
    rule: maintaining,
    limit: perSession(600, 60),
    summary: 'Who changed what of one, and when, newest first',
    request: recordId,
    answer: recordVersions,
  }),
} as const satisfies RouteTable
