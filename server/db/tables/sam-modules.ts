import type { Environment } from '../../../core/cards/environments.ts'
import type { Queryable } from '../database.ts'

export interface SamModulesTable {
  code: string
  application_id: string | null
  institution_code: string
  environment: Environment
  certificate: Buffer
  serial_number: string
  not_before: Date
  not_after: Date
  container: string | null
  issued_at: Date
  revocation_asked_at: Date | null
  revoked_at: Date | null
}

/** A security module that was issued. */
export interface SamModule {
  /** 安全模組代號, 12 digits. */
  readonly code: string
  /** Null for one on a card, which nobody applied for here. */
  readonly applicationId: string | null
  readonly institutionCode: string
  readonly environment: Environment
  /** DER. */
  readonly certificate: Uint8Array
  /** Content octets of the INTEGER, hex. */
  readonly serialNumber: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly issuedAt: Date
  readonly revocationAskedAt: Date | null
  readonly revokedAt: Date | null
}

/** Neither revoked nor asked to be. Whether its dates are over is for the caller to see. */
export const isInUse = ({ revocationAskedAt, revokedAt }: SamModule): boolean =>
  revocationAskedAt === null && revokedAt === null

export async function findSamModule(query: Queryable, code: string): Promise<SamModule | undefined> {
  const row = await query.selectFrom('sam_modules').selectAll().where('code', '=', code).executeTakeFirst()
  return row && toSamModule(row)
}

/** The last that was issued for an application. */
export async function findLatestSamModule(query: Queryable, applicationId: string): Promise<SamModule | undefined> {
  const row = await query
    .selectFrom('sam_modules')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toSamModule(row)
}

/** Whether what it opened stays open. One that is not in the table is a published test module, and is never revoked. */
export async function isOutOfUse(query: Queryable, code: string): Promise<boolean> {
  const module = await findSamModule(query, code)
  return module !== undefined && !isInUse(module)
}

/** False when there is a module of this code already. */
export async function addSamModule(
  query: Queryable,
  module: Omit<SamModule, 'revocationAskedAt' | 'revokedAt'> & { readonly container: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('sam_modules')
    .values({
      code: module.code,
      application_id: module.applicationId,
      institution_code: module.institutionCode,
      environment: module.environment,
      certificate: Buffer.from(module.certificate),
      serial_number: module.serialNumber,
      not_before: module.notBefore,
      not_after: module.notAfter,
      container: module.container,
      issued_at: module.issuedAt,
      revocation_asked_at: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The .SAM file; undefined for a module that is revoked, or is to be. */
export async function findSamContainer(query: Queryable, code: string): Promise<string | undefined> {
  const row = await query
    .selectFrom('sam_modules')
    .select('container')
    .where('code', '=', code)
    .where('revocation_asked_at', 'is', null)
    .executeTakeFirst()
  return row?.container ?? undefined
}

/** From now on it opens nothing. */
export async function setRevocationAsked(query: Queryable, code: string, at: Date): Promise<void> {
  await query
    .updateTable('sam_modules')
    .set({ revocation_asked_at: at })
    .where('code', '=', code)
    .where('revocation_asked_at', 'is', null)
    .execute()
}

/** Its file goes too. */
export async function revokeSamModule(query: Queryable, code: string, at: Date): Promise<void> {
  await query
    .updateTable('sam_modules')
    .set({ revoked_at: at, container: null })
    .where('code', '=', code)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The codes of those that are revoked, or are to be, and would be good otherwise. In the order of the codes. */
export async function findRevokedCodes(query: Queryable, now: Date): Promise<string[]> {
  const rows = await query
    .selectFrom('sam_modules')
    .select('code')
    .where((where) => where.or([where('revocation_asked_at', 'is not', null), where('revoked_at', 'is not', null)]))
    .where('not_after', '>=', now)
    .orderBy('code')
    .execute()
  return rows.map(({ code }) => code)
}

const toSamModule = (row: SamModulesTable): SamModule => ({
  code: row.code,
  applicationId: row.application_id,
  institutionCode: row.institution_code,
  environment: row.environment,
  certificate: new Uint8Array(row.certificate),
  serialNumber: row.serial_number,
  notBefore: row.not_before,
  notAfter: row.not_after,
  issuedAt: row.issued_at,
  revocationAskedAt: row.revocation_asked_at,
  revokedAt: row.revoked_at,
})
