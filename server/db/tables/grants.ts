import type { Generated } from 'kysely'
import type { Platform } from '../../../core/portal/platforms.ts'
import { isServiceCode, type ServiceCode } from '../../../core/portal/services.ts'
import type { Queryable } from '../database.ts'
import type { InstitutionService } from './institution-services.ts'

export interface GrantsTable {
  person_id: string
  institution_code: string
  role: Generated<'user'>
  platform: Platform
  service: string
  granted_at: Date
}

/** A service that the institution applied for and gave to one of its users. */
export interface Grant extends InstitutionService {
  readonly personId: string
}

/** The services that the person may use at the institution. */
export async function findGrantedServices(
  query: Queryable,
  { personId, institutionCode, platform }: Omit<Grant, 'service'>,
): Promise<ServiceCode[]> {
  const rows = await query
    .selectFrom('grants')
    .select('service')
    .where('person_id', '=', personId)
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .orderBy('service')
    .execute()
  return rows.map(({ service }) => service).filter(isServiceCode)
}

/** False when it was granted before. Throws SQLSTATE 23503 for who is no user there, or a service not applied for. */
export async function addGrant(
  query: Queryable,
  { personId, institutionCode, platform, service, at }: Grant & { readonly at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('grants')
    .values({ person_id: personId, institution_code: institutionCode, platform, service, granted_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when it was not there. */
export async function removeGrant(
  query: Queryable,
  { personId, institutionCode, platform, service }: Grant,
): Promise<boolean> {
  const { numDeletedRows } = await query
    .deleteFrom('grants')
    .where('person_id', '=', personId)
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .where('service', '=', service)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** The services of each user of the institution on the platform who has any, by the person's id. */
export async function findGrants(
  query: Queryable,
  { institutionCode, platform }: Omit<InstitutionService, 'service'>,
): Promise<Map<string, ServiceCode[]>> {
  const rows = await query
    .selectFrom('grants')
    .select(['person_id', 'service'])
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .orderBy('service')
    .execute()
  const byPerson = new Map<string, ServiceCode[]>()
  for (const { person_id, service } of rows) {
    if (!isServiceCode(service)) continue
    const services = byPerson.get(person_id)
    if (services) services.push(service)
    else byPerson.set(person_id, [service])
  }
  return byPerson
}

/** How many users of the institution each service is granted to on the platform; 0 is left out. */
export async function countGrants(
  query: Queryable,
  { institutionCode, platform }: Omit<InstitutionService, 'service'>,
): Promise<Map<string, number>> {
  const rows = await query
    .selectFrom('grants')
    .select((it) => ['service', it.fn.countAll<string>().as('count')])
    .where('institution_code', '=', institutionCode)
    .where('platform', '=', platform)
    .groupBy('service')
    .execute()
  return new Map(rows.map(({ service, count }) => [service, Number(count)]))
}
