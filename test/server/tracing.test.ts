import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueJob } from '../../server/jobs/queue-job.ts'
import { createJobRunner } from '../../server/jobs/create-job-runner.ts'
import { fetchLimited } from '../../server/pki/fetch-limited.ts'
import { type CardPortal, openCardPortal } from './auth/card-portal.ts'
import { signInInEveryWay } from './every-sign-in.ts'

const exporter = new InMemorySpanExporter()
let portal: CardPortal
let secrets: string[]
let spans: ReadableSpan[]
beforeAll(async () => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  portal = await openCardPortal({ PROXIES: '1' })
  exporter.reset()
  secrets = await signInInEveryWay(portal)
  spans = [...exporter.getFinishedSpans()]
})
afterAll(async () => {
  await portal.close()
  trace.disable()
  context.disable()
})

const parentOf = (span: ReadableSpan) => span.parentSpanContext?.spanId
const below = (parent: ReadableSpan) => spans.filter((span) => parentOf(span) === parent.spanContext().spanId)

describe('the spans of every way to sign in', () => {
  it('are one for each request, with those of its steps and transactions below', () => {
    const requests = spans.filter(({ name }) => name === 'POST /api/auth/assertion')
    const done = requests.find(({ attributes }) => attributes['http.response.status_code'] === 200)
    if (!done) throw new Error('nobody signed in')
    expect(done.attributes).toMatchObject({
      'http.route': 'POST /api/auth/assertion',
      'portal.request_id': expect.any(String),
    })
    expect(below(done).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'step rate',
        'step origin',
        'step parse',
        'step path',
        'step institution',
        'transaction',
      ]),
    )
    const refused = requests.find(({ attributes }) => attributes['portal.code'] !== undefined)
    expect(refused?.attributes['portal.code']).toMatch(/^ERR_/)
  })

  it('name nothing that is nobody else’s business: routes, steps, codes and hosts alone', () => {
    const told = spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events }))
    const text = JSON.stringify(told)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/eyJ|%E6/)
    const keys = new Set(told.flatMap(({ attributes }) => Object.keys(attributes)))
    expect([...keys].toSorted()).toEqual([
      'http.response.status_code',
      'http.route',
      'portal.code',
      'portal.request_id',
    ])
    expect(told.flatMap(({ events }) => events)).toEqual([])
  })
})

describe('a trace', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }
  const traceOfNext = async (asked: CardPortal, sent: Record<string, string>) => {
    exporter.reset()
    asked.logged.length = 0
    await asked.page().fetch('GET', '/api/portal', undefined, { headers: sent })
    const id = exporter
      .getFinishedSpans()
      .find(({ name }) => name === 'GET /api/portal')
      ?.spanContext().traceId
    expect(asked.logged.at(-1)).toMatchObject({ traceId: id })
    return id
  }

  it('is gone on with when a proxy of ours sends it, and begun anew for anybody else and for what is no trace', async () => {
    expect(await traceOfNext(portal, headers)).toBe(traceId)
    for (const traceparent of [
      '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
      '林示範',
      `00-${traceId}-00f067aa0ba902b7`,
    ]) {
      expect(await traceOfNext(portal, { traceparent: encodeURI(traceparent) })).not.toBe(traceId)
    }
    const direct = await openCardPortal()
    expect(await traceOfNext(direct, headers)).not.toBe(traceId)
    await direct.close()
  })

  it('goes out to nobody: an outgoing call has a span and no header of it', async () => {
    exporter.reset()
    let sent: unknown
    const fetch: typeof globalThis.fetch = (_url, options) => {
      sent = options?.headers
      return Promise.resolve(new Response('x'))
    }
    await fetchLimited(fetch, 'http://crl.example/secret-path.crl', { bytes: 10, milliseconds: 1000 })
    expect(exporter.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes }))).toEqual([
      { name: 'fetch', attributes: { 'server.address': 'crl.example' } },
    ])
    expect(sent).toBeUndefined()
  })

  it('is begun by each job', async () => {
    exporter.reset()
    const { database, clock } = portal
    const quiet = { debug() {}, info() {}, warn() {}, error() {} } as never
    await queueJob(database.query, clock.now(), 'work', {})
    const work = { kind: 'work', leaseSeconds: 60, maximumAttempts: 3, run: () => database.tx(() => Promise.resolve()) }
    await createJobRunner({ database, clock, log: quiet, kinds: [work] }).runDue()
    const [transaction, job] = exporter.getFinishedSpans()
    expect([transaction?.name, job?.name]).toEqual(['transaction', 'job work'])
    expect(transaction && parentOf(transaction)).toBe(job?.spanContext().spanId)
    expect(job && parentOf(job)).toBeUndefined()
  })
})
