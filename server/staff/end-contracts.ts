import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { audit } from '../audit/audit.ts'
import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { endContracts } from '../db/tables/institution-details.ts'
import type { JobKind } from '../jobs/job-kind.ts'

/** Ends the contracts whose last day, as an import told it, has come. */
export function endContractsJob({
  database,
  clock,
}: {
  readonly database: PortalDatabase
  readonly clock: Clock
}): JobKind {
  return {
    kind: 'end-contracts',
    everySeconds: 900,
    leaseSeconds: 300,
    maximumAttempts: 1,
    async run() {
      const now = clock.now()
      await database.tx(async (query) => {
        for (const institutionCode of await endContracts(query, taiwanDay(now))) {
          const detail = { field: 'contracted', from: 'true', to: 'false', by: 'last day' }
          await audit(query, now, { event: 'change-institution', institutionCode, detail })
        }
      })
    },
  }
}
