import { auditCountPage, auditCountSearch, auditExport, auditFilter, auditPage, auditSearch } from './audit-log.ts'
import { perHolder, perSession, route, type RouteTable } from './route.ts'

/** The audit, for staff. Each search and export leaves its own row there. */
export const auditRoutes = {
  // Posted: an ID number stands in no address.
  'POST /api/audit/search': route({
    rule: { action: 'search-audit' },
    limit: perSession(120, 60),
    also: [perHolder(240, 60)],
    summary: 'Rows of the audit, newest first, a page at a time',
    request: auditSearch,
    answer: auditPage,
  }),
  'POST /api/audit/export': route({
    rule: { action: 'search-audit' },
    limit: perSession(20, 60),
    also: [perHolder(40, 3600)],
    summary: 'Rows of the audit as CSV, the newest 50,000 at most',
    request: auditFilter,
    answer: auditExport,
  }),
  'GET /api/audit/counts': route({
    rule: { action: 'search-audit' },
    limit: perSession(120, 60),
    summary: 'How often callers of whom nothing was known were refused, per network and minute',
    request: auditCountSearch,
    answer: auditCountPage,
  }),
} as const satisfies RouteTable
