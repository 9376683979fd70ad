import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Challenge } from '../../core/assertion/claims.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { systemClock } from '../../server/clock.ts'
import { Page, type Send } from '../server/page.ts'
import { claimsFor, signWithCard } from '../server/sign-with-card.ts'
import type { Ledger } from './ledger.ts'

const people = 8
/** Of a hundred who signed in. */
const signOuts = 50
const pauseMilliseconds = 100
/** As long as a person waits who is in no hurry; a server that stands still must not stop the load. */
const patienceMilliseconds = 15_000

/** People who sign in one after another, send each assertion again, and some of whom sign out: until `signal` says enough. */
export async function keepSigningIn(
  portal: { readonly port: number; readonly origin: string },
  cards: readonly CardFile[],
  ledger: Ledger,
  signal: AbortSignal,
): Promise<void> {
  const person = async (index: number) => {
    for (let turn = index; !signal.aborted; turn += people) {
      const card = cards[turn % cards.length]
      if (card) await signInOnce(portal, card, ledger).catch(() => false)
      await wait(pauseMilliseconds)
    }
  }
  await Promise.all(Array.from({ length: people }, (_, index) => person(index)))
}

/** Whether it was done, as far as is known. Errors: no challenge was to be had. */
export async function signInOnce(
  { port, origin }: { readonly port: number; readonly origin: string },
  card: CardFile,
  ledger: Ledger,
): Promise<boolean> {
  const address = `2001:db8:${randomBytes(2).toString('hex')}::1`
  const page = new Page(sendTo(port, address), systemClock, { origin, address })
  const challenge: Challenge = await page.ask(
    'POST /api/auth/challenge',
    { jkt: page.jkt, cardType: card.cardType },
    { proof: null },
  )
  const assertion = signWithCard(card, claimsFor(card, challenge))
  // Whoever has seen all that the page sent.
  const thief = page.stolen()
  const accepted = await answer(page, assertion, challenge, ledger)
  await answer(thief, assertion, challenge, ledger)
  if (accepted === undefined) return false
  if (Math.random() * 100 < signOuts) {
    const { status } = await page.call('POST /api/auth/sign-out')
    if (status === 200) ledger.signedOut(accepted)
  }
  return true
}

/** The session's token, when there is one. */
async function answer(
  page: Page,
  assertion: string,
  { jti }: Pick<Challenge, 'jti'>,
  ledger: Ledger,
): Promise<string | undefined> {
  try {
    const { status } = await page.call('POST /api/auth/assertion', { assertion }, { proof: null })
    const token = page.cookies.get('__Host-session')
    if (status >= 500) ledger.unknown++
    if (status !== 200 || token === undefined) return undefined
    ledger.signedIn(jti, token)
    return token
  } catch {
    ledger.unknown++
    return undefined
  }
}

/** As from that address through a proxy. Errors: no answer. */
const sendTo =
  (port: number, address: string): Send =>
  async (request) => {
    const { method, url, headers } = request
    const { pathname, host } = new URL(url)
    const body = Buffer.from(await request.arrayBuffer())
    return await new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port,
          path: pathname,
          method,
          headers: { ...Object.fromEntries(headers), host, 'x-forwarded-for': address, 'content-length': body.length },
          signal: AbortSignal.timeout(patienceMilliseconds),
        },
        (incoming) => {
          const answered = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          )
          incoming
            .toArray()
            .then(
              (parts: Uint8Array[]) =>
                resolve(new Response(Buffer.concat(parts), { status: incoming.statusCode ?? 0, headers: answered })),
              reject,
            )
        },
      )
      outgoing.once('error', reject)
      outgoing.end(body)
    })
  }
