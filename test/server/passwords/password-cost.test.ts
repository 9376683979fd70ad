import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createPasswordHasher } from '../../../server/auth/password-hasher.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { findPassword } from '../../../server/db/tables/passwords.ts'
import { clinic, openTestPortal, type TestPortal } from '../test-portal.ts'
import { claimOf, giveAccount, internetPage, somebody } from './password-portal.ts'

/** Hashes as in earnest. */
let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal(() => ({ passwords: createPasswordHasher() }))
})
beforeEach(async () => {
  await portal.database.clear()
  await saveInstitution(portal.database.query, clinic)
})
afterAll(() => portal.close())

const lin = somebody(1, '林示範')
const at = { [clinic.code]: ['user'] } as const
const stored = async () => (await findPassword(portal.database.query, { personId: lin.id, kind: 'account' }))?.hash

it('a wrong password costs as much where there is an account as where there is none', async () => {
  await giveAccount(portal, lin, 'lin.demo', { at })
  const page = internetPage(portal)
  // The right one first, so that it is hashed as in earnest.
  await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))
  // This process's own work, all threads: how busy the machine is besides does not count.
  const workFor = async (account: string) => {
    const begun = process.cpuUsage()
    await page.refusal('POST /api/passwords/sign-in', claimOf(page, account, 'kumquat & torf at nine'))
    const { user, system } = process.cpuUsage(begun)
    return user + system
  }
  const work = { known: [] as number[], unknown: [] as number[] }
  for (let round = 0; round < 4; round++) {
    work.known.push(await workFor('lin.demo'))
    work.unknown.push(await workFor(`nobody-${round}`))
  }
  // The least of each: what else the process does only adds. A hash takes most of it.
  const ratio = Math.min(...work.known) / Math.min(...work.unknown)
  expect(ratio).toBeGreaterThan(0.4)
  expect(ratio).toBeLessThan(2.5)
})

it('a password hashed with other parameters is hashed anew when it signs in', async () => {
  await giveAccount(portal, lin, 'lin.demo', { at })
  expect(await stored()).toMatch(/m=64,t=1,p=1/)
  for (let time = 1; time <= 2; time++) {
    const page = internetPage(portal)
    await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  }
})
