import { request } from 'node:http'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { errorCodes } from '../../../core/errors/error-codes.ts'
import { platformCodes } from '../../../core/portal/platforms.ts'
import { documentPaths } from '../../../core/protocol/documents.ts'
import { pagePaths } from '../../../core/protocol/pages.ts'
import { routes } from '../../../core/protocol/routes.ts'
import { databaseOver } from '../../../server/db/open-database.ts'
import { measuredPool } from '../../../server/db/measured-pool.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import { queueJob } from '../../../server/jobs/queue-job.ts'
import { createMetrics } from '../../../server/metrics/create-metrics.ts'
import { gaugeLookUp } from '../../../server/metrics/look-up-gauges.ts'
import { serveMetrics } from '../../../server/metrics/serve-metrics.ts'
import { askChallenge, type CardPortal, openCardPortal } from '../auth/card-portal.ts'
import { claimsFor, signWithCard } from '../sign-with-card.ts'

const metrics = createMetrics()
const list = 'http://crl.example/ca.crl'
let portal: CardPortal
let lookUp: () => Promise<void>
beforeAll(async () => {
  portal = await openCardPortal({}, { measures: metrics.measures })
  await portal.startOver()
  const { database, clock } = portal
  lookUp = gaugeLookUp({
    gauges: metrics.gauges,
    database,
    clock,
    lists: () => [
      { url: list, thisUpdate: clock.now().getTime() - 60_000, nextUpdate: clock.now().getTime() + 5000, entries: 7 },
    ],
    missingLists: () => [],
    isReady: () => Promise.resolve(true),
  })
})
afterAll(() => portal.close())

const lines = async () => (await metrics.text()).split('\n').filter((line) => line.startsWith('portal_'))

describe('the metrics', () => {
  it('count answers by row of the table, refusals by code, and sign-ins by card and outcome', async () => {
    const page = portal.page()
    const card = portal.card('hca-personnel')
    const assertion = signWithCard(card, claimsFor(card, await askChallenge(page, card)))
    await page.ask('POST /api/auth/assertion', { assertion })
    await page.refusal('POST /api/auth/assertion', { assertion })
    const other = portal.page()
    const stale = claimsFor(card, await askChallenge(other, card), { iat: 1 })
    await other.refusal('POST /api/auth/assertion', { assertion: signWithCard(card, stale) })
    await page.fetch('GET', '/links')
    await page.fetch('GET', '/nowhere/A199090017')
    const told = await lines()
    expect(told).toContain('portal_requests_total{route="POST /api/auth/assertion",status="2xx"} 1')
    expect(told).toContain('portal_requests_total{route="/links",status="2xx"} 1')
    expect(told).toContain('portal_requests_total{route="other",status="4xx"} 1')
    expect(told).toContain('portal_sign_ins_total{card_type="hca-personnel",outcome="done"} 1')
    expect(told).toContainEqual(
      expect.stringMatching(/^portal_sign_ins_total\{card_type="hca-personnel",outcome="ERR_LOGIN_\w+"\} 1$/),
    )
    expect(told).toContainEqual(expect.stringMatching(/^portal_refusals_total\{code="ERR_LOGIN_\w+"\} 1$/))
    expect(told).toContain('portal_request_seconds_count{route="POST /api/auth/assertion"} 3')
  })

  it('look up jobs, sessions and revocation lists when somebody asks, and the database once in five seconds', async () => {
    const { database, clock } = portal
    await queueJob(database.query, clock.now(), 'send-mail', {})
    clock.advance(30)
    const failing = {
      kind: 'send-mail',
      leaseSeconds: 60,
      maximumAttempts: 1,
      run: () => Promise.reject(new Error('no mail')),
    }
    await lookUp()
    const told = await lines()
    expect(told).toContain('portal_jobs_waiting{kind="send-mail"} 1')
    expect(told).toContain('portal_jobs_oldest_due_seconds{kind="send-mail"} 30')
    expect(told).toContain('portal_sessions_open{platform="vpn"} 1')
    expect(told).toContain(`portal_revocation_list_age_seconds{url="${list}"} 60`)
    expect(told).toContain(`portal_revocation_list_expires_seconds{url="${list}"} 5`)
    expect(told).toContain(`portal_revocation_list_entries{url="${list}"} 7`)
    expect(told).toContain('portal_database_up 1')
    expect(told).toContain('portal_ready 1')

    const { log } = { log: { debug() {}, info() {}, warn() {}, error() {} } as never }
    await createJobRunner({ database, clock, log, measures: metrics.measures, kinds: [failing] }).runDue()
    await lookUp()
    expect(await lines()).toContain('portal_jobs_waiting{kind="send-mail"} 1')
    clock.advance(5)
    await lookUp()
    expect(await lines()).toContain('portal_jobs_given_up{kind="send-mail"} 1')
    expect(await lines()).toContain('portal_job_seconds_count{kind="send-mail",outcome="gave-up"} 1')
  })

  it('have labels of known words alone: nothing of a person, an institution or an address', async () => {
    const known: Record<string, readonly string[]> = {
      route: [...Object.keys(routes), ...documentPaths, ...pagePaths, 'file', 'other'],
      status: ['2xx', '3xx', '4xx', '5xx'],
      code: errorCodes,
      card_type: [...Object.keys(cardTypes), 'none'],
      platform: platformCodes,
      kind: ['send-mail'],
      url: [list],
    }
    known['outcome'] = [
      'done',
      'failed',
      'gave-up',
      'given-back',
      'committed',
      'rolled-back',
      'tried-again',
      ...(known['code'] ?? []),
    ]
    const told = await lines()
    const labels = told.flatMap((line) =>
      [...line.matchAll(/[{,](\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => ({ name, value })),
    )
    expect(labels.length).toBeGreaterThan(50)
    const strange = labels.filter(({ name, value }) => name !== 'le' && known[name]?.includes(value) !== true)
    expect(strange).toEqual([])
  })

  it('tell without the database that it does not answer', async () => {
    const away = databaseOver({
      connect: () => Promise.reject(new Error('away')),
      end: () => Promise.resolve(),
    })
    const { clock } = portal
    await gaugeLookUp({
      gauges: metrics.gauges,
      database: away,
      clock,
      lists: () => [],
      missingLists: () => [list],
      isReady: () => Promise.resolve(false),
    })()
    const told = await lines()
    expect(told).toContain('portal_database_up 0')
    expect(told).toContain('portal_ready 0')
    expect(told).toContain('portal_revocation_lists_missing 1')
    expect(told.filter((line) => line.startsWith('portal_sessions_open'))).toEqual([])
  })
})

describe('the pool', () => {
  it('tells who waits, what is in use, and how long statements and transactions take', async () => {
    const free: ((client: PostgresPoolClient) => void)[] = []
    const client = { query: () => Promise.resolve({ rows: [], command: 'SELECT', rowCount: 0 }), release() {} }
    const pool: PostgresPool = {
      connect: () => new Promise((resolve) => free.push(resolve)),
      end: () => Promise.resolve(),
    }
    const own = createMetrics()
    const has = async (line: string) => expect((await own.text()).split('\n')).toContain(line)
    const database = databaseOver(measuredPool(pool, own.measures), own.measures)
    const work = database.tx(async (query) => {
      await has('portal_database_connections_in_use 1')
      await sql`select 1`.execute(query)
    })
    await expect.poll(() => free.length).toBe(1)
    await has('portal_database_connections_waiting 1')
    free[0]?.(client as unknown as PostgresPoolClient)
    await work
    await has('portal_database_connections_waiting 0')
    await has('portal_database_connections_in_use 0')
    await has('portal_database_query_seconds_count 3') // begin, the statement, commit
    await has('portal_database_transaction_seconds_count{outcome="committed"} 1')
  })
})

describe('the listener of metrics', () => {
  it('answers /metrics and nothing else; the public one does not have it', async () => {
    const listener = await serveMetrics({ host: '127.0.0.1', port: 0 }, metrics, lookUp)
    const ask = async (path: string, method = 'GET') => {
      const asked = request({ host: '127.0.0.1', port: listener.port, path, method, agent: false }).end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      let text = ''
      for await (const chunk of answer) text += String(chunk)
      return { status: answer.statusCode, type: answer.headers['content-type'], text }
    }
    const { status, type, text } = await ask('/metrics')
    expect([status, type]).toEqual([200, expect.stringContaining('text/plain')])
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    expect((await ask('/')).status).toBe(404)
    expect((await ask('/metrics', 'POST')).status).toBe(404)
    await listener.stop()
    await expect(ask('/metrics')).rejects.toThrow('ECONNREFUSED')
    expect((await portal.page().fetch('GET', '/metrics')).status).toBe(404)
  })
})
