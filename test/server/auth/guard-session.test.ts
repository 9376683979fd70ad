import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Action } from '../../../core/portal/actions.ts'
import { Trail } from '../../../server/audit/trail.ts'
import { guardSession } from '../../../server/auth/guard-session.ts'
import { readConfig } from '../../../server/config.ts'
import { removeAssignment } from '../../../server/db/tables/assignments.ts'
import { addGrant } from '../../../server/db/tables/grants.ts'
import { addInstitutionService, removeInstitutionService } from '../../../server/db/tables/institution-services.ts'
import type { Holder } from '../../../server/db/tables/sessions.ts'
import { addStaffPost, removeStaffPost } from '../../../server/db/tables/staff-posts.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal, { several: true })
})
afterAll(() => portal.close())

/** What the guard of a route with this action says to the holder: what it may be done to, or the refusal. */
async function ask(holder: Holder, institutionCode: string | null, action: Action) {
  const page = await portal.signedIn(holder, { institutionCode })
  const path = '/api/anything'
  const guard = guardSession({ config: readConfig({}), database: portal.database })
  const trail = new Trail('route', {})
  const caller = {
    platform: 'vpn',
    origin: page.origin,
    method: 'GET',
    path,
    headers: new Headers({ DPoP: page.proof('GET', page.origin + path) }),
    address: page.address,
    requestId: '',
    now: portal.clock.now(),
    cookies: { token: () => page.cookies.get('__Host-session'), set() {}, remove() {} },
    trail,
  } as const
  try {
    return (await guard(caller, { action })).scope
  } catch (error) {
    return { refused: error, step: trail.step }
  }
}

const holder: Holder = { kind: 'person', personId: person.id }
const notAllowed = { refused: expect.objectContaining({ code: 'ERR_REQUEST_NOT_ALLOWED' }), step: 'role' }

const atClinic = { kind: 'institution', institution: clinic.code }

describe('a route with an action', () => {
  it('opens to whoever holds one of its roles at the chosen institution', async () => {
    expect(await ask(holder, clinic.code, 'read-history')).toEqual(atClinic)
  })

  it('stays shut for a role held at another institution than the chosen one', async () => {
    expect(await ask(holder, pharmacy.code, 'maintain-users')).toEqual(notAllowed)
  })

  it('stays shut before an institution is chosen', async () => {
    expect(await ask(holder, null, 'maintain-users')).toEqual(notAllowed)
  })

  it('of the back office opens to who has a post, in that area alone, and shuts with the post', async () => {
    const post = { personId: person.id, role: 'division', area: 'eastern' } as const
    expect(await ask(holder, clinic.code, 'maintain-institutions')).toEqual(notAllowed)
    await addStaffPost(portal.database.query, { ...post, at: portal.clock.now() })
    expect(await ask(holder, null, 'maintain-institutions')).toEqual({ kind: 'areas', areas: ['eastern'] })
    expect(await ask(holder, null, 'search-audit')).toEqual(notAllowed)
    await removeStaffPost(portal.database.query, post)
    expect(await ask(holder, null, 'maintain-institutions')).toEqual(notAllowed)
  })

  it('that goes by a service opens while the service is applied for and granted', async () => {
    const { query } = portal.database
    const service = { institutionCode: clinic.code, platform: 'vpn', service: 'A.01.03' } as const
    const grant = { ...service, personId: person.id }
    const at = portal.clock.now()
    await addInstitutionService(query, { ...service, at })
    expect(await ask(holder, clinic.code, 'permit-vendors')).toEqual(notAllowed)
    await addGrant(query, { ...grant, at })
    expect(await ask(holder, clinic.code, 'permit-vendors')).toEqual(atClinic)
    await removeInstitutionService(query, service)
    expect(await ask(holder, clinic.code, 'permit-vendors')).toEqual(notAllowed)
    await addInstitutionService(query, { ...service, at })
    await addGrant(query, { ...grant, at })
    await removeAssignment(query, { personId: person.id, institutionCode: clinic.code, role: 'user' })
    expect(await ask(holder, clinic.code, 'permit-vendors')).toEqual(notAllowed)
  })

  it('shuts with the next request after the role was taken away', async () => {
    expect(await ask(holder, clinic.code, 'maintain-users')).toEqual(atClinic)
    await removeAssignment(portal.database.query, {
      personId: person.id,
      institutionCode: clinic.code,
      role: 'manager',
    })
    expect(await ask(holder, clinic.code, 'maintain-users')).toEqual(notAllowed)
  })

  it('of the representative opens to the institution’s own card alone', async () => {
    expect(await ask(holder, clinic.code, 'maintain-managers')).toEqual(notAllowed)
    const institution: Holder = { kind: 'institution', institutionCode: clinic.code }
    expect(await ask(institution, clinic.code, 'maintain-managers')).toEqual(atClinic)
    expect(await ask(institution, clinic.code, 'maintain-users')).toEqual(notAllowed)
  })
})
