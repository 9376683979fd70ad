import type { Platform } from '../../../core/portal/platforms.ts'
import { isServiceCode, type ServiceCode } from '../../../core/portal/services.ts'
import type { Queryable } from '../database.ts'

export interface InstitutionServicesTable {
  institution_code: string
  platform: Platform
  service: string
  applied_at: Date
}

export interface InstitutionService {
  readonly institutionCode: string
  readonly platform: Platform
  readonly service: ServiceCode
}

/** What the institution applied for; a service that the table of services no longer has is left out. */
export async function findInstitutionServices(
  query: Queryable,
  { institutionCode, platform }: Omit<InstitutionService, 'service'>,
): Promise<{ service: ServiceCode; appliedAt: Date }[]> {
  const rows = await query
    .selectFrom('institution_services')
    .select(['service', 'applied_at'])
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .orderBy('service')
    .execute()
  return rows.flatMap(({ service, applied_at }) => (isServiceCode(service) ? [{ service, appliedAt: applied_at }] : []))
}

/** False when it was applied for before. */
export async function addInstitutionService(
  query: Queryable,
  { institutionCode, platform, service, at }: InstitutionService & { readonly at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('institution_services')
    .values({ institution_code: institutionCode, platform, service, applied_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Its grants go with it. False when it was not there. */
export async function removeInstitutionService(
  query: Queryable,
  { institutionCode, platform, service }: InstitutionService,
): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('institution_services')
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .where('service', '=', service)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
