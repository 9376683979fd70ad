import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { addSeconds } from '../../../server/clock.ts'
import { addSamModule, revokeSamModule } from '../../../server/db/tables/sam-modules.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import type { Log } from '../../../server/log.ts'
import { localMailer } from '../../../server/mail/local-mailer.ts'
import type { Mailer } from '../../../server/mail/mail.ts'
import { sendMail } from '../../../server/mail/send-mail.ts'
import { notifyExpiring } from '../../../server/sam/notify-expiring.ts'
import { author, colleague, seedAnnouncementPeople, signIn, user } from '../announcements/announcement-pages.ts'
import { clinic, openTestPortal, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let folder: string
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedAnnouncementPeople(portal)
  folder = mkdtempSync(join(tmpdir(), 'portal-mail-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
afterAll(() => portal.close())

const day = 86_400
const silent = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Log
const runDue = (mailer: Mailer) =>
  createJobRunner({ database: portal.database, clock: portal.clock, log: silent, kinds: [sendMail(mailer)] }).runDue()
const local = () => localMailer(folder, { from: 'no-reply@portal.example', clock: portal.clock })
const mails = () =>
  readdirSync(folder).map((name) => {
    const [head = '', body = ''] = readFileSync(join(folder, name), 'utf8').split('\r\n\r\n')
    return { name, head, text: Buffer.from(body, 'base64').toString() }
  })
const keep = async (email: string) => {
  const staff = await signIn(portal, author)
  return await staff.ask('PUT /api/staff/institutions', { code: clinic.code, email })
}

describe('a file that is granted', () => {
  async function grant() {
    const staff = await signIn(portal, colleague)
    const query = `?${new URLSearchParams({ institution: clinic.code, name: '核定函.txt', description: '核定函' })}`
    const rawBody = new TextEncoder().encode('x')
    const { id } = await staff.ask('POST /api/staff/data-requests/files', undefined, { query, rawBody })
    const reader = await signIn(portal, user, clinic.code)
    await reader.ask('POST /api/shortcuts/file', { id, encrypted: false })
    portal.clock.advance(15 * day)
    const later = await signIn(portal, user, clinic.code)
    await later.ask('POST /api/shortcuts/request', { id })
    const decider = await signIn(portal, colleague)
    await decider.ask('POST /api/staff/data-requests/decide', { id, move: 'grant' })
  }

  it('is told by e-mail where the institution keeps an address, and the message holds no way in', async () => {
    expect((await keep('clinic@portal.example')).email).toBe('clinic@portal.example')
    await grant()
    await runDue(local())
    const [mail, ...more] = mails()
    expect(more).toEqual([])
    expect(mail?.name).toMatch(/^[\da-f]{32}\.eml$/)
    expect(mail?.head).toContain('To: clinic@portal.example')
    expect(mail?.text).toContain('「核定函.txt」已同意提供')
    expect(mail?.text).toContain('can be downloaded')
    expect(mail?.text).not.toMatch(/https?:|\/files\//)
  })

  it('is told to nobody where none is kept', async () => {
    await keep('clinic@portal.example')
    await keep('')
    await grant()
    await runDue(local())
    expect(mails()).toEqual([])
  })

  it('is tried again when the message could not be handed on', async () => {
    await keep('clinic@portal.example')
    await grant()
    const send = vi.fn<Mailer['send']>().mockRejectedValueOnce(new Error('full')).mockResolvedValue()
    await runDue({ send })
    expect(send).toHaveBeenCalledOnce()
    portal.clock.advance(60)
    await runDue({ send })
    expect(send).toHaveBeenCalledTimes(2)
    expect(send.mock.calls[0]).toEqual(send.mock.calls[1])
    portal.clock.advance(day)
    await runDue({ send })
    expect(send).toHaveBeenCalledTimes(2)
  })
})

describe('the end of a module', () => {
  const addModule = (code: string, days: number) =>
    addSamModule(portal.database.query, {
      code,
      applicationId: null,
      institutionCode: clinic.code,
      environment: 'test',
      certificate: new Uint8Array([1]),
      serialNumber: code,
      notBefore: portal.clock.now(),
      notAfter: addSeconds(portal.clock.now(), days * day),
      container: null,
      issuedAt: portal.clock.now(),
    })
  const look = async () => {
    await notifyExpiring({ database: portal.database, clock: portal.clock }).run({}, AbortSignal.timeout(5000))
    await runDue(local())
    return mails().length
  }

  it('is told ninety days before and fourteen, once each', async () => {
    await keep('clinic@portal.example')
    await addModule('900000000001', 100)
    expect(await look()).toBe(0)
    portal.clock.advance(10 * day)
    expect(await look()).toBe(1)
    expect(mails()[0]?.text).toContain('900000000001')
    portal.clock.advance(day)
    expect(await look()).toBe(1)
    portal.clock.advance(75 * day)
    expect(await look()).toBe(2)
    portal.clock.advance(20 * day)
    expect(await look()).toBe(2)
  })

  it('is told once when both are due, and as soon as an address is kept', async () => {
    await addModule('900000000001', 10)
    expect(await look()).toBe(0)
    await keep('clinic@portal.example')
    expect(await look()).toBe(1)
    expect(await look()).toBe(1)
  })

  it('is not told of one that is revoked, or was renewed', async () => {
    await keep('clinic@portal.example')
    await addModule('900000000001', 10)
    await addModule('900000000002', 700)
    expect(await look()).toBe(0)
    await revokeSamModule(portal.database.query, '900000000002', portal.clock.now())
    await revokeSamModule(portal.database.query, '900000000001', portal.clock.now())
    expect(await look()).toBe(0)
  })
})

it('a wrong address is refused, and none is in the audit', async () => {
  const staff = await signIn(portal, author)
  expect(await staff.refusal('PUT /api/staff/institutions', { code: clinic.code, email: 'x' })).toMatchObject({
    code: 'ERR_REQUEST_MALFORMED',
    details: { field: 'email' },
  })
  await keep('clinic@portal.example')
  const rows = await portal.database.query.selectFrom('audit').selectAll().execute()
  expect(rows.map(({ event }) => event)).toContain('change-institution')
  expect(JSON.stringify(rows)).not.toContain('clinic@')
})
