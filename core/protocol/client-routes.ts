import { clientChange, clientFacts, clientRecords } from './clients.ts'
import { nothing } from './nothing.ts'
import { recordId, recordVersions } from './record-versions.ts'
import { perSession, route, type RouteTable } from './route.ts'

const maintaining = { action: 'maintain-clients' } as const
/** What a system may learn about people: signed for each time. */
const changing = { rule: { action: 'change-client' }, subject: 'clientId', limit: perSession(60, 60) } as const

/** 單一登入系統作業: the systems that people are signed in to from here. */
export const clientRoutes = {
  'GET /api/staff/clients': route({
    rule: maintaining,
    limit: perSession(600, 60),
    summary: 'All systems, also those that were withdrawn',
    request: nothing,
    answer: clientRecords,
  }),
  'POST /api/staff/clients': route({
    ...changing,
    summary: 'Adds one',
    request: clientFacts,
    answer: clientRecords,
  }),
  'PUT /api/staff/clients': route({
    ...changing,
    summary: 'Changes or withdraws one. Refused when somebody else changed it meanwhile',
    request: clientChange,
    answer: clientRecords,
  }),
  'GET /api/staff/clients/history': route({
    rule: maintaining,
    limit: perSession(600, 60),
    summary: 'Who changed what of one, and when, newest first',
    request: recordId,
    answer: recordVersions,
  }),
} as const satisfies RouteTable
