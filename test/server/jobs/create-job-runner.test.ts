import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../server/db/new-id.ts'
import { addJob } from '../../../server/db/tables/jobs.ts'
import { createJobRunner, type JobRunner } from '../../../server/jobs/create-job-runner.ts'
import type { JobKind } from '../../../server/jobs/job-kind.ts'
import { queueJob } from '../../../server/jobs/queue-job.ts'
import type { Log } from '../../../server/log.ts'
import { SettableClock } from '../settable-clock.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} } as Log

let database: TestDatabase
let clock: SettableClock
let runners: JobRunner[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  clock = new SettableClock()
  await database.clear()
})
afterEach(async () => {
  await Promise.all(runners.map((runner) => runner.stop()))
  runners = []
})
afterAll(() => database.close())

function runnerOf(...kinds: JobKind[]): JobRunner {
  const runner = createJobRunner({ database, clock, log: quiet, kinds, pollMilliseconds: 5 })
  runners.push(runner)
  return runner
}

const kind = (run: JobKind['run'], changes: Partial<JobKind> = {}): JobKind => ({
  kind: 'work',
  leaseSeconds: 60,
  maximumAttempts: 3,
  run,
  ...changes,
})
const rows = () => database.query.selectFrom('jobs').selectAll().execute()

describe('jobs', () => {
  it('queued work runs once, with its payload, and is gone', async () => {
    const seen: unknown[] = []
    await queueJob(database.query, clock.now(), 'work', { institution: '3501999018' })
    const runner = runnerOf(kind((payload) => Promise.resolve(void seen.push(payload))))
    await runner.runDue()
    await runner.runDue()
    expect(seen).toEqual([{ institution: '3501999018' }])
    expect(await rows()).toEqual([])
  })

  it('work queued in a transaction that fails never runs', async () => {
    const work = database.tx(async (query) => {
      await queueJob(query, clock.now(), 'work', {})
      throw new Error('half way')
    })
    await expect(work).rejects.toThrow('half way')
    expect(await rows()).toEqual([])
  })

  it('waits for its time', async () => {
    let runs = 0
    await queueJob(database.query, clock.now(), 'work', {}, new Date(clock.now().getTime() + 60_000))
    const runner = runnerOf(kind(() => Promise.resolve(void runs++)))
    await runner.runDue()
    expect(runs).toBe(0)
    clock.advance(60)
    await runner.runDue()
    expect(runs).toBe(1)
  })

  it('failed work is tried again later and later, then given up and kept with its error', async () => {
    let runs = 0
    await queueJob(database.query, clock.now(), 'work', {})
    const runner = runnerOf(
      kind(() => {
        runs++
        return Promise.reject(new Error(`failure ${runs}`))
      }),
    )
    await runner.runDue()
    clock.advance(4)
    await runner.runDue()
    expect(runs).toBe(1)
    clock.advance(1)
    await runner.runDue()
    expect(runs).toBe(2)
    clock.advance(10)
    await runner.runDue()
    clock.advance(100_000)
    await runner.runDue()
    expect(runs).toBe(3)
    expect(await rows()).toMatchObject([{ attempts: 3, last_error: 'failure 3', gave_up_at: expect.any(Date) }])
  })

  it('work that says how it ends when it is given up is not kept', async () => {
    const ended: unknown[] = []
    await queueJob(database.query, clock.now(), 'work', { notice: 1 })
    const giveUp = (payload: unknown) => Promise.resolve(void ended.push(payload))
    const runner = runnerOf(kind(() => Promise.reject(new Error('no')), { maximumAttempts: 1, giveUp }))
    await runner.runDue()
    expect([ended, await rows()]).toEqual([[{ notice: 1 }], []])
  })

  it('periodic work gets what its last run has answered', async () => {
    const seen: unknown[] = []
    const answers = [{ after: 'b' }, undefined]
    const runner = runnerOf(
      kind((payload) => Promise.resolve((seen.push(payload), answers[seen.length - 1])), { everySeconds: 60 }),
    )
    const runAt = clock.now()
    await addJob(database.query, { id: newId(runAt), kind: 'work', payload: {}, runAt, periodicKey: 'work' })
    for (let turn = 0; turn < 3; turn++) {
      await runner.runDue()
      clock.advance(60)
    }
    expect(seen).toEqual([{}, { after: 'b' }, {}])
  })

  it('two runners share the work: nothing runs twice', async () => {
    const seen: unknown[] = []
    for (let turn = 0; turn < 20; turn++) await queueJob(database.query, clock.now(), 'work', turn)
    const work = kind(async (payload) => {
      seen.push(payload)
      await new Promise(setImmediate)
    })
    await Promise.all([runnerOf(work).runDue(), runnerOf(work).runDue()])
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, turn) => turn))
  })

  it('work whose process vanished is taken over when its lease ran out, and the late finisher changes nothing', async () => {
    await queueJob(database.query, clock.now(), 'work', {})
    let finishFirst = () => {}
    const first = runnerOf(kind(() => new Promise<void>((resolve) => (finishFirst = resolve))))
    const firstRun = first.runDue()
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1)

    let secondRuns = 0
    const failing = kind(() => {
      secondRuns++
      return Promise.reject(new Error('not yet'))
    })
    const second = runnerOf(failing)
    await second.runDue()
    expect(secondRuns).toBe(0)
    clock.advance(61)
    await second.runDue()
    expect(secondRuns).toBe(1)
    finishFirst()
    await firstRun
    expect(await rows()).toMatchObject([{ attempts: 2, last_error: 'not yet' }])
  })

  it('periodic work exists once however many processes start, and comes again after its period', async () => {
    let runs = 0
    const periodic = kind(() => Promise.resolve(void runs++), { everySeconds: 300 })
    await runnerOf(periodic).start()
    await runnerOf(periodic).start()
    await expect.poll(() => runs).toBe(1)
    expect(await rows()).toHaveLength(1)
    clock.advance(300)
    await expect.poll(() => runs).toBe(2)
  })

  it('periodic work goes on when the clock is set back, also under the lease of a process that vanished', async () => {
    clock.advance(86_400)
    let runs = 0
    const runner = runnerOf(kind(() => Promise.resolve(void runs++), { everySeconds: 300 }))
    await runner.start()
    await expect.poll(() => runs).toBe(1)
    await runner.stop()
    const next = runnerOf(kind(() => Promise.resolve(void runs++), { everySeconds: 300 }))
    clock.advance(-86_400)
    await next.runDue()
    expect(runs).toBe(2)
    await next.runDue()
    expect(runs).toBe(2)

    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + 86_400_000)
    await database.query.updateTable('jobs').set({ run_at: now, lease_until: leaseUntil }).execute()
    await next.runDue()
    expect(runs).toBe(3)
  })

  it('work cut off by a stop is due again at once, and its try does not count: restarts never give it up', async () => {
    await queueJob(database.query, clock.now(), 'work', {})
    for (let start = 0; start < 4; start++) {
      let began = () => {}
      const beginning = new Promise<void>((resolve) => (began = resolve))
      const runner = runnerOf(
        kind((_payload, signal) => {
          began()
          return new Promise<void>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')))
          })
        }),
      )
      await runner.start()
      await beginning
      await runner.stop()
    }
    expect(await rows()).toMatchObject([{ attempts: 0, lease_until: null, last_error: null, gave_up_at: null }])
  })

  it('without any kind nothing is looked for', async () => {
    const errors: unknown[] = []
    const log = { ...quiet, error: (...words: unknown[]) => void errors.push(words) } as Log
    const runner = createJobRunner({ database, clock, log, kinds: [], pollMilliseconds: 1 })
    await runner.start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await runner.stop()
    expect(errors).toEqual([])
  })

  it('stopping aborts the running work and waits for it', async () => {
    let ended = false
    const runner = runnerOf(
      kind(
        (_payload, signal) =>
          new Promise<void>((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              ended = true
              reject(new Error('aborted'))
            })
          }),
        { everySeconds: 60 },
      ),
    )
    await runner.start()
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1)
    await runner.stop()
    expect(ended).toBe(true)
  })
})
