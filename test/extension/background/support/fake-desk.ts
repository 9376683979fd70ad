import type { CardInfo, CardProfile } from '../../../../core/cards/card-profile.ts'
import type { OpenCard } from '../../../../core/cards/open-card.ts'
import {
  passMixingGuardWithSam,
  passMixingGuardWithToken,
  requireOneEnvironment,
} from '../../../../core/cards/environment.ts'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { CardChannel } from '../../../../core/smartcard/card-channel.ts'
import type {
  SmartCardConnection,
  SmartCardContext,
  SmartCardDisposition,
  SmartCardReaderStateOut,
} from '../../../../core/smartcard/context.ts'
import type { PinPadConnection } from '../../../../core/smartcard/pin-pad.ts'
import type { CardFunctions } from '../../../../extension/background/sign-in/card-functions.ts'
import type { FakeTokens } from './fake-tokens.ts'
import type { NhiReader } from '../../../../extension/readers/nhi-reader.ts'
import type { Readers } from '../../../../extension/readers/registry.ts'

/** A card as the worker meets it above APDUs. It counts what it saw. */
export class FakeCard {
  info: CardInfo
  pin = '123456'
  triesLeft = 3
  verified = false
  /** VERIFY with a PIN: what a card counts. */
  verifies = 0
  signatures = 0
  resets = 0
  counterReads = 0
  openError: CodedError | undefined
  certificateError: CodedError | undefined
  /** The PIN bytes as the card was given them, to see that they are zeroed afterwards. */
  seenPins: Uint8Array[] = []
  beforeOpen: () => void | Promise<void> = () => undefined
  /** Runs before the card answers; a test may pull it here. */
  beforeVerify: () => void | Promise<void> = () => undefined
  beforeSign: () => void | Promise<void> = () => undefined

  constructor(info: Partial<CardInfo> = {}) {
    this.info = { cardType: 'hca-personnel', cardSn: '900000000012', environment: 'test', institution: null, ...info }
  }
}

interface Slot {
  card: FakeCard | undefined
  /** The person at the reader's keypad, where it has one. */
  keypad?: FakeKeypad
  mute: boolean
  count: number
}

/** What the person does when the reader asks for the PIN: digits, or an error of the reader. */
export class FakeKeypad {
  readonly #entries: (string | CodedError)[] = []
  #waiting: ((entry: string | CodedError) => void) | undefined
  /** Entries that the other side gave up. */
  abandoned = 0
  #tellAsked: () => void = () => undefined
  /** Resolves once the reader waits for somebody. */
  readonly asked = new Promise<void>((resolve) => (this.#tellAsked = resolve))

  press(entry: string | CodedError): void {
    if (this.#waiting) this.#waiting(entry)
    else this.#entries.push(entry)
  }
  async entry(signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted()
    const entry =
      this.#entries.shift() ??
      (await new Promise<string | CodedError>((resolve, reject) => {
        this.#waiting = resolve
        this.#tellAsked()
        signal?.addEventListener('abort', () => {
          this.abandoned++
          reject(new DOMException('given up', 'AbortError'))
        })
      }))
    this.#waiting = undefined
    if (entry instanceof CodedError) throw entry
    return entry
  }
}

const gone = () => new CodedError('ERR_CARD_REMOVED', 'the card was taken out')

/** Readers and cards on a desk. Each worker has its own `readers()`, as each has its own browser objects. */
export class FakeDesk {
  readonly slots = new Map<string, Slot>()
  readonly refused: { readerName: string; error: CodedError }[] = []
  /** Other programs may use the readers too. */
  shared = false
  /** What the next attempts to connect fail with. */
  readonly connectErrors: CodedError[] = []
  /** A vendor's module, where there is one. */
  tokens: FakeTokens | undefined
  /** Which readers are slots of an NHI reader. */
  nhiReaders: NhiReader[] = []
  /** Readers that another program has to itself. */
  readonly busy = new Set<string>()
  readonly #changed = new Set<() => void>()
  readonly #connections: { end: () => void }[] = []
  #worker = {}

  plug(readerName: string, card?: FakeCard, keypad?: FakeKeypad): this {
    this.slots.set(readerName, { card, mute: false, count: card ? 1 : 0, ...(keypad ? { keypad } : {}) })
    return this.#tell()
  }
  unplug(readerName: string): this {
    this.slots.delete(readerName)
    return this.#tell()
  }
  insert(readerName: string, card: FakeCard): this {
    const slot = this.#slot(readerName)
    Object.assign(slot, { card, mute: false, count: slot.count + 1 })
    return this.#tell()
  }
  insertMute(readerName: string): this {
    const slot = this.#slot(readerName)
    Object.assign(slot, { card: undefined, mute: true, count: slot.count + 1 })
    return this.#tell()
  }
  remove(readerName: string): this {
    const slot = this.#slot(readerName)
    if (slot.card) slot.card.verified = false
    Object.assign(slot, { card: undefined, mute: false, count: slot.count + 1 })
    return this.#tell()
  }

  #slot(readerName: string): Slot {
    const slot = this.slots.get(readerName)
    if (!slot) throw new Error(`no reader ${readerName}`)
    return slot
  }
  #tell(): this {
    for (const listener of Array.from(this.#changed)) listener() // one that answers takes itself off
    return this
  }

  /** The worker that had the readers is no more: its questions are never answered, its connections are closed. */
  abandon(): void {
    this.#worker = {}
    this.#changed.clear()
    for (const { end } of this.#connections.splice(0)) end()
  }

  readers(): Readers {
    const worker = this.#worker
    const never = new Promise<never>(() => undefined)
    const state = (readerName: string): SmartCardReaderStateOut => {
      const slot = this.slots.get(readerName)
      const eventState = !slot
        ? { unknown: true }
        : slot.mute
          ? { present: true, mute: true }
          : slot.card
            ? { present: true }
            : { empty: true }
      return { readerName, eventState, eventCount: slot?.count ?? 0 }
    }
    const context: SmartCardContext = {
      listReaders: () => (worker === this.#worker ? Promise.resolve([...this.slots.keys()]) : never),
      getStatusChange: (states, { timeout, signal } = {}) =>
        new Promise((resolve, reject) => {
          const look = () => {
            const now = states.map(({ readerName }) => state(readerName))
            const differs = now.some((out, index) => {
              const before = states[index]
              return before?.currentState.unaware === true || before?.currentCount !== out.eventCount
            })
            if (differs) end(() => resolve(now))
          }
          const late = () => end(() => reject(new CodedError('ERR_READER_TIMEOUT', 'no change')))
          const aborted = () => end(() => reject(new DOMException('aborted', 'AbortError')))
          const timer = timeout === undefined ? undefined : setTimeout(late, timeout)
          const end = (settle: () => void) => {
            clearTimeout(timer)
            this.#changed.delete(look)
            signal?.removeEventListener('abort', aborted)
            settle()
          }
          this.#changed.add(look)
          signal?.addEventListener('abort', aborted)
          if (signal?.aborted) aborted()
          else look()
        }),
      connect: (readerName) => {
        const slot = this.slots.get(readerName)
        const error = this.connectErrors.shift()
        if (error) return Promise.reject(error)
        if (this.busy.has(readerName)) return Promise.reject(new CodedError('ERR_READER_BUSY', 'in use'))
        if (!slot) return Promise.reject(new CodedError('ERR_READER_LOST', 'unplugged'))
        if (!slot.card) return Promise.reject(new CodedError('ERR_CARD_ABSENT', 'empty'))
        return Promise.resolve({ connection: this.#connection(slot, slot.card), activeProtocol: 't1' })
      },
    }
    return {
      ...context,
      tokens: this.tokens,
      refusals: () => Promise.resolve(this.refused),
      transports: () => Promise.resolve([]),
      heldWith: (readerName) => (this.shared ? [] : [readerName]),
      nhiReaders: () => this.nhiReaders,
      watch: (listener) => {
        this.#changed.add(listener)
        return () => this.#changed.delete(listener)
      },
    }
  }

  #connection(slot: Slot, card: FakeCard): SmartCardConnection {
    let open = true
    const dispose = (disposition: SmartCardDisposition | undefined) => {
      if (disposition === 'leave' || slot.card !== card) return
      card.verified = false
      card.resets++
    }
    this.#connections.push({ end: () => (open = false) })
    const { keypad } = slot
    const connection: SmartCardConnection & Partial<PinPadConnection> = {
      ...(keypad && {
        pinPad: { displayLines: 0, displayCharacters: 0 },
        verifyPinOnReader: () => Promise.reject(new Error('the fake keypad is spoken to above APDUs')),
      }),
      transmit: () => Promise.reject(new Error('the fake card is spoken to above APDUs')),
      async startTransaction(transaction) {
        if (!open || slot.card !== card) throw gone()
        dispose((await transaction()) ?? 'reset')
      },
      status: () => Promise.resolve({ readerName: '', state: 't1', answerToReset: new Uint8Array([0x3b]) }),
      disconnect(disposition = 'leave') {
        if (open) dispose(disposition)
        open = false
        return Promise.resolve()
      },
    }
    connections.set(connection, { card, keypad, isIn: () => open && slot.card === card })
    return connection
  }
}

interface Seen {
  readonly card: FakeCard
  readonly keypad: FakeKeypad | undefined
  readonly isIn: () => boolean
}
const connections = new WeakMap<SmartCardConnection, Seen>()
const openCards = new WeakMap<OpenCard, Seen>()

const notCalled = () => Promise.reject(new Error('the fake card is spoken to above its profile'))
const fakeProfile: CardProfile = {
  id: 'fake',
  algorithm: 'RS256',
  pin: { minimum: 6, maximum: 8 },
  pinTemplate: { reference: 0x81, encoding: 'ascii', minimum: 6, maximum: 8, fieldLength: 8, padding: 0xff },
  recognise: notCalled,
  readCertificate: notCalled,
  counted: { triesLeft: notCalled, verifyPin: notCalled, sign: notCalled },
}

const token = { certificate: new Uint8Array([0x30, 1, 0]), algorithm: 'RS256' } as const

/** `core/cards` for fake cards: the same contract, with the fake card's numbers. */
export const fakeCards: CardFunctions = {
  async identifyToken({ serialNumber }) {
    const info: CardInfo = { cardType: 'hca-personnel', cardSn: serialNumber, environment: 'test', institution: null }
    if (serialNumber.startsWith('PROD')) return { ...token, info: { ...info, environment: 'production' } }
    if (serialNumber.startsWith('MO')) return { ...token, info: { ...info, cardType: 'moica' } }
    if (serialNumber === '') throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'none')
    return { ...token, info }
  },
  guardToken: passMixingGuardWithToken,
  guardSam: passMixingGuardWithSam,
  guardAlone: requireOneEnvironment,
  readHolder: () => Promise.reject(new Error('no fake card has a holder')),
  openSam: () => Promise.reject(new Error('no fake card is a module')),
  async open(connection) {
    const seen = connections.get(connection)
    if (!seen) throw new Error('a connection of another desk')
    const { card, isIn } = seen
    if (!isIn()) throw gone()
    await card.beforeOpen()
    if (card.openError) throw card.openError
    await Promise.resolve()
    const opened: OpenCard = {
      profile: fakeProfile,
      info: card.info,
      channel: new CardChannel(connection),
      readCertificate: () =>
        card.certificateError ? Promise.reject(card.certificateError) : Promise.resolve(new Uint8Array([0x30, 0])),
    }
    openCards.set(opened, seen)
    return opened
  },
  guard({ card: open, others, challenge }) {
    const culprit = [open.info, ...others.filter((other) => !other.neverCounted)].find(
      ({ environment }) => environment !== challenge,
    )
    if (culprit) {
      const details = { culprit: culprit.cardSn ?? '?' }
      throw new CodedError('ERR_CARD_ENVIRONMENT', 'mixed', { details })
    }
    const seen = openCards.get(open)
    if (!seen) throw new Error('a card of another desk')
    const { card, keypad, isIn } = seen
    const need = () => {
      if (!isIn()) throw gone()
    }
    const verify = async (text: string) => {
      if (card.triesLeft === 0) throw new CodedError('ERR_PIN_BLOCKED', 'blocked')
      await card.beforeVerify()
      need()
      card.verifies++
      if (text !== card.pin) {
        card.triesLeft--
        if (card.triesLeft === 0) throw new CodedError('ERR_PIN_BLOCKED', 'blocked')
        throw new CodedError('ERR_PIN_WRONG', 'wrong', { details: { triesLeft: card.triesLeft } })
      }
      card.triesLeft = 3
      card.verified = true
    }
    return {
      ...(keypad && {
        async verifyPinOnReader(signal?: AbortSignal) {
          need()
          await verify(await keypad.entry(signal))
        },
      }),
      async triesLeft() {
        need()
        card.counterReads++
        await Promise.resolve()
        return card.triesLeft
      },
      async verifyPin(pin: Uint8Array) {
        need()
        card.seenPins.push(pin)
        if (pin.length < 6 || pin.length > 8) {
          throw new CodedError('ERR_PIN_FORMAT', 'length', { details: { minimum: 6, maximum: 8 } })
        }
        await verify(new TextDecoder().decode(pin))
      },
      async sign(digest: Uint8Array) {
        await card.beforeSign()
        need()
        if (!card.verified || digest.length !== 32) throw new Error('signing without a PIN')
        card.verified = false
        card.signatures++
        return new Uint8Array(256).fill(0xab)
      },
    }
  },
}
