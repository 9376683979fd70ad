import { z } from 'zod'
import { checkReport } from '../check/check-report.ts'
import { sentReport } from '../check/sent-report.ts'
import { platformCodes } from '../portal/platforms.ts'
import { supportWayCodes } from '../portal/support-ways.ts'
import { echo } from './echo.ts'
import { nothing } from './nothing.ts'
import { openapiDocument } from './openapi.ts'
import { perAddress, route, type RouteTable } from './route.ts'

const text = z.strictObject({ zhTW: z.string(), en: z.string() })

/** What needs no sign-in. */
export const siteRoutes = {
  'GET /api/portal': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'What the sign-in page must know before anybody is signed in',
    request: nothing,
    answer: z.strictObject({
      platform: z.enum(platformCodes),
      environment: z.enum(['test', 'production']),
      /** The server's clock, for the page's proofs. */
      time: z.iso.datetime(),
      /** Where the extension is had, per browser; null while the agency has published none. */
      extension: z.strictObject({ chrome: z.url().nullable(), edge: z.url().nullable() }),
      /** Where the card service is had; null likewise. */
      cardService: z.url().nullable(),
      /** 一般登入; null where there is none. */
      generalSignIn: z
        .strictObject({ open: z.boolean(), lastDay: z.iso.date().nullable(), announced: z.boolean() })
        .nullable(),
      /** An NHI card signs in beside a cloud module, in an ordinary reader. False on a platform without NHI cards. */
      cloudModule: z.boolean(),
      /** Of the support-reporting system; null on a portal. */
      support: z
        .strictObject({
          ways: z.array(z.enum(supportWayCodes)),
          /** Before this day nobody signs in; null when it is open. */
          opensOn: z.iso.date().nullable(),
          /** Until this day reports are filed in 一代系統; null from then on. */
          goesLiveOn: z.iso.date().nullable(),
          earlierSystem: z.url().nullable(),
        })
        .nullable(),
      /** Whom people ask: stands beside every page. */
      helpdesk: z.strictObject({
        phone: z.string(),
        hours: text,
        email: z.string(),
        /** 網路線路檢測/報修專線 */
        line: z.strictObject({ carrier: text, phone: z.string() }),
      }),
    }),
  }),
  'GET /api/echo': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'What arrived here of a request, for the settings check: who asked, by way of what, when',
    request: nothing,
    answer: echo,
  }),
  'POST /api/check/reports': route({
    rule: 'anyone',
    limit: perAddress(60, 3600),
    summary: 'Keeps a report of the settings check for the helpdesk, masked, and answers the code it is found by',
    request: checkReport,
    answer: sentReport,
  }),
  'GET /api/openapi': route({
    rule: 'anyone',
    limit: perAddress(60, 60),
    summary: 'This description, in OpenAPI 3.1',
    request: nothing,
    answer: openapiDocument,
  }),
} as const satisfies RouteTable
