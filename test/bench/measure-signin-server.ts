import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { parseAssertion } from '../../core/assertion/parse-assertion.ts'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { inventCountry } from '../../demo/country.ts'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'
import { createCardTrust } from '../../server/card-trust.ts'
import type { Clock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { migrate } from '../../server/db/migrate.ts'
import { databaseOver } from '../../server/db/open-database.ts'
import { openEmbedded } from '../../server/db/open-embedded.ts'
import { demoFetch, demoTrustRows } from '../../server/demo-trust.demo.ts'
import type { CardCertificateValidator } from '../../server/pki/validate-card-certificate.ts'
import { verifyAssertionSignature } from '../../server/pki/verify-assertion-signature.ts'
import { seedDemo } from '../../server/seed-demo.demo.ts'
import { Page } from '../server/page.ts'
import { claimsFor, signWithCard } from '../server/sign-with-card.ts'
import { benchApp, silentLog } from './bench-app.ts'
import { seedCountry } from './seed-country.ts'
import { StopWatch } from './stop-watch.ts'

/** What measure-signin-server.ts prints: milliseconds of each sign-in, and of its parts. */
export interface SignInServerMeasures {
  readonly small: SizeMeasures
  readonly large: SizeMeasures
}

export interface SizeMeasures {
  /** To fill the empty database. */
  readonly seedSeconds: number
  readonly whole: number[]
  readonly signature: number[]
  readonly path: number[]
  readonly database: number[]
}

const sizes = {
  small: { institutions: 300, people: 4_000 },
  large: { institutions: 30_000, people: 400_000 },
} as const
const rounds = 100
const warmUpRounds = 15
/** Who carry a card of the demo that signs. */
const signing = ['hca-personnel', 'hca-institution', 'gca-unit', 'moica'] as const
const origin = 'http://vpn.localhost:8080'

/** Stands still: no challenge runs out while the machine is busy with something else. */
const now = new Date()
const clock: Clock = { now: () => now }
const pki = await makeDemoPki({ now })
const cards = signing.map((id) => {
  const card = pki.cards.find((it) => it.id === id)
  if (!card) throw new Error(`no demo card ${id}`)
  return card
})
const folder = mkdtempSync(join(tmpdir(), 'signin-server-'))

/** One portal as it runs: the embedded database on disk, durable, with a country in it. */
async function openStage(name: keyof typeof sizes) {
  const inDatabase = new StopWatch()
  const onPath = new StopWatch()
  const pool = timed(await openEmbedded(join(folder, name)), inDatabase)
  const database = databaseOver(pool)
  await migrate(database.query)
  const begun = performance.now()
  await seedDemo({ database, clock }, pki)
  await seedCountry(database, inventCountry(sizes[name]), { at: now, keyIds: keyIdOf(pki) })
  const measures: SizeMeasures = {
    seedSeconds: (performance.now() - begun) / 1000,
    whole: [],
    signature: [],
    path: [],
    database: [],
  }
  const config = readConfig({ ORIGIN_VPN: origin, ENVIRONMENT: 'test', PLATFORM: 'vpn' })
  const newTrust = async () => {
    const fetch = demoFetch(pki, clock)
    const trust = createCardTrust({
      rows: demoTrustRows(pki),
      query: database.query,
      clock,
      log: silentLog,
      fetch,
    })
    await trust.refreshJob.run({}, AbortSignal.timeout(10_000))
    await trust.takeUp()
    return trust
  }
  let trust: Pick<CardCertificateValidator, 'validate'> = await newTrust()
  const app = benchApp({
    config,
    database,
    clock,
    cards: {
      async validate(...card) {
        onPath.start()
        try {
          return await trust.validate(...card)
        } finally {
          onPath.stop()
        }
      },
    },
  })

  let address = 0
  async function signIn(
    card: CardFile,
  ): Promise<Omit<SizeMeasures, 'seedSeconds' | SampleName> & Record<SampleName, number>> {
    let whole = 0
    inDatabase.reset()
    onPath.reset()
    const page = new Page(
      async (request, bindings) => {
        const from = performance.now()
        const response = await app.fetch(request, bindings)
        whole += performance.now() - from
        return response
      },
      clock,
      { origin, address: `2001:db8:${(++address).toString(16)}::1` },
    )
    const challenge = await page.ask(
      'POST /api/auth/challenge',
      { jkt: page.jkt, cardType: card.cardType },
      { proof: null },
    )
    const assertion = signWithCard(card, claimsFor(card, challenge))
    await page.ask('POST /api/auth/assertion', { assertion }, { proof: null })
    const parsed = parseAssertion(assertion)
    const certificate = parseCertificate(parsed.certificate)
    const from = performance.now()
    verifyAssertionSignature(parsed, certificate)
    return { whole, path: onPath.total, database: inDatabase.total, signature: performance.now() - from }
  }

  return {
    measures,
    /** Every card is one that this server has not seen, as most are in the morning. */
    async forget() {
      trust = await newTrust()
    },
    async sample(card: CardFile, counts: boolean) {
      const sample = await signIn(card)
      if (!counts) return
      for (const part of sampleNames) measures[part].push(sample[part])
    },
    close: () => database.close(),
  }
}

const sampleNames = ['whole', 'signature', 'path', 'database'] as const
type SampleName = (typeof sampleNames)[number]

const keyIdOf =
  ({ authorities }: DemoPki) =>
  (cardType: CardType): string => {
    const { issuer } = cardTypes[cardType]
    if (issuer === undefined) throw new Error(`${cardType} has no issuer`)
    return authorities[issuer].keyId
  }

/** Every statement of the pool's clients runs against the watch. */
function timed(pool: PostgresPool, watch: StopWatch): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect()
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
      return {
        query: (async (...args: unknown[]) => {
          watch.start()
          try {
            return await query(...args)
          } finally {
            watch.stop()
          }
        }) as unknown as PostgresPoolClient['query'],
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
}

try {
  const stages = [await openStage('small'), await openStage('large')]
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const stage of stages) await stage.forget()
    // In turn, and each first as often as the other, so that whatever else the machine does weighs on both.
    const inTurn = round % 2 === 0 ? stages : stages.toReversed()
    for (const card of cards) for (const stage of inTurn) await stage.sample(card, round >= 0)
  }
  const [small, large] = stages
  if (!small || !large) throw new Error('there are two')
  console.log(JSON.stringify({ small: small.measures, large: large.measures } satisfies SignInServerMeasures))
  for (const stage of stages) await stage.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
