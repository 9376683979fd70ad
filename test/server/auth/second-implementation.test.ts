import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import { passMixingGuard } from '../../../core/cards/environment.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { VirtualCard } from '../../../demo/cards/virtual-card.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import { verifyAssertionSignature } from '../../../server/pki/verify-assertion-signature.ts'
import { challenge as sampleChallenge } from '../../core/assertion/sample.ts'
import { PlainMemory } from '../../demo/cards/plain-memory.ts'
import { makeEcCard } from '../ec-card.ts'
import { claimsFor } from '../sign-with-card.ts'
import { encode, ForgedAssertion } from './forged-assertion.ts'
import { verifyCardLogin } from './verify-card-login.ts'

/** Ours, as the product checks it; the certificate's own validation is not asked here, as jose has none. */
function weAccept(assertion: string): boolean {
  try {
    const parsed = parseAssertion(assertion)
    verifyAssertionSignature(parsed, parseCertificate(parsed.certificate))
    return true
  } catch (error) {
    if (isCoded(error, 'ERR_LOGIN_MALFORMED', 'ERR_LOGIN_SIGNATURE')) return false
    throw error
  }
}

const joseAccepts = (assertion: string): Promise<boolean> =>
  verifyCardLogin(assertion).then(
    () => true,
    () => false,
  )

let rsa: CardFile
let other: CardFile
let curve: CardFile
beforeAll(async () => {
  const pki = await makeTestPki()
  const card = (id: string) => pki.cards.find((file) => file.id === id) ?? expect.unreachable(id)
  rsa = card('hca-personnel')
  other = card('hca-personnel-unassigned')
  curve = await makeEcCard(pki)
})

/** Signed by the chip, over its own commands, as the extension does it. */
async function signedByChip(file: CardFile): Promise<string> {
  const chip = new VirtualCard(file, new PlainMemory(file.tries))
  const answerToReset = await chip.reset()
  const connection: SmartCardConnection = {
    transmit: (command) => chip.transmit(command),
    startTransaction: async (transaction) => void (await transaction()),
    status: () => Promise.resolve({ readerName: 'chip', state: 'powered' }),
    disconnect: () => chip.powerOff(),
  }
  const card = await openCard(connection, answerToReset)
  const guarded = passMixingGuard({ card, challenge: 'test', others: [] })
  const { algorithm } = card.profile
  const certificate = await card.readCertificate()
  const { text, bytes } = signingInput({ algorithm, certificate, claims: claimsFor(file, sampleChallenge) })
  await guarded.verifyPin(new TextEncoder().encode(file.pin))
  const token = assembleAssertion(text, await guarded.sign(createHash('sha256').update(bytes).digest()))
  await connection.disconnect()
  return token
}

it('what an administrator reads in README.md is the function that is tried here', () => {
  const source = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const [, example] = /\n```ts\n(.*?)```\n/s.exec(source('../../../server/pki/README.md')) ?? []
  expect(example).toBe(source('verify-card-login.ts'))
})

describe('a good assertion is good for jose too', () => {
  it.each<[string, () => Promise<string>]>([
    ['signed by the chip', () => signedByChip(rsa)],
    ['RSA', () => Promise.resolve(new ForgedAssertion(rsa, sampleChallenge).token)],
    ['P-256', () => Promise.resolve(new ForgedAssertion(curve, sampleChallenge).token)],
  ])('%s', async (_, make) => {
    const token = await make()
    expect([weAccept(token), await joseAccepts(token)]).toEqual([true, true])
    const { certificate, claims } = await verifyCardLogin(token)
    const ours = parseAssertion(token)
    expect(claims).toEqual(ours.claims)
    expect(new Uint8Array(certificate)).toEqual(ours.certificate)
  })
})

describe('a forged one is bad for both', () => {
  const flipped = ({ signature }: ForgedAssertion, at: number) => {
    const changed = Buffer.from(signature)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    return changed
  }
  const withoutSigning = (it: ForgedAssertion, header: string, payload: string) =>
    `${encode(header)}.${encode(payload)}.${encode(it.signature)}`
  const otherAlgorithm = { RS256: 'ES256', ES256: 'RS256' } as const
  const isCurve = ({ card }: ForgedAssertion) => card === curve
  const algorithmOf = (it: ForgedAssertion) => (isCurve(it) ? 'ES256' : 'RS256')

  const forgeries: Record<string, (good: ForgedAssertion) => string> = {
    'another claim': (it) => withoutSigning(it, it.header, it.payload.replace('"login"', '"confirm"')),
    'another certificate': (it) =>
      withoutSigning(it, it.header.replace(it.card.certificate ?? '', other.certificate ?? ''), it.payload),
    'a bit in the first octet of the signature': (it) => it.withSignature(flipped(it, 0)),
    'a bit in the last octet of the signature': (it) => it.withSignature(flipped(it, it.signature.length - 1)),
    'a signature that is cut': (it) => it.withSignature(it.signature.subarray(1)),
    'a signature with something behind it': (it) => it.withSignature(Buffer.concat([it.signature, Buffer.alloc(1)])),
    'a signature of zeros': (it) => it.withSignature(Buffer.alloc(it.signature.length)),
    'no signature': (it) => it.withSignature(Buffer.alloc(0)),
    'none as algorithm': (it) => it.withHeaderMembers({ alg: 'none' }, 'none'),
    'the algorithm of the other kind of key': (it) =>
      it.withHeaderMembers({ alg: otherAlgorithm[algorithmOf(it)] }, algorithmOf(it)),
    'the public key as a secret': (it) => it.withHeaderMembers({ alg: 'HS256' }, 'HS256'),
    'another type': (it) => it.withHeaderMembers({ typ: 'JWT' }, algorithmOf(it)),
    'two certificates': (it) =>
      it.withHeaderMembers({ x5c: [it.card.certificate, it.card.certificate] }, algorithmOf(it)),
    'something critical that nobody knows': (it) =>
      it.withHeaderMembers({ crit: ['limit'], limit: 1 }, algorithmOf(it)),
    padding: ({ token }) => `${token}==`,
    'a space': ({ token }) => `${token} `,
    'a line break': ({ token }) => `${token}\n`,
  }
  const ofRsa: typeof forgeries = {
    'another alphabet': ({ token }) => token.replaceAll('-', '+').replaceAll('_', '/'),
    PS256: (it) => it.withHeaderMembers({ alg: 'PS256' }, 'PS256'),
    RS384: (it) => it.withHeaderMembers({ alg: 'RS384' }, 'RS384'),
    'RS256 over another hash': (it) => it.withHeader(it.header, 'RS384'),
  }
  const ofCurve: typeof forgeries = {
    'a signature in DER': (it) => it.withSignature(it.sign('ES256 in DER')),
  }

  const rows = (card: () => CardFile, some: typeof forgeries) =>
    Object.entries(some).map(([name, make]) => [name, card, make] as const)

  it.each(rows(() => rsa, { ...forgeries, ...ofRsa }))('RSA: %s', bothRefuse)
  it.each(rows(() => curve, { ...forgeries, ...ofCurve }))('P-256: %s', bothRefuse)

  async function bothRefuse(_: string, card: () => CardFile, make: (good: ForgedAssertion) => string) {
    const good = new ForgedAssertion(card(), sampleChallenge)
    const forged = make(good)
    expect(forged).not.toBe(good.token)
    expect([weAccept(forged), await joseAccepts(forged)]).toEqual([false, false])
  }
})

it('jose alone would take other members and other spellings that the card signed: README.md says so', async () => {
  const good = new ForgedAssertion(rsa, sampleChallenge)
  const respelled = [
    good.withHeaderMembers({ kid: '1' }),
    good.withHeader(good.header.replace(':', ': ')),
    good.withPayload(good.payload.replace('"v":1', '"v":1,"v":1')),
  ]
  for (const token of respelled) expect([weAccept(token), await joseAccepts(token)]).toEqual([false, true])
})
