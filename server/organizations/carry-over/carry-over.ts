import { keepsServices } from '../../../core/portal/carry-over.ts'
import { type ServiceCode, servicesFor } from '../../../core/portal/services.ts'
import { audit } from '../../audit/audit.ts'
import { command } from '../../command/command.ts'
import { withPortalDatabase } from '../../command/open-portal-database.ts'
import type { PortalDatabase } from '../../db/open-database.ts'
import { addInstitutionService, findInstitutionServices } from '../../db/tables/institution-services.ts'
import { lockInstitution } from '../../db/tables/institutions.ts'
import { parameters } from './parameters.ts'
import { type Filing, readFilings } from './read-filings.ts'

const platform = 'internet'

export const carryOver = command({
  usage: '<file> --cut-over=<day> [--months=6] [--dry-run]',
  does: '移轉至新 Internet 平台：切換日前半年內曾申報者保留原有服務。Keeps the services of institutions that filed claims on the old Internet platform in the months before the cut-over.',
  takes: parameters,
  async run({ file, 'cut-over': cutOver, months, 'dry-run': dryRun }, parts) {
    const { operator, clock } = parts
    const filings = await readFilings(file)
    const keeping = filings.filter(({ lastFiled }) => keepsServices(lastFiled, cutOver, months))
    await withPortalDatabase(parts, async (database) => {
      const unknown: string[] = []
      let services = 0
      for (const filing of keeping) {
        const kept = await carryOverOne(database, filing, { at: clock.now(), cutOver, dryRun })
        if (kept === undefined) unknown.push(filing.institutionCode)
        else services += kept
      }
      if (dryRun) operator.tell('試算，未寫入。A dry run: nothing is written.')
      operator.tell(`保留 Kept: ${keeping.length - unknown.length} institutions, ${services} services added`)
      operator.tell(`須重新申請 To apply anew: ${filings.length - keeping.length} institutions`)
      for (const code of unknown) operator.tell(`查無此機構 No such institution: ${code}`)
    })
  },
})

/**
 * How many services came to the institution's; undefined when there is no such institution. What it has already stays, so that
 * a list can be run again; what its kind may not apply for here is not carried over.
 */
function carryOverOne(
  database: PortalDatabase,
  filing: Filing,
  { at, cutOver, dryRun }: { readonly at: Date; readonly cutOver: string; readonly dryRun: boolean },
): Promise<number | undefined> {
  const { institutionCode } = filing
  return database.tx(async (query) => {
    const institution = await lockInstitution(query, institutionCode)
    if (!institution) return undefined
    const offered = servicesFor(institution.type, platform)
    const applied = await findInstitutionServices(query, { institutionCode, platform })
    const isApplied = (service: ServiceCode) => applied.some((it) => it.service === service)
    const missing = new Set(filing.services.filter((it) => offered.includes(it) && !isApplied(it)))
    for (const service of dryRun ? [] : missing) {
      await addInstitutionService(query, { institutionCode, platform, service, at })
      await audit(query, at, {
        event: 'carry-over-service',
        platform,
        institutionCode,
        detail: { service, 'cut-over': cutOver, 'last-filed': filing.lastFiled },
      })
    }
    return missing.size
  })
}
