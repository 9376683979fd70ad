import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Measures } from '../measures.ts'

export interface Metrics {
  readonly measures: Measures
  /** In Prometheus' text format; `refresh` runs before. */
  text(): Promise<string>
  readonly contentType: string
  /** Numbers that are looked up when somebody asks. */
  readonly gauges: Gauges
}

export interface Gauges {
  /** Replaces all of a gauge's values. */
  set(name: GaugeName, values: readonly { readonly label?: string; readonly value: number }[]): void
}

/** The longest that people wait for is the check of a claims file, which no request waits for. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const databaseBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const jobBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300]

/** What is looked up: the words, and the label of each value where there are several. */
const gaugeRows = {
  ready: { help: '1 while /readyz says that requests may be sent here' },
  database_up: { help: '1 when the database answered what stands below' },
  jobs_waiting: { help: 'Jobs that are due', label: 'kind' },
  jobs_oldest_due_seconds: { help: 'For how long the longest waiting job has been due', label: 'kind' },
  jobs_given_up: { help: 'Jobs that were given up and wait for an administrator', label: 'kind' },
  sessions_open: { help: 'Open sessions, of all servers together', label: 'platform' },
  revocation_lists_missing: { help: 'Addresses of which no fresh revocation list is in use' },
  revocation_list_age_seconds: { help: 'Since its authority made the list in use', label: 'url' },
  revocation_list_expires_seconds: { help: 'Until the list in use is stale; below 0 it is', label: 'url' },
  revocation_list_entries: { help: 'Entries of the list in use', label: 'url' },
} as const satisfies Record<string, { readonly help: string; readonly label?: string }>

export type GaugeName = keyof typeof gaugeRows

/** Every metric of the portal begins with `portal_`; Node's own are beside them under their usual names. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const named = { registers: [registry] }
  const requests = new Counter({
    ...named,
    name: 'portal_requests_total',
    help: 'Answers by row of the route table and class of status',
    labelNames: ['route', 'status'],
  })
  const requestSeconds = new Histogram({
    ...named,
    name: 'portal_request_seconds',
    help: 'Time to an answer',
    labelNames: ['route'],
    buckets: requestBuckets,
  })
  const refusals = new Counter({
    ...named,
    name: 'portal_refusals_total',
    help: 'Refusals by code',
    labelNames: ['code'],
  })
  const signIns = new Counter({
    ...named,
    name: 'portal_sign_ins_total',
    help: 'Sign-ins by kind of card and outcome: done, or the code of the refusal',
    labelNames: ['card_type', 'outcome'],
  })
  const connectionsInUse = new Gauge({ ...named, name: 'portal_database_connections_in_use', help: 'Of this server' })
  const connectionsWaiting = new Gauge({
    ...named,
    name: 'portal_database_connections_waiting',
    help: 'Who waits for one',
  })
  const querySeconds = new Histogram({
    ...named,
    name: 'portal_database_query_seconds',
    help: 'Time of one statement',
    buckets: databaseBuckets,
  })
  const transactionSeconds = new Histogram({
    ...named,
    name: 'portal_database_transaction_seconds',
    help: 'Time of one try of a transaction',
    labelNames: ['outcome'],
    buckets: databaseBuckets,
  })
  const jobSeconds = new Histogram({
    ...named,
    name: 'portal_job_seconds',
    help: 'Time of one run, by kind and outcome',
    labelNames: ['kind', 'outcome'],
    buckets: jobBuckets,
  })
  const gauges = new Map(
    Object.entries<{ help: string; label?: string }>(gaugeRows).map(([name, { help, label }]) => [
      name,
      {
        label,
        gauge: new Gauge({ ...named, name: `portal_${name}`, help, labelNames: label === undefined ? [] : [label] }),
      },
    ]),
  )

  const counted = (gauge: Gauge) => () => {
    gauge.inc()
    return () => gauge.dec()
  }
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    gauges: {
      set(name, values) {
        const row = gauges.get(name)
        row?.gauge.reset()
        for (const { label, value } of values) {
          row?.gauge.set(row.label === undefined || label === undefined ? {} : { [row.label]: label }, value)
        }
      },
    },
    measures: {
      answered({ route, status, seconds }) {
        requests.inc({ route, status: `${Math.floor(status / 100)}xx` })
        requestSeconds.observe({ route }, seconds)
      },
      refused: (code) => refusals.inc({ code }),
      signedIn: (cardType, outcome) => signIns.inc({ card_type: cardType ?? 'none', outcome }),
      waitsForConnection: counted(connectionsWaiting),
      usesConnection: counted(connectionsInUse),
      queried: (seconds) => querySeconds.observe(seconds),
      transacted: (outcome, seconds) => transactionSeconds.observe({ outcome }, seconds),
      jobEnded: (kind, outcome, seconds) => jobSeconds.observe({ kind, outcome }, seconds),
    },
  }
}
