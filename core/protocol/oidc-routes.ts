import { z } from 'zod'
import { catalogueCodes } from '../portal/catalogue.ts'
import { askId, authorizationOutcome, endSessionRequest } from './oidc.ts'
import { perAddress, perSession, route, type RouteTable } from './route.ts'

/** Single sign-on for other systems: what the portal's pages ask on the way. */
export const oidcRoutes = {
  'POST /api/oidc/authorize': route({
    rule: 'session',
    sites: ['portal'],
    limit: perSession(60, 60),
    summary: 'Tells the system that has sent this browser here who is signed in; answers where the browser goes on',
    request: z.strictObject({ ask: askId }),
    answer: authorizationOutcome,
  }),
  'GET /api/oidc/system': route({
    rule: 'session',
    sites: ['portal'],
    limit: perSession(600, 60),
    summary: 'The system behind an entry of the service menu, for who may use it; null where none is connected',
    request: z.strictObject({ entry: z.enum(catalogueCodes) }),
    answer: z.strictObject({ system: z.strictObject({ name: z.string(), address: z.string() }).nullable() }),
  }),
  'POST /api/oidc/end-session': route({
    rule: 'anyone',
    sites: ['portal'],
    limit: perAddress(600, 60),
    summary: 'Which system somebody was signed out of, and where the browser may go back to',
    request: endSessionRequest,
    answer: z.strictObject({
      /** Null where no known system has asked. */
      system: z.string().nullable(),
      /** One of its own addresses; null without one. */
      goTo: z.string().nullable(),
    }),
  }),
} as const satisfies RouteTable
