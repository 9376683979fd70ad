import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databaseOver } from '../../../server/db/open-database.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { answerProbes } from '../../../server/health/answer-probes.ts'
import { createReadiness, type Readiness } from '../../../server/health/readiness.ts'
import { SettableClock } from '../settable-clock.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

const clock = new SettableClock()
let logged: object[] = []
const keep = (entry: object) => void logged.push(entry)
const log = { info: keep, warn: keep } as unknown as Parameters<typeof createReadiness>[0]['log']

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => {
  logged = []
})
afterAll(() => database.close())

const ask = async (readiness: Pick<Readiness, 'reason'>, path: string, method = 'GET') => {
  const portal = () => new Response('portal')
  const answer = await answerProbes(readiness, portal)(new Request(`http://10.0.0.7:8080${path}`, { method }), {})
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('the probes', () => {
  it('answer by any host name, say one word and are never cached', async () => {
    const readiness = createReadiness({ database, clock, log })
    for (const [path, word] of [
      ['/healthz', 'alive'],
      ['/readyz', 'ready'],
    ] as const) {
      const { status, headers, text } = await ask(readiness, path)
      expect([status, JSON.parse(text)]).toEqual([200, { status: word }])
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
    expect((await ask(readiness, '/readyz', 'POST')).status).toBe(405)
    expect((await ask(readiness, '/readyz/')).text).toBe('portal')
  })

  it('a server that is going is alive and not ready', async () => {
    const readiness = createReadiness({ database, clock, log })
    expect((await ask(readiness, '/readyz')).status).toBe(200)
    readiness.leave()
    expect((await ask(readiness, '/readyz')).status).toBe(503)
    expect((await ask(readiness, '/healthz')).status).toBe(200)
    expect(logged).toEqual([{ reason: 'stopping' }])
  })

  it('a database that lacks a migration of this build makes it unready, one that is further does not', async () => {
    const readiness = createReadiness({ database, clock, log })
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(database.query)
    expect((await ask(readiness, '/readyz')).status).toBe(200)
    await migrate(database.query)
    await sql`delete from kysely_migration where name in ('9999_later', '0001_foundations')`.execute(database.query)
    clock.advance(1)
    expect((await ask(readiness, '/readyz')).status).toBe(503)
    expect(logged).toEqual([{ reason: 'schema' }])
    await sql`insert into kysely_migration (name, timestamp) values ('0001_foundations', '')`.execute(database.query)
  })

  it('a database that does not answer makes it unready in two seconds, and is asked one question whoever asks', async () => {
    let asked = 0
    const hanging = databaseOver({
      connect() {
        asked++
        return new Promise(() => undefined)
      },
      end: () => Promise.resolve(),
    })
    const readiness = createReadiness({ database: hanging, clock, log })
    const begun = performance.now()
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(readiness, '/readyz')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    expect(performance.now() - begun).toBeLessThan(10_000)
    clock.advance(5)
    expect((await ask(readiness, '/readyz')).status).toBe(503)
    expect(asked).toBe(1)
    expect(logged).toEqual([{ reason: 'database' }])
  })

  it('a hundred questions in a second are one to the database', async () => {
    let asked = 0
    const counting = database.query.withPlugin({
      transformQuery: ({ node }) => (asked++, node),
      transformResult: ({ result }) => Promise.resolve(result),
    })
    const readiness = createReadiness({ database: { query: counting }, clock, log })
    await ask(readiness, '/readyz')
    const once = asked
    expect(once).toBeGreaterThan(0)
    for (let turn = 0; turn < 100; turn++) await ask(readiness, '/readyz')
    expect(asked).toBe(once)
    clock.advance(1)
    await ask(readiness, '/readyz')
    expect(asked).toBe(2 * once)
  })
})
