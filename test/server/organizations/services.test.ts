import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { servicesFor } from '../../../core/portal/services.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addFeedbackFile } from '../../../server/db/tables/feedback-files.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import { queueJob } from '../../../server/jobs/queue-job.ts'
import type { Log } from '../../../server/log.ts'
import { fulfilInternetData, fulfilInternetDataKind } from '../../../server/organizations/fulfil-internet-data.ts'
import type { Page } from '../page.ts'
import { SettableClock } from '../settable-clock.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'
import { addPerson, idNumberOf, noContact, signedInAs } from './institution-pages.ts'

let portal: TestPortal
let manager: Page
let user: Page
let userId: string
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal)
  manager = await signedInAs(portal, person.id)
  userId = await addPerson(portal, { name: '使用人', serial: 8, roles: ['user'] })
  user = await signedInAs(portal, userId)
})
afterAll(() => portal.close())

const services = 'organizations/services'
const grants = 'organizations/grants'
const data = 'organizations/internet-data'
const apply = (...wanted: string[]) => manager.ask(`POST /api/${services}`, { services: wanted })
const grant = (...wanted: string[]) =>
  manager.ask(`PUT /api/${grants}`, { personId: userId, grant: wanted, withdraw: [] })
const appliedFor = async (page: Page) =>
  (await page.ask(`GET /api/${services}`)).offered.filter((it) => it.appliedAt !== null).map((it) => it.service)
const done = async () => {
  const rows = await portal.database.query
    .selectFrom('audit')
    .select(['event', 'platform', 'person_id', 'institution_code', 'detail'])
    .where('code', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ event, detail }) => [event, detail])
}
const openServices = async (page: Page) => (await page.ask('GET /api/auth/session')).services

describe('健保服務申請作業', () => {
  it('offers what the kind of institution may apply for on the platform, and tells what it did', async () => {
    const before = await manager.ask(`GET /api/${services}`)
    expect(before.institutionType).toBe('clinic')
    expect(before.offered).toEqual(
      servicesFor('clinic', 'vpn').map((service) => ({ service, appliedAt: null, users: 0 })),
    )
    await apply('A.01', 'E')
    await grant('A.01')
    const at = portal.clock.now().toISOString()
    const after = await manager.ask(`GET /api/${services}`)
    expect(after.offered).toHaveLength(before.offered.length)
    expect(after.offered.filter(({ appliedAt }) => appliedAt !== null)).toEqual([
      { service: 'A.01', appliedAt: at, users: 1 },
      { service: 'E', appliedAt: at, users: 0 },
    ])
  })

  it('refuses a service that is not for this kind of institution, with all that was asked for beside it', async () => {
    const refusal = await manager.refusal(`POST /api/${services}`, { services: ['A.01', 'A.06'] })
    expect(refusal).toEqual({
      status: 409,
      code: 'ERR_REQUEST_SERVICE_NOT_OFFERED',
      details: { service: 'A.06' },
    })
    expect(await appliedFor(manager)).toEqual([])
    expect(await done()).toEqual([])
  })

  it('refuses what is no service of its own: 預檢 goes with 申報', async () => {
    for (const services_ of [['A.02'], ['Z'], []]) {
      expect(await manager.refusal(`POST /api/${services}`, { services: services_ })).toMatchObject({
        code: 'ERR_REQUEST_MALFORMED',
      })
    }
  })

  it('applied for again, it stays as it was', async () => {
    const { offered } = await apply('A.01')
    portal.clock.advance(60)
    expect((await apply('A.01')).offered).toEqual(offered)
    expect(await done()).toEqual([['apply-service', { service: 'A.01' }]])
  })

  it('is applied for on each platform anew', async () => {
    await apply('A.01')
    const there = await signedInAs(portal, person.id, { platform: 'internet' })
    expect(await appliedFor(there)).toEqual([])
    expect((await there.ask(`GET /api/${services}`)).offered.map(({ service }) => service)).not.toContain('J')
    expect(await there.refusal(`POST /api/${services}`, { services: ['J'] })).toMatchObject({
      code: 'ERR_REQUEST_SERVICE_NOT_OFFERED',
    })
    await there.ask(`POST /api/${services}`, { services: ['E'] })
    expect(await appliedFor(manager)).toEqual(['A.01'])
  })

  it('withdrawn, takes its grants with it at the next request of a session that is open', async () => {
    await apply('A.01', 'E')
    await grant('A.01', 'E')
    expect(await openServices(user)).toEqual(['A.01', 'E'])
    await manager.ask(`DELETE /api/${services}`, { service: 'A.01' })
    expect(await openServices(user)).toEqual(['E'])
    await apply('A.01')
    expect(await openServices(user)).toEqual(['E'])
  })

  it('refuses to withdraw what was not applied for', async () => {
    await apply('A.01')
    const there = await signedInAs(portal, person.id, { platform: 'internet' })
    expect(await there.refusal(`DELETE /api/${services}`, { service: 'A.01' })).toEqual({
      status: 409,
      code: 'ERR_REQUEST_SERVICE_NOT_APPLIED',
      details: { service: 'A.01' },
    })
    expect(await appliedFor(manager)).toEqual(['A.01'])
  })
})

describe('使用者授權管理作業', () => {
  beforeEach(() => apply('A.01', 'A.01.03', 'E'))

  it('lists the users with what they may use', async () => {
    await grant('A.01', 'E')
    expect(await manager.ask(`GET /api/${grants}`)).toEqual({
      services: ['A.01', 'A.01.03', 'E'],
      users: [
        {
          personId: userId,
          name: '使用人',
          maskedIdNumber: expect.stringMatching(/^A1\*{4}\d{4}$/),
          services: ['A.01', 'E'],
        },
        { personId: person.id, name: person.name, maskedIdNumber: 'A1****0017', services: [] },
      ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    })
  })

  it('grants and withdraws in one; what is so already stays', async () => {
    await grant('A.01')
    const changed = await manager.ask(`PUT /api/${grants}`, {
      personId: userId,
      grant: ['A.01', 'E'],
      withdraw: ['A.01.03'],
    })
    expect(changed.users.find(({ personId }) => personId === userId)?.services).toEqual(['A.01', 'E'])
    await manager.ask(`PUT /api/${grants}`, { personId: userId, grant: [], withdraw: ['A.01'] })
    expect(await openServices(user)).toEqual(['E'])
    expect((await done()).slice(3)).toEqual([
      ['grant-service', { person: userId, service: 'A.01' }],
      ['grant-service', { person: userId, service: 'E' }],
      ['withdraw-grant', { person: userId, service: 'A.01' }],
    ])
  })

  it('a service that is both granted and withdrawn is refused', async () => {
    const both = { personId: userId, grant: ['A.01'], withdraw: ['A.01'] }
    expect(await manager.refusal(`PUT /api/${grants}`, both)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
  })

  it('what is withdrawn is shut at the next request of a session that is open', async () => {
    await grant('A.01.03')
    await user.ask('GET /api/organizations/vendors')
    await manager.ask(`PUT /api/${grants}`, { personId: userId, grant: [], withdraw: ['A.01.03'] })
    const refusal = await user.refusal('GET /api/organizations/vendors')
    expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
  })

  it('refuses a service that was not applied for on this platform, with all that was asked for beside it', async () => {
    const there = await signedInAs(portal, person.id, { platform: 'internet' })
    for (const [page, service] of [
      [manager, 'C'],
      [there, 'A.01'],
    ] as const) {
      const refusal = await page.refusal(`PUT /api/${grants}`, { personId: userId, grant: [service], withdraw: [] })
      expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_SERVICE_NOT_APPLIED', details: { service } })
    }
    const refused = { personId: userId, grant: ['E', 'C'], withdraw: [] }
    expect(await manager.refusal(`PUT /api/${grants}`, refused)).toMatchObject({ status: 409 })
    expect(await openServices(user)).toEqual([])
  })

  it('refuses who is no user there: a manager alone, a user of another institution, nobody', async () => {
    const people = [
      await addPerson(portal, { name: '只管理', serial: 9, roles: ['manager'] }),
      await addPerson(portal, { name: '他所人', serial: 7, roles: ['user'], code: pharmacy.code }),
      newId(portal.clock.now()),
    ]
    for (const personId of people) {
      const refusal = await manager.refusal(`PUT /api/${grants}`, { personId, grant: ['A.01'], withdraw: [] })
      expect(refusal).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
    }
  })

  it('a user who is removed loses all of it, and does not find it again', async () => {
    await grant('A.01', 'E')
    await manager.ask('DELETE /api/organizations/users', { personId: userId })
    const refusal = await user.refusal('GET /api/auth/session')
    expect(refusal).toEqual({ status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' })
    await manager.ask('POST /api/organizations/users', {
      member: { idNumber: idNumberOf(8), name: '使用人', contact: noContact },
    })
    expect(await openServices(await signedInAs(portal, userId))).toEqual([])
  })

  it('two managers at once, one withdrawing the service that the other grants, leave no grant without it', async () => {
    const answers = await Promise.all([
      manager.call(`PUT /api/${grants}`, { personId: userId, grant: ['E'], withdraw: [] }),
      manager.call(`DELETE /api/${services}`, { service: 'E' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([expect.toBeOneOf([200, 409]), 200])
    expect(await openServices(user)).toEqual([])
  })
})

describe('申請讀取Internet資料', () => {
  /** Runs what is due at this time. */
  const runDue = (at: string) => {
    const clock = new SettableClock(at)
    return createJobRunner({
      database: portal.database,
      clock,
      log: { debug() {}, info() {}, warn() {}, error() {} } as Log,
      kinds: [fulfilInternetData({ database: portal.database, clock })],
    }).runDue()
  }
  const requests = () => portal.database.query.selectFrom('internet_data_requests').selectAll().execute()
  const files = (platform: 'vpn' | 'internet') =>
    portal.database.query
      .selectFrom('feedback_files')
      .select(['institution_code', 'function_code', 'name', 'description', 'content', 'provided_at'])
      .where('platform', '=', platform)
      .orderBy('name')
      .execute()
  const addFile = (name: string, institutionCode: string = clinic.code) =>
    addFeedbackFile(portal.database.query, {
      id: newId(portal.clock.now()),
      institutionCode,
      platform: 'internet',
      function: 'A.01.10',
      name,
      description: '檢核結果',
      content: Buffer.from(`content of ${name}`),
      providedAt: portal.clock.now(),
    })
  /** It is the morning of 2026-03-02 in Taiwan. */
  const midnight = '2026-03-02T16:00:00.000Z'

  it('is fulfilled when the next day begins in Taiwan, and not before', async () => {
    await addFile('202602.zip')
    const requestedAt = portal.clock.now().toISOString()
    expect(await manager.ask(`POST /api/${data}`)).toEqual({ requestedAt, fulfilledAt: null })
    await runDue('2026-03-02T15:59:59.999Z')
    expect(await files('vpn')).toEqual([])
    await runDue(midnight)
    expect(await files('vpn')).toEqual(await files('internet'))
    expect(await files('vpn')).toMatchObject([
      { function_code: 'A.01.10', content: Buffer.from('content of 202602.zip') },
    ])
    expect((await manager.ask(`GET /api/${services}`)).internetData).toEqual({
      requestedAt,
      fulfilledAt: midnight,
    })
    expect(await done()).toEqual([
      ['request-internet-data', null],
      ['fulfil-internet-data', { files: 1 }],
    ])
  })

  it('of a hundred who ask at once, one does', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => manager.call(`POST /api/${data}`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers) {
      if (status !== 200) expect(body).toMatchObject({ error: { code: 'ERR_REQUEST_DATA_ASKED' } })
    }
    expect(await requests()).toHaveLength(1)
    expect(await portal.database.query.selectFrom('jobs').select('kind').execute()).toEqual([
      { kind: fulfilInternetDataKind },
    ])
  })

  it('fulfilled twice changes nothing', async () => {
    await addFile('202602.zip')
    await manager.ask(`POST /api/${data}`)
    const [request] = await requests()
    const again = () =>
      queueJob(portal.database.query, portal.clock.now(), fulfilInternetDataKind, { request: request?.id })
    await again()
    await runDue(midnight)
    const [fulfilled] = await requests()
    await again()
    await runDue('2026-03-02T17:00:00.000Z')
    expect(await requests()).toEqual([fulfilled])
    expect(await files('vpn')).toHaveLength(1)
    expect((await done()).filter(([event]) => event === 'fulfil-internet-data')).toHaveLength(1)
  })

  it('asked for again after that, brings what came since, each file once', async () => {
    for (const [name, next] of [
      ['202602.zip', midnight],
      ['202603.zip', '2026-03-03T16:00:00.000Z'],
    ] as const) {
      await addFile(name)
      await manager.ask(`POST /api/${data}`)
      await runDue(next)
      portal.clock.advance(60)
    }
    expect((await files('vpn')).map(({ name }) => name)).toEqual(['202602.zip', '202603.zip'])
    expect((await manager.ask(`GET /api/${services}`)).internetData?.fulfilledAt).toBe('2026-03-03T16:00:00.000Z')
  })

  it('brings no file of another institution', async () => {
    await addFile('other.zip', pharmacy.code)
    await manager.ask(`POST /api/${data}`)
    await runDue(midnight)
    expect(await requests()).toMatchObject([{ fulfilled_at: new Date(midnight) }])
    expect(await files('vpn')).toEqual([])
  })

  it('is asked for on the VPN platform alone', async () => {
    const there = await signedInAs(portal, person.id, { platform: 'internet' })
    expect(await there.refusal(`POST /api/${data}`)).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    await manager.ask(`POST /api/${data}`)
    expect((await there.ask(`GET /api/${services}`)).internetData).toBeNull()
  })
})
