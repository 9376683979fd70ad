import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../core/protocol/roles.ts'
import { Trail } from '../../../server/audit/trail.ts'
import { guardSession } from '../../../server/auth/guard-session.ts'
import { readConfig } from '../../../server/config.ts'
import { removeAssignment } from '../../../server/db/tables/assignments.ts'
import type { Holder } from '../../../server/db/tables/sessions.ts'
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

/** What the guard of a route with this role says to the holder: the roles held there, or the refusal. */
async function ask(holder: Holder, institutionCode: string | null, ...roles: Role[]) {
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
    return (await guard(caller, { roles })).standing.institution?.roles
  } catch (error) {
    return { refused: error, step: trail.step }
  }
}

const holder: Holder = { kind: 'person', personId: person.id }
const notAllowed = { refused: expect.objectContaining({ code: 'ERR_REQUEST_NOT_ALLOWED' }), step: 'role' }

describe('a route for some roles', () => {
  it('opens to whoever holds one of them at the chosen institution', async () => {
    expect(await ask(holder, clinic.code, 'representative', 'manager')).toEqual(['manager', 'user'])
  })

  it('stays shut for a role held at another institution than the chosen one', async () => {
    expect(await ask(holder, pharmacy.code, 'manager')).toEqual(notAllowed)
  })

  it('stays shut before an institution is chosen', async () => {
    expect(await ask(holder, null, 'manager', 'user')).toEqual(notAllowed)
  })

  it('stays shut when the rule names no role at all', async () => {
    expect(await ask(holder, clinic.code)).toEqual(notAllowed)
  })

  it('shuts with the next request after the role was taken away', async () => {
    expect(await ask(holder, clinic.code, 'manager')).toEqual(['manager', 'user'])
    await removeAssignment(portal.database.query, {
      personId: person.id,
      institutionCode: clinic.code,
      role: 'manager',
    })
    expect(await ask(holder, clinic.code, 'manager')).toEqual(notAllowed)
  })

  it('of the representative opens to the institution’s own card alone', async () => {
    expect(await ask(holder, clinic.code, 'representative')).toEqual(notAllowed)
    const institution: Holder = { kind: 'institution', institutionCode: clinic.code }
    expect(await ask(institution, clinic.code, 'representative')).toEqual(['representative'])
    expect(await ask(institution, clinic.code, 'manager', 'user')).toEqual(notAllowed)
  })
})
