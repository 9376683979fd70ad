import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../core/protocol/routes.ts'
import { createJobRunner } from '../../server/jobs/create-job-runner.ts'
import { logOptions } from '../../server/log.ts'
import { type CardPortal, openCardPortal } from './auth/card-portal.ts'
import { signInInEveryWay } from './every-sign-in.ts'

let text = ''
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    text += chunk.toString()
    done()
  },
})
const log = pino(logOptions('debug'), sink)
let portal: CardPortal
let secrets: string[]
beforeAll(async () => {
  portal = await openCardPortal({}, { log })
  secrets = await signInInEveryWay(portal)
  const { database, clock } = portal
  await createJobRunner({
    database,
    clock,
    log,
    kinds: [
      { kind: 'x', everySeconds: 60, leaseSeconds: 60, maximumAttempts: 1, run: () => Promise.reject(new Error('no')) },
    ],
  }).runDue()
})
afterAll(() => portal.close())

const lines = () =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log of every way to sign in, at its most talkative', () => {
  it('has a line for each request: by its row of the table, with status, time and request id', () => {
    const requests = lines().filter(({ route, method }) => route !== undefined && method !== undefined)
    expect(requests.length).toBeGreaterThan(15)
    for (const line of requests) {
      expect(
        Object.keys(line)
          .filter((key) => !['code', 'traceId'].includes(key))
          .toSorted(),
      ).toEqual(['level', 'method', 'milliseconds', 'requestId', 'route', 'status', 'time'])
      expect([...Object.keys(routes), '/files/:ticket', 'other']).toContain(line['route'])
    }
    expect(requests.filter(({ route, status }) => route === 'POST /api/auth/assertion' && status === 200)).toHaveLength(
      2,
    )
    expect(requests.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 500]))
  })

  it('tells an unexpected error with its stack, under the request’s id', () => {
    const error = lines().find(({ msg }) => msg === 'unexpected error')
    expect(error).toMatchObject({
      err: { message: expect.stringContaining('sessions') },
      requestId: expect.any(String),
    })
  })

  it('has no name, ID number, institution, address, cookie, token, key or password', () => {
    expect(secrets.length).toBeGreaterThan(40)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/eyJ|%E6/)
  })
})
