import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Challenge } from '../../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { claimsFor } from '../../server/sign-with-card.ts'

/** What the program is told, as JSON in the file that its argument names. */
export interface GeneratorTask {
  /** Of the servers, in turn. */
  readonly ports: readonly number[]
  readonly origin: string
  readonly cards: readonly CardFile[]
  readonly seconds: number
  /** So many sign-ins are under way at any time; or so many a second begin, whatever becomes of those before. */
  readonly load: { readonly atOnce: number } | { readonly perSecond: number }
}

/** What it prints. */
export interface GeneratorReport {
  /** All of them, those before and after the seconds that are counted too. */
  readonly all: number
  readonly signIns: number
  readonly failures: readonly string[]
  readonly seconds: number
  /** Of each sign-in, from when it should have begun. */
  readonly milliseconds: readonly number[]
  /** CPU of all the cards' signatures, and of all that the generator did. */
  readonly signingSeconds: number
  readonly cpuSeconds: number
}

/** Until connections are open and the compiler has seen all of it. */
const warmUpSeconds = 2

const { ports, origin, cards, seconds, load } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as GeneratorTask
const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'fifo' })
const people = cards.map((card) => ({ card, certificate: fromBase64(card.certificate ?? ''), key: keyOf(card) }))
let signingSeconds = 0
let turn = 0

function keyOf({ privateKey }: CardFile): KeyObject {
  if (!privateKey) throw new Error('a card without a key')
  return createPrivateKey({ key: { ...privateKey }, format: 'jwk' })
}

/** Challenge, signature, assertion: what a browser and a card do. Throws for any answer but the wanted one. */
async function signIn(): Promise<void> {
  const person = people[Math.floor(Math.random() * people.length)]
  if (!person) throw new Error('nobody signs in')
  const { card, certificate, key } = person
  const port = ports[turn++ % ports.length] ?? 0
  const caller = { port, address: `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1` }
  const jkt = randomBytes(32).toString('base64url')
  const asked = await post(caller, '/api/auth/challenge', { jkt, cardType: card.cardType })
  const input = signingInput({ algorithm: 'RS256', certificate, claims: claimsFor(card, asked.body as Challenge) })
  const begun = performance.now()
  const signature = sign('sha256', input.bytes, key)
  signingSeconds += (performance.now() - begun) / 1000
  await post(caller, '/api/auth/assertion', { assertion: assembleAssertion(input.text, signature) }, asked.cookie)
}

async function post(
  { port, address }: { readonly port: number; readonly address: string },
  path: string,
  body: object,
  cookie = '',
): Promise<{ readonly body: unknown; readonly cookie: string }> {
  const text = JSON.stringify(body)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent,
        headers: {
          host: new URL(origin).host,
          origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'x-forwarded-for': address,
          ...(cookie && { cookie }),
        },
      },
      resolve,
    )
    outgoing.once('error', reject)
    outgoing.end(text)
  })
  const answer = Buffer.concat(await response.toArray()).toString('utf8')
  if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode} ${answer.slice(0, 200)}`)
  const [set = ''] = response.headers['set-cookie'] ?? []
  return { body: JSON.parse(answer), cookie: set.split(';')[0] ?? '' }
}

async function run(): Promise<GeneratorReport> {
  const milliseconds: number[] = []
  const failures: string[] = []
  const start = performance.now() + warmUpSeconds * 1000
  const end = start + seconds * 1000
  let all = 0
  const one = async (due: number) => {
    try {
      await signIn()
    } catch (error) {
      failures.push(String(error))
    }
    all++
    const now = performance.now()
    if (now >= start && now < end) milliseconds.push(now - due)
  }
  if ('atOnce' in load) {
    const loop = async () => {
      while (performance.now() < end) await one(performance.now())
    }
    await Promise.all(Array.from({ length: load.atOnce }, loop))
  } else {
    const underWay = new Set<Promise<void>>()
    for (let due = performance.now(); due < end; due += 1000 / load.perSecond) {
      const early = due - performance.now()
      if (early > 1) await wait(early)
      const work = one(due).finally(() => underWay.delete(work))
      underWay.add(work)
    }
    await Promise.all(underWay)
  }
  const { user, system } = process.cpuUsage()
  agent.destroy()
  return {
    all,
    signIns: milliseconds.length,
    failures: failures.slice(0, 10),
    seconds,
    milliseconds,
    signingSeconds,
    cpuSeconds: (user + system) / 1e6,
  }
}

console.log(JSON.stringify(await run()))
