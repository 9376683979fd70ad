import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { copyFeedbackFiles } from '../db/tables/feedback-files.ts'
import { fulfilInternetDataRequest } from '../db/tables/internet-data-requests.ts'
import type { JobKind } from '../jobs/job-kind.ts'

export const fulfilInternetDataKind = 'fulfil-internet-data'

const payload = z.strictObject({ request: z.uuid() })

/** Gives an institution that asked for it the feedback files of the Internet platform here too. Done again, it changes nothing. */
export function fulfilInternetData(parts: { readonly database: PortalDatabase; readonly clock: Clock }): JobKind {
  const { database, clock } = parts
  return {
    kind: fulfilInternetDataKind,
    leaseSeconds: 300,
    maximumAttempts: 30, // with the pauses between them more than half a day
    async run(given) {
      const { request } = payload.parse(given)
      const at = clock.now()
      await database.tx(async (query) => {
        const institutionCode = await fulfilInternetDataRequest(query, request, at)
        if (institutionCode === undefined) return
        const files = await copyFeedbackFiles(query, { institutionCode, from: 'internet', to: 'vpn', at })
        await audit(query, at, { event: 'fulfil-internet-data', platform: 'vpn', institutionCode, detail: { files } })
      })
    },
  }
}
