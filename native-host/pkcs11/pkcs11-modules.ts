import { parseSigningInput } from '../../core/assertion/parse-signing-input.ts'
import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import { assertionSignature, signingKeyOf } from '../../core/cards/signature-input.ts'
import { CodedError, isCoded, serializeError } from '../../core/errors/coded-error.ts'
import type { HostBody, HostResult, HostToken } from '../../core/protocol/native-host.ts'
import { pause, systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import type { ModuleToken } from './module-messages.ts'
import { ModuleProcess } from './module-process.ts'

/**
 * Milliseconds between two looks at the tokens, and after one that a module failed at: it is not started anew every second.
 * C_WaitForSlotEvent is not waited for: modules need not have it, and one that waits cannot be asked anything else.
 */
const intervals = { look: 1_000, failed: 10_000 } as const

export interface Pkcs11ModulesOptions {
  /** Of the vendors' modules, absolute. */
  readonly paths: readonly string[]
  /** The program that loads one: module-main.ts, built. */
  readonly program: string
  /** What was wrong with the configuration. */
  readonly refusals?: readonly CodedError[]
  readonly timers?: Timers
}

type Listing = HostResult<'list-tokens'>

interface Place {
  readonly module: ModuleProcess
  readonly token: ModuleToken
}

/** The tokens of every module on this computer. */
export class Pkcs11Modules {
  readonly #modules: readonly ModuleProcess[]
  readonly #misconfigured: readonly CodedError[]
  readonly #timers: Timers
  /** By the name that the other side has for it. */
  #places: ReadonlyMap<string, Place> = new Map()
  #count = 0

  constructor({ paths, program, refusals = [], timers = systemTimers }: Pkcs11ModulesOptions) {
    this.#modules = paths.map((path) => new ModuleProcess({ path, program, timers }))
    this.#misconfigured = refusals
    this.#timers = timers
  }

  /** Reads every module now. What one fails at is told beside the tokens of the others. */
  async list(): Promise<Listing> {
    const readings = await Promise.all(this.#modules.map(readModule))
    const places = new Map(
      readings.flatMap(({ module, tokens }) =>
        tokens.map((token) => [JSON.stringify([module.name, token.slot, token.serialNumber]), { module, token }]),
      ),
    )
    if ([...places.keys()].join() !== [...this.#places.keys()].join()) this.#count++
    this.#places = places
    return {
      tokens: [...places].map(([name, place]) => tokenToSend(name, place)),
      refusals: [
        ...this.#misconfigured.map((error) => ({ module: String(error.details?.['module']), error })),
        ...readings.flatMap(({ module, error }) => (error ? [{ module: module.name, error }] : [])),
      ].map(({ module, error }) => ({ module, error: serializeError(error) })),
      count: this.#count,
    }
  }

  /** Resolves when the tokens are no longer those of `count`. Errors: the signal's reason. */
  async changed(count: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      const { refusals } = await this.list()
      signal.throwIfAborted()
      if (count !== this.#count) return this.#count
      await pause(this.#timers, refusals.length > 0 ? intervals.failed : intervals.look, signal)
      signal.throwIfAborted()
    }
  }

  /**
   * Signs a login assertion and nothing else: it is read first. Errors: ERR_LOGIN_MALFORMED for any other text,
   * ERR_CARD_REMOVED for a token that is gone, ERR_CARD_MALFORMED for what is no signature, and those of signWithToken.
   */
  async sign({ token: name, signingInput, pin }: HostBody<'sign'>, signal: AbortSignal): Promise<Uint8Array> {
    const secret = pin === undefined ? undefined : fromBase64(pin)
    try {
      const { algorithm, certificate, bytes } = parseSigningInput(signingInput)
      const key = signingKeyOf(certificate)
      if (!key) throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'not a key that signs assertions')
      const place = this.#places.get(name)
      if (!place) throw new CodedError('ERR_CARD_REMOVED', 'no such token')
      const { slot, serialNumber } = place.token
      const body = { slot, serialNumber, certificate, algorithm, signingInput: bytes }
      const signature = await place.module.sign(secret ? { ...body, pin: secret } : body, signal)
      return assertionSignature(key, signature)
    } finally {
      secret?.fill(0)
    }
  }

  /** Ends every module. */
  async close(): Promise<void> {
    await Promise.all(this.#modules.map((module) => module.close()))
  }
}

interface Reading {
  readonly module: ModuleProcess
  readonly tokens: readonly ModuleToken[]
  readonly error?: CodedError
}

async function readModule(module: ModuleProcess): Promise<Reading> {
  try {
    return { module, tokens: await module.listTokens() }
  } catch (error) {
    if (!isCoded(error)) throw error
    return { module, tokens: [], error }
  }
}

const tokenToSend = (name: string, { module, token }: Place): HostToken => {
  const { slotDescription, label, serialNumber, pin, certificates } = token
  const own = { slotDescription, label, serialNumber, pin, certificates: certificates.map(toBase64) }
  return { token: name, module: module.name, ...own }
}
