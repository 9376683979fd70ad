import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Pool } from 'pg'
import { newId } from '../../../server/db/new-id.ts'

/** One use of a connection: a statement, or a transaction's from begin to commit. */
export type RecordedUse = readonly { readonly text: string; readonly values: readonly unknown[] }[]

/** What the program is told, as JSON in the file that its argument names. */
export interface BareTask {
  readonly url: string
  /** Whole sign-ins, as the server asked the database. */
  readonly signIns: readonly (readonly RecordedUse[])[]
  /** Values that each sign-in had of its own: another takes their place each time. */
  readonly fresh: readonly string[]
  readonly seconds: number
  readonly atOnce: number
}

/** What it prints. */
export interface BareReport {
  readonly signIns: number
  readonly seconds: number
}

const warmUpSeconds = 2

const { url, signIns, fresh, seconds, atOnce } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BareTask
const pool = new Pool({ connectionString: url, max: atOnce })
const freshValues = new Set(fresh)

async function replay(signIn: readonly RecordedUse[]): Promise<void> {
  const others = new Map<string, string>()
  const valueFor = (value: unknown): unknown => {
    if (typeof value !== 'string' || !freshValues.has(value)) return value
    const known = others.get(value) ?? anotherLike(value)
    others.set(value, known)
    return known
  }
  for (const use of signIn) {
    const client = await pool.connect()
    try {
      for (const { text, values } of use) await client.query(text, values.map(valueFor))
    } finally {
      client.release()
    }
  }
}

function anotherLike(value: string): string {
  if (value.includes(':')) return `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`
  return value.length === 36 ? newId(new Date()) : randomBytes(32).toString('base64url')
}

const start = performance.now() + warmUpSeconds * 1000
const end = start + seconds * 1000
let count = 0
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (performance.now() < end) {
      const signIn = signIns[Math.floor(Math.random() * signIns.length)]
      if (signIn) await replay(signIn)
      const now = performance.now()
      if (now >= start && now < end) count++
    }
  }),
)
await pool.end()
console.log(JSON.stringify({ signIns: count, seconds } satisfies BareReport))
