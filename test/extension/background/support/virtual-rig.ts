import { fromBase64 } from '../../../../core/bytes/base64.ts'
import { fromBase64url, toBase64url } from '../../../../core/bytes/base64url.ts'
import { toHex } from '../../../../core/bytes/hex.ts'
import type { Environment } from '../../../../core/cards/environments.ts'
import { moduleAuthenticationMessage } from '../../../../core/cards/module-authentication.ts'
import { parseCertificate } from '../../../../core/pki/certificate.ts'
import type { BridgeAnswer, BridgeEvent, SignInResult } from '../../../../core/protocol/bridge.ts'
import type { SmartCardConnection } from '../../../../core/smartcard/context.ts'
import { cardIssuerOf } from '../../../../core/cards/card-issuers.ts'
import { demoNhiCards } from '../../../../demo/cards/nhi-numbers.ts'
import type { DemoPki } from '../../../../demo/pki/demo-pki.ts'
import { makeTestPki } from '../../../demo/test-pki.ts'
import { makeModule } from '../../../../demo/pki/make-sam-authority.ts'
import { memoryStore } from '../../../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../../demo/reader/virtual-desk.ts'
import { openCardFunctions } from '../../../../extension/background/open-card-functions.ts'
import type { StoredModule } from '../../../../extension/modules/module-store.ts'
import { LocalSerialPorts } from '../../../../extension/readers/local-serial-ports.ts'
import { openReaders, type Readers } from '../../../../extension/readers/registry.ts'
import { type PageRig, Rig } from './rig.ts'

let made: Promise<DemoPki> | undefined
/** The demo's trust and cards, made once per test file: seconds, on a busy machine many. */
export const makePki = (): Promise<DemoPki> => (made ??= makeTestPki())

/** ISO 7816-4 instructions that read what is public. */
const publicReads = new Set(['a4', 'b0', 'ca', 'c0'])

/** A worker before virtual readers, through the drivers that real ones are reached by. */
export class VirtualRig {
  readonly rig: Rig
  readonly pki: DemoPki
  /** What the cards saw: the reader's name and the command. */
  readonly seen: { readonly readerName: string; readonly command: string }[] = []
  desk: VirtualDesk
  readonly #store = memoryStore()

  private constructor(pki: DemoPki) {
    this.pki = pki
    this.desk = createVirtualDesk({ store: this.#store })
    const issuers = [pki.authorities.HCA, pki.authorities.MOICA].map(({ certificate }) =>
      cardIssuerOf(fromBase64(certificate), 'test'),
    )
    this.rig = new Rig({
      readers: () => this.#readers(),
      cards: openCardFunctions({ issuers: async () => issuers, nhiCards: async () => demoNhiCards }),
    })
  }

  static async make(): Promise<VirtualRig> {
    const rig = new VirtualRig(await makePki())
    await rig.desk.loadCards(rig.pki.cards)
    return rig
  }

  /** A reader that the browser may use. */
  async plug(model: string): Promise<string> {
    const name = await this.desk.plugReader(model)
    await this.desk.grantReader(name)
    return name
  }

  /** The NHI reader with these cards in its slots, counted from 1. */
  async plugNhiReader(cards: Readonly<Record<number, string>>): Promise<string> {
    const name = await this.plug('nhi-serial')
    for (const [slot, card] of Object.entries(cards)) await this.desk.insertCard(slotOf(name, Number(slot)), card)
    return name
  }

  /** Commands beyond SELECT and public reads. */
  get counted(): string[] {
    return this.seen.filter(({ command }) => !publicReads.has(command.slice(2, 4))).map(({ command }) => command)
  }

  /** The worker is stopped, and the readers with it; another one starts. */
  restart(): void {
    this.desk = createVirtualDesk({ store: this.#store })
    this.rig.restart()
  }

  /** A module that was imported. */
  async module(changes: Partial<StoredModule> = {}): Promise<StoredModule> {
    const { institution = '3501999018', institutionName = '示範晨曦診所', environment = 'test' } = changes
    const code = changes.module ?? (environment === 'test' ? '900000000099' : '000000000099')
    const [notBefore, notAfter] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 900 * 86_400_000)]
    const made = await makeModule(
      this.pki.samAuthorities[environment],
      { code, institution, institutionName },
      { notBefore, notAfter },
    )
    const { d: _d, key_ops: _uses, ...rest } = made.privateKey
    const jwk = { ...rest, d: made.privateKey.d ?? '' }
    return {
      module: code,
      institution,
      institutionName,
      environment,
      certificate: fromBase64(made.certificate),
      key: await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']),
      notBefore: notBefore.getTime(),
      notAfter: notAfter.getTime(),
      importedAt: Date.now(),
      revokedAt: null,
      ...changes,
    }
  }

  /** Answers what modules ask the portal for; `wrong`: with a signature over something else. */
  async authenticate(page: PageRig, how: { wrong?: boolean; environment?: Environment } = {}): Promise<void> {
    const { wrong = false, environment = 'test' } = how
    const wanted = await page.inbox.find(
      (message): message is Extract<BridgeEvent, { event: 'module-authentication-wanted' }> =>
        'event' in message && message.event === 'module-authentication-wanted',
      this.#answered,
    )
    this.#answered = page.inbox.all.indexOf(wanted) + 1
    const { subject } = parseCertificate(fromBase64(wanted.certificate))
    const [code = ''] = subject.textsOf('2.5.4.5')
    const random = wrong ? new Uint8Array(16) : fromBase64url(wanted.random)
    const { privateKey } = this.pki.samAuthorities[environment].authentication
    const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('jwk', privateKey, ecdsa, false, ['sign'])
    const signature = await crypto.subtle.sign(ecdsa, key, moduleAuthenticationMessage(code, random))
    page.say({
      id: wanted.id,
      action: 'authenticate-module',
      body: { response: toBase64url(new Uint8Array(signature)) },
    })
  }
  #answered = 0

  /** The same for a page that is back after the worker was stopped. */
  authenticateAnew(page: PageRig): Promise<void> {
    this.#answered = 0
    return this.authenticate(page)
  }

  #readers(): Readers {
    const { desk } = this
    const readers = openReaders({ usb: desk.usb, serialPorts: new LocalSerialPorts(desk.serial) })
    return {
      ...readers,
      connect: async (readerName, ...how) => {
        const connected = await readers.connect(readerName, ...how)
        return { ...connected, connection: this.#recorded(readerName, connected.connection) }
      },
    }
  }

  #recorded(readerName: string, connection: SmartCardConnection): SmartCardConnection {
    const transmit = (command: Uint8Array) => {
      this.seen.push({ readerName, command: toHex(command) })
      return connection.transmit(command)
    }
    return new Proxy(connection, {
      get(target, name) {
        if (name === 'transmit') return transmit
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
}

/** A slot of the reader as the desk calls it, counted from 1. */
export const slotOf = (name: string, slot: number): string => (slot === 1 ? name : `${name} slot ${slot}`)

export interface ReadToken {
  readonly payload: string
  readonly claims: Record<string, unknown>
  readonly module: string | undefined
  /** By the key of the certificate in its header. */
  readonly isGood: boolean
}

/** A JWS that is signed with ES256. */
export async function readToken(token: string): Promise<ReadToken> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const text = (part: string) => new TextDecoder().decode(fromBase64url(part))
  const { x5c, alg } = JSON.parse(text(header)) as { x5c: string[]; alg: string }
  const { publicKey, subject } = parseCertificate(fromBase64(x5c[0] ?? ''))
  const scheme =
    alg === 'ES256'
      ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('spki', publicKey.spki.slice(), scheme, false, ['verify'])
  const signed = new TextEncoder().encode(`${header}.${payload}`)
  return {
    payload,
    claims: JSON.parse(text(payload)) as Record<string, unknown>,
    module: subject.textsOf('2.5.4.5')[0],
    isGood: await crypto.subtle.verify(scheme, key, fromBase64url(signature), signed),
  }
}

/** What a sign-in was answered with. */
export function signedIn(answer: BridgeAnswer): SignInResult {
  const { assertion, module } = answer.ok ? (answer.result as Partial<SignInResult>) : {}
  if (assertion !== undefined) return { assertion, module }
  throw new Error(`no assertion: ${JSON.stringify(answer)}`)
}
