import type { Queryable } from '../database.ts'

export interface VendorsTable {
  id: string
  business_number: string
  name: string
  line_approved_at: string | null
}

/** 健保VPN HIS廠商. */
export interface Vendor {
  readonly id: string
  readonly name: string
  /** 統一編號 */
  readonly businessNumber: string
  /** The day on which its own line was approved; null while it is not. */
  readonly lineApprovedAt: string | null
}

export async function findVendor(query: Queryable, id: string): Promise<Vendor | undefined> {
  const row = await query.selectFrom('vendors').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toVendor(row)
}

/** By name. */
export async function findVendors(query: Queryable): Promise<Vendor[]> {
  const rows = await query.selectFrom('vendors').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(toVendor)
}

export const toVendor = ({ id, name, business_number, line_approved_at }: VendorsTable): Vendor => ({
  id,
  name,
  businessNumber: business_number,
  lineApprovedAt: line_approved_at,
})

/** Throws SQLSTATE 23505 when another vendor has the business number. */
export async function saveVendor(query: Queryable, vendor: Vendor): Promise<void> {
  const { id, name, businessNumber, lineApprovedAt } = vendor
  const row = { name, business_number: businessNumber, line_approved_at: lineApprovedAt }
  await query
    .insertInto('vendors')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
