import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { createCardTrust } from '../../../server/card-trust.ts'
import { systemClock } from '../../../server/clock.ts'
import { readConfig } from '../../../server/config.ts'
import { databaseOver, openPostgres } from '../../../server/db/open-database.ts'
import { demoFetch, demoTrustRows } from '../../../server/demo-trust.demo.ts'
import { Page } from '../../server/page.ts'
import { claimsFor, signWithCard } from '../../server/sign-with-card.ts'
import { benchApp, silentLog } from '../bench-app.ts'
import type { BareTask, RecordedUse } from './bare-client.ts'

const origin = 'http://vpn.localhost:8080'

/** Signs people in, each once, in this process, and keeps what the database was asked. */
export async function recordSignIns(
  url: string,
  pki: DemoPki,
  cards: readonly CardFile[],
): Promise<Pick<BareTask, 'signIns' | 'fresh'>> {
  let uses: RecordedUse[] = []
  const database = databaseOver(recording(openPostgres(url), (use) => uses.push(use)))
  try {
    const clock = systemClock
    const fetch = demoFetch(pki, clock)
    const trust = createCardTrust({ rows: demoTrustRows(pki), query: database.query, clock, log: silentLog, fetch })
    await trust.takeUp()
    const config = readConfig({ ORIGIN_VPN: origin, ENVIRONMENT: 'test', PLATFORM: 'vpn' })
    const app = benchApp({ config, database, clock, cards: trust })
    const signIns: RecordedUse[][] = []
    for (const [index, card] of cards.entries()) {
      uses = []
      const address = `2001:db8:${index.toString(16)}::1`
      const page = new Page((request, bindings) => app.fetch(request, bindings), clock, { origin, address })
      const { jkt } = page
      const challenge = await page.ask('POST /api/auth/challenge', { jkt, cardType: card.cardType }, { proof: null })
      const assertion = signWithCard(card, claimsFor(card, challenge))
      await page.ask('POST /api/auth/assertion', { assertion }, { proof: null })
      signIns.push(uses)
    }
    return { signIns, fresh: freshValues(signIns, new Set(cards.map(({ id }) => id))) }
  } finally {
    await database.close()
  }
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const digest = /^[\w-]{43}$/

/** What a sign-in makes: ids and digests, and not those of the person; and its address. */
const freshValues = (signIns: readonly (readonly RecordedUse[])[], people: ReadonlySet<string>): string[] => [
  ...new Set(
    signIns
      .flat(2)
      .flatMap(({ values }) => values)
      .filter((value) => typeof value === 'string')
      .filter(
        (value) => (uuid.test(value) && !people.has(value)) || digest.test(value) || value.startsWith('2001:db8:'),
      ),
  ),
]

function recording(pool: PostgresPool, keep: (use: RecordedUse) => void): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect()
      const statements: RecordedUse[number][] = []
      const query = client.query.bind(client) as (text: string, values: readonly unknown[]) => Promise<unknown>
      return {
        query: ((text: string, values: readonly unknown[]) => {
          statements.push({ text, values })
          return query(text, values)
        }) as unknown as PostgresPoolClient['query'],
        release() {
          keep(statements)
          client.release()
        },
      }
    },
    end: () => pool.end(),
  }
}
