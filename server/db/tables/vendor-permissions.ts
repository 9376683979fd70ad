import type { PermittedDays } from '../../../core/portal/vendor-permissions.ts'
import type { Queryable } from '../database.ts'
import { toVendor, type Vendor } from './vendors.ts'

export interface VendorPermissionsTable {
  id: string
  institution_code: string
  vendor_id: string
  from_day: string
  until_day: string
  given_at: Date
  withdrawn_at: Date | null
}

/** A vendor that an institution lets in. */
export interface VendorPermission extends PermittedDays {
  readonly id: string
  readonly vendor: Vendor
}

export interface NewVendorPermission {
  readonly id: string
  readonly institutionCode: string
  readonly vendorId: string
  readonly from: string
  readonly until: string
  readonly at: Date
}

/** Those of the institution, newest first. */
export async function findVendorPermissions(query: Queryable, institutionCode: string): Promise<VendorPermission[]> {
  const rows = await query
    .selectFrom('vendor_permissions as given')
    .innerJoin('vendors', 'vendors.id', 'given.vendor_id')
    .select([
      'given.id as permissionId',
      'given.from_day as from',
      'given.until_day as until',
      'given.withdrawn_at as withdrawnAt',
      'vendors.id',
      'vendors.name',
      'vendors.business_number',
      'vendors.line_approved_at',
    ])
    .where('given.institution_code', '=', institutionCode)
    .orderBy('given.id', 'desc')
    .execute()
  return rows.map(({ permissionId, from, until, withdrawnAt, ...vendor }) => ({
    id: permissionId,
    vendor: toVendor(vendor),
    from,
    until,
    withdrawn: withdrawnAt !== null,
  }))
}

export async function addVendorPermission(query: Queryable, permission: NewVendorPermission): Promise<void> {
  await query
    .insertInto('vendor_permissions')
    .values({
      id: permission.id,
      institution_code: permission.institutionCode,
      vendor_id: permission.vendorId,
      from_day: permission.from,
      until_day: permission.until,
      given_at: permission.at,
      withdrawn_at: null,
    })
    .execute()
}

/** The vendor that was let in; undefined when the institution gave no such permission, or took it back before. */
export async function withdrawVendorPermission(
  query: Queryable,
  { id, institutionCode, at }: Pick<NewVendorPermission, 'id' | 'institutionCode' | 'at'>,
): Promise<string | undefined> {
  const row = await query
    .updateTable('vendor_permissions')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('institution_code', '=', institutionCode)
    .where('withdrawn_at', 'is', null)
    .returning('vendor_id')
    .executeTakeFirst()
  return row?.vendor_id
}
