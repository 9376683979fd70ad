import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addGrant } from '../../../server/db/tables/grants.ts'
import { addInstitutionService } from '../../../server/db/tables/institution-services.ts'
import { writePortalSetting } from '../../../server/db/tables/portal-settings.ts'
import { saveVendor, type Vendor } from '../../../server/db/tables/vendors.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'
import { addPerson, representative, signedInAs } from './institution-pages.ts'

const approved: Vendor = {
  id: '018f0000-0000-7000-8000-000000000101',
  name: '示範醫療資訊股份有限公司',
  businessNumber: '99992002',
  lineApprovedAt: '2026-01-15',
}
const unapproved: Vendor = {
  id: '018f0000-0000-7000-8000-000000000102',
  name: '示範舊線路資訊有限公司',
  businessNumber: '99994000',
  lineApprovedAt: null,
}

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
/** It is 2026-03-02 in Taiwan. */
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal)
  await saveVendor(portal.database.query, approved)
  await saveVendor(portal.database.query, unapproved)
  page = await permitted(person.id, clinic.code)
})
afterAll(() => portal.close())

/** A page of a user to whom A.01.03 is granted. */
async function permitted(personId: string, institutionCode: string): Promise<Page> {
  const { query } = portal.database
  const grant = { institutionCode, platform: 'vpn', service: 'A.01.03', at: portal.clock.now() } as const
  await addInstitutionService(query, grant)
  await addGrant(query, { ...grant, personId })
  return await signedInAs(portal, personId, { code: institutionCode })
}

const vendors = 'organizations/vendors'
const permit = (from: string, until: string, vendorId = approved.id) => ({ vendorId, from, until })
const states = async () => (await page.ask(`GET /api/${vendors}`)).permissions.map(({ from, state }) => [from, state])

describe('醫事機構固接網路及允入HIS廠商申請作業', () => {
  it('is for users to whom it is granted: neither a manager nor the card of the institution does it', async () => {
    const manager = await signedInAs(portal, await addPerson(portal, { name: '只管理', serial: 9, roles: ['manager'] }))
    for (const other of [manager, await representative(portal)]) {
      const refusal = await other.refusal(`GET /api/${vendors}`)
      expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    }
  })

  it('lists the vendors whose own line is approved alone', async () => {
    expect(await page.ask(`GET /api/${vendors}`)).toEqual({
      line: null,
      vendors: [{ ...approved, mayConnect: true }],
      permissions: [],
      cutOver: null,
    })
  })

  it('registers the fixed line, and another one in its place', async () => {
    await page.ask('PUT /api/organizations/line', { circuit: '7K12345', provider: '示範電信' })
    const line = { circuit: '7K99999', provider: '示範固網' }
    expect((await page.ask('PUT /api/organizations/line', line)).line).toEqual(line)
    expect((await page.ask(`GET /api/${vendors}`)).line).toEqual(line)
  })

  it('lets a vendor in from one day to another, and tells how it stands', async () => {
    const answer = await page.ask(`POST /api/${vendors}`, permit('2026-03-02', '2026-03-03'))
    expect(answer.permissions).toEqual([
      { id: expect.any(String), vendor: approved, from: '2026-03-02', until: '2026-03-03', state: 'in-force' },
    ])
    await page.ask(`POST /api/${vendors}`, permit('2026-03-04', '2026-03-04'))
    expect(await states()).toEqual([
      ['2026-03-04', 'to-come'],
      ['2026-03-02', 'in-force'],
    ])
    portal.clock.advance(2 * 86_400)
    page = await signedInAs(portal, person.id)
    expect(await states()).toEqual([
      ['2026-03-04', 'in-force'],
      ['2026-03-02', 'over'],
    ])
    portal.clock.advance(-2 * 86_400)
  })

  it('refuses a vendor whose line is not approved, and one that there is not', async () => {
    const refused = permit('2026-03-02', '2026-03-03', unapproved.id)
    expect(await page.refusal(`POST /api/${vendors}`, refused)).toEqual({
      status: 409,
      code: 'ERR_REQUEST_VENDOR_LINE',
    })
    const nobody = permit('2026-03-02', '2026-03-03', person.id)
    expect(await page.refusal(`POST /api/${vendors}`, nobody)).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it.each([
    ['an end before the beginning', permit('2026-03-05', '2026-03-04'), 'until'],
    ['a beginning in the past', permit('2026-03-01', '2026-03-04'), 'from'],
    ['a day that there is not', permit('2026-03-05', '2026-02-30'), 'until'],
  ])('refuses %s', async (_, request, field) => {
    expect(await page.refusal(`POST /api/${vendors}`, request)).toEqual({
      status: 400,
      code: 'ERR_REQUEST_MALFORMED',
      details: { field },
    })
  })

  it('refuses days on which the vendor is let in already, until that is withdrawn', async () => {
    const answer = await page.ask(`POST /api/${vendors}`, permit('2026-03-05', '2026-03-10'))
    const overlapping = [permit('2026-03-10', '2026-03-12'), permit('2026-03-02', '2026-03-05')]
    for (const request of overlapping) {
      expect(await page.refusal(`POST /api/${vendors}`, request)).toEqual({
        status: 409,
        code: 'ERR_REQUEST_VENDOR_PERMITTED',
      })
    }
    await page.ask(`POST /api/${vendors}`, permit('2026-03-11', '2026-03-12'))
    await page.ask(`DELETE /api/${vendors}`, { permissionId: answer.permissions[0]?.id })
    await page.ask(`POST /api/${vendors}`, permit('2026-03-02', '2026-03-05'))
  })

  it('withdraws a permission once, and none of another institution', async () => {
    const answer = await page.ask(`POST /api/${vendors}`, permit('2026-03-02', '2026-03-03'))
    const permissionId = answer.permissions[0]?.id
    const otherId = await addPerson(portal, { name: '他所人', serial: 7, roles: ['user'], code: pharmacy.code })
    const other = await permitted(otherId, pharmacy.code)
    const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    expect(await other.refusal(`DELETE /api/${vendors}`, { permissionId })).toEqual(notFound)
    expect((await other.ask(`GET /api/${vendors}`)).permissions).toEqual([])
    await page.ask(`DELETE /api/${vendors}`, { permissionId })
    expect(await states()).toEqual([['2026-03-02', 'withdrawn']])
    expect(await page.refusal(`DELETE /api/${vendors}`, { permissionId })).toEqual(notFound)
  })

  it('from the cut-over on, only a vendor with a permission in force may connect', async () => {
    const mayConnect = async () => (await page.ask(`GET /api/${vendors}`)).vendors[0]?.mayConnect
    await writePortalSetting(portal.database.query, 'vendor-cut-over', '2026-03-03')
    expect(await mayConnect()).toBe(true)
    await writePortalSetting(portal.database.query, 'vendor-cut-over', '2026-03-02')
    expect(await mayConnect()).toBe(false)
    const { permissions, cutOver } = await page.ask(`POST /api/${vendors}`, permit('2026-03-02', '2026-03-02'))
    expect(cutOver).toBe('2026-03-02')
    expect(await mayConnect()).toBe(true)
    await page.ask(`DELETE /api/${vendors}`, { permissionId: permissions[0]?.id })
    expect(await mayConnect()).toBe(false)
  })

  it('the history names the vendor', async () => {
    const { permissions } = await page.ask(`POST /api/${vendors}`, permit('2026-03-02', '2026-03-03'))
    await page.ask(`DELETE /api/${vendors}`, { permissionId: permissions[0]?.id })
    await page.ask('PUT /api/organizations/line', { circuit: '7K12345', provider: '示範電信' })
    const { entries } = await page.ask('GET /api/organizations/history')
    expect(entries.map(({ event, actor, vendor }) => [event, actor, vendor])).toEqual([
      ['register-line', person.name, null],
      ['withdraw-vendor', person.name, approved.name],
      ['permit-vendor', person.name, approved.name],
    ])
  })
})
