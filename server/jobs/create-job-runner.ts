import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { addSeconds, type Clock } from '../clock.ts'
import { newId } from '../db/new-id.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { addJob, failJob, finishJob, giveBackJob, type JobRecord, leaseDueJob } from '../db/tables/jobs.ts'
import type { Log } from '../log.ts'
import { type JobOutcome, type Measures, noMeasures, secondsSince } from '../measures.ts'
import { inSpan, traceOf } from '../tracing.ts'
import { type JobKind, type JobPayload, retrySeconds } from './job-kind.ts'

export interface JobRunner {
  /** Runs what is due now, one after another, and resolves when nothing is. */
  runDue(): Promise<void>
  /** Makes the periodic work exist and looks for due work until stopped. */
  start(): Promise<void>
  /** Aborts the running work and waits for its end. */
  stop(): Promise<void>
}

/** What is set further ahead than so many of its own periods was set by a clock that was wrong; processes differ a little. */
const clockTolerance = 2

export function createJobRunner(parts: {
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly log: Log
  readonly kinds: readonly JobKind[]
  readonly measures?: Measures
  readonly pollMilliseconds?: number
}): JobRunner {
  const { database, clock, log, measures = noMeasures, pollMilliseconds = 1000 } = parts
  const kinds = new Map(parts.kinds.map((kind) => [kind.kind, kind]))
  const stopping = new AbortController()
  let loop: Promise<void> = Promise.resolve()

  async function runOne(): Promise<boolean> {
    const now = clock.now()
    const longestLease = Math.max(...parts.kinds.map(({ leaseSeconds }) => leaseSeconds))
    const job = await leaseDueJob(database.query, {
      kinds: parts.kinds.map(({ kind, everySeconds }) => ({
        kind,
        latestRunAt: everySeconds === undefined ? undefined : addSeconds(now, clockTolerance * everySeconds),
      })),
      now,
      leaseUntil: addSeconds(now, longestLease),
      latestLease: addSeconds(now, clockTolerance * longestLease),
      leaseId: randomUUID(),
    })
    const kind = job && kinds.get(job.kind)
    if (!kind) return false
    await inSpan(`job ${kind.kind}`, 'job', () => runLeased(kind, job), { parent: traceOf(null) })
    return true
  }

  async function runLeased(kind: JobKind, job: JobRecord): Promise<void> {
    const begun = performance.now()
    const ended = (outcome: JobOutcome) => measures.jobEnded(kind.kind, outcome, secondsSince(begun))
    let next: JobPayload | void
    const tries = kind.everySeconds === undefined ? kind.maximumAttempts : Infinity
    try {
      // Counted before it ran: work that ends its process each time is given up too.
      if (job.attempts > tries) throw new Error('given up: its process vanished each time')
      next = await kind.run(
        job.payload,
        AbortSignal.any([stopping.signal, AbortSignal.timeout(kind.leaseSeconds * 1000)]),
      )
    } catch (error) {
      // Cut off by our own stop: no failure of the work, and the next process need not wait for the lease.
      if (stopping.signal.aborted) {
        ended('given-back')
        return await giveBackJob(database.query, job)
      }
      const text = error instanceof Error ? error.message : String(error)
      log.warn({ job: kind.kind, attempts: job.attempts, error: text }, 'job failed')
      const givesUp = job.attempts >= tries
      ended(givesUp ? 'gave-up' : 'failed')
      if (givesUp && kind.giveUp) {
        await kind.giveUp(job.payload)
        return await finishJob(database.query, job, null)
      }
      const now = clock.now()
      await failJob(
        database.query,
        job,
        givesUp
          ? { error: text, gaveUpAt: now }
          : { error: text, retryAt: addSeconds(now, retrySeconds(kind, job.attempts)) },
      )
      return
    }
    ended('done')
    await finishJob(
      database.query,
      job,
      kind.everySeconds === undefined ? null : { runAt: addSeconds(clock.now(), kind.everySeconds), payload: next },
    )
  }

  async function runDue(): Promise<void> {
    while (!stopping.signal.aborted && (await runOne()));
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await runDue()
      } catch (error) {
        log.error({ err: error }, 'jobs cannot be read')
      }
      await wait(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    runDue,
    async start() {
      const now = clock.now()
      for (const { kind, everySeconds } of parts.kinds) {
        if (everySeconds === undefined) continue
        await addJob(database.query, { id: newId(now), kind, payload: {}, runAt: now, periodicKey: kind })
      }
      // Of no kind nothing can be due, and there is no such question to a database.
      if (kinds.size > 0) loop = work()
    },
    async stop() {
      stopping.abort()
      await loop
    },
  }
}
