import type { Challenge } from '../../../core/assertion/claims.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import type { AppParts } from '../../../server/app.ts'
import { createCardTrust } from '../../../server/card-trust.ts'
import { demoFetch, demoTrustRows } from '../../../server/demo-trust.demo.ts'
import { seedDemo } from '../../../server/seed-demo.demo.ts'
import { createPasswordHasher } from '../../../server/auth/password-hasher.ts'
import { cheapHashes } from '../cheap-hashes.ts'
import type { Page } from '../page.ts'
import { SettableClock } from '../settable-clock.ts'
import { demoSamAuthority } from '../sign-with-module.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

const passwords = createPasswordHasher(cheapHashes)

export interface CardPortal extends TestPortal {
  readonly pki: DemoPki
  card(id: string): CardFile
  /** The people and institutions of the demo, nobody signed in, nothing in the audit. */
  startOver(): Promise<void>
}

/** A portal that takes the demo's cards, with the authorities' lists fetched: about two seconds. */
export async function openCardPortal(
  variables: Readonly<Record<string, string>> = {},
  parts: Partial<AppParts> = {},
): Promise<CardPortal> {
  const pki = await makeTestPki(new SettableClock().now())
  const portal = await openTestPortal(async ({ database, clock, log }) => {
    const fetch = demoFetch(pki, clock)
    const cards = createCardTrust({ rows: demoTrustRows(pki), query: database.query, clock, log, fetch })
    await cards.refreshJob.run({}, AbortSignal.timeout(10_000))
    return { cards, sam: { authority: demoSamAuthority(pki), testModules: [] }, ...parts }
  }, variables)
  return {
    ...portal,
    pki,
    card(id) {
      const file = pki.cards.find((candidate) => candidate.id === id)
      if (!file) throw new Error(`there is no demo card ${id}`)
      return file
    },
    async startOver() {
      await portal.database.clear()
      await seedDemo({ ...portal, passwords }, pki)
      await portal.database.query.deleteFrom('audit').execute()
    },
  }
}

export const askChallenge = (page: Page, { cardType }: CardFile): Promise<Challenge> =>
  page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType })
