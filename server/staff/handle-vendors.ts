import { CodedError } from '../../core/errors/coded-error.ts'
import { errorCode } from '../db/error-code.ts'
import { newId } from '../db/new-id.ts'
import { findVendor, findVendors, saveVendor, type Vendor } from '../db/tables/vendors.ts'
import type { Queryable } from '../db/database.ts'
import type { Handler } from '../http/call.ts'
import { record, type StaffParts } from './staff-parts.ts'

export function listVendors({ database }: StaffParts): Handler<'GET /api/staff/vendors'> {
  return { event: 'read', handle: () => readVendors(database.query) }
}

/** Errors: ERR_REQUEST_VENDOR_KNOWN when another vendor has the business number. */
export function addVendor({ database }: StaffParts): Handler<'POST /api/staff/vendors'> {
  return {
    event: 'change-vendor',
    handle: (call) =>
      unlessKnown(() =>
        database.tx(async (query) => {
          const vendor = { id: newId(call.now), ...call.request }
          await saveVendor(query, vendor)
          await record(query, call, 'change-vendor', { detail: { vendor: vendor.id, ...facts(vendor) } })
          return await readVendors(query)
        }),
      ),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_VENDOR_KNOWN. */
export function changeVendor({ database }: StaffParts): Handler<'PUT /api/staff/vendors'> {
  return {
    event: 'change-vendor',
    handle: (call) =>
      unlessKnown(() =>
        database.tx(async (query) => {
          const vendor = call.request
          if (!(await findVendor(query, vendor.id))) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such vendor')
          await saveVendor(query, vendor)
          await record(query, call, 'change-vendor', { detail: { vendor: vendor.id, ...facts(vendor) } })
          return await readVendors(query)
        }),
      ),
  }
}

const facts = ({ businessNumber, lineApprovedAt }: Vendor) => ({ businessNumber, lineApprovedAt: lineApprovedAt ?? '' })

const readVendors = async (query: Queryable) => ({ vendors: await findVendors(query) })

async function unlessKnown<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (error) {
    if (errorCode(error) !== '23505') throw error
    throw new CodedError('ERR_REQUEST_VENDOR_KNOWN', 'another vendor has this business number', { cause: error })
  }
}
