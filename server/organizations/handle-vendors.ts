import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { permissionState, vendorMayConnect } from '../../core/portal/vendor-permissions.ts'
import type { vendorList } from '../../core/protocol/organizations.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findFixedLine, saveFixedLine } from '../db/tables/fixed-lines.ts'
import { readPortalSetting } from '../db/tables/portal-settings.ts'
import {
  addVendorPermission,
  findVendorPermissions,
  withdrawVendorPermission,
} from '../db/tables/vendor-permissions.ts'
import { findVendor, findVendors } from '../db/tables/vendors.ts'
import type { Handler } from '../http/call.ts'
import { changeInstitution, type OrganizationParts } from './change-institution.ts'

type VendorList = z.input<typeof vendorList>

export function listVendors({ database }: OrganizationParts): Handler<'GET /api/organizations/vendors'> {
  return {
    event: 'read',
    handle: ({ admitted: { scope }, now }) => readVendors(database.query, scope.institution, now),
  }
}

export function registerLine(parts: OrganizationParts): Handler<'PUT /api/organizations/line'> {
  return {
    event: 'register-line',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        await saveFixedLine(query, { ...call.request, institutionCode: institution.code })
        await record('register-line')
        return await readVendors(query, institution.code, now)
      }),
  }
}

/**
 * From today on at the earliest: nobody was let in in the past. Errors: ERR_REQUEST_MALFORMED for an earlier day,
 * ERR_REQUEST_VENDOR_LINE, ERR_REQUEST_VENDOR_PERMITTED when another permission of the vendor has a day in common.
 */
export function permitVendor(parts: OrganizationParts): Handler<'POST /api/organizations/vendors'> {
  return {
    event: 'permit-vendor',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        const { vendorId, from, until } = call.request
        if (from < taiwanDay(now)) {
          throw new CodedError('ERR_REQUEST_MALFORMED', 'the first day is over', { details: { field: 'from' } })
        }
        const vendor = await findVendor(query, vendorId)
        if (!vendor) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such vendor')
        if (vendor.lineApprovedAt === null) {
          throw new CodedError('ERR_REQUEST_VENDOR_LINE', 'the line of the vendor is not approved')
        }
        const given = await findVendorPermissions(query, institution.code)
        const overlaps = given.some(
          (it) => it.vendor.id === vendorId && !it.withdrawn && it.from <= until && from <= it.until,
        )
        if (overlaps) throw new CodedError('ERR_REQUEST_VENDOR_PERMITTED', 'permitted already during these days')
        await addVendorPermission(query, {
          id: newId(now),
          institutionCode: institution.code,
          vendorId,
          from,
          until,
          at: now,
        })
        await record('permit-vendor', { vendor: vendorId, from, until })
        return await readVendors(query, institution.code, now)
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND when the institution has given no such permission, or withdrew it before. */
export function withdrawVendor(parts: OrganizationParts): Handler<'DELETE /api/organizations/vendors'> {
  return {
    event: 'withdraw-vendor',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        const permission = { id: call.request.permissionId, institutionCode: institution.code, at: now }
        const vendor = await withdrawVendorPermission(query, permission)
        if (vendor === undefined) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such permission to withdraw')
        await record('withdraw-vendor', { vendor })
        return await readVendors(query, institution.code, now)
      }),
  }
}

async function readVendors(query: Queryable, institutionCode: string, now: Date): Promise<VendorList> {
  const day = taiwanDay(now)
  const cutOver = await readPortalSetting(query, 'vendor-cut-over')
  const given = await findVendorPermissions(query, institutionCode)
  const vendors = await findVendors(query)
  return {
    line: (await findFixedLine(query, institutionCode)) ?? null,
    vendors: vendors
      .filter(({ lineApprovedAt }) => lineApprovedAt !== null)
      .map(({ id, name, businessNumber, lineApprovedAt }) => {
        const permissions = given.filter(({ vendor }) => vendor.id === id)
        const mayConnect = vendorMayConnect(permissions, day, cutOver)
        return { id, name, businessNumber, lineApprovedAt, mayConnect }
      }),
    permissions: given.map(({ id, vendor, from, until, withdrawn }) => ({
      id,
      vendor,
      from,
      until,
      state: permissionState({ from, until, withdrawn }, day),
    })),
    cutOver,
  }
}
