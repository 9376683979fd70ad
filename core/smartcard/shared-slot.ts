import { CodedError } from '../errors/coded-error.ts'
import type { CardSlot, PoweredCard } from './card-slot.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardConnectResult,
  SmartCardDisposition,
  SmartCardProtocol,
} from './context.ts'
import type { PinPadConnection, PinPadProperties } from './pin-pad.ts'
import { TurnLock } from './turn-lock.ts'

/** What the connections to one powered card have in common. */
interface CardSession {
  card: PoweredCard
  /** Why it is over. */
  ended?: CodedError
}

export interface SharedSlotOptions {
  readonly readerName: string
  readonly slot: CardSlot
}

/** PC/SC's sharing rules over a driver that knows one user only: access modes, transactions, dispositions. */
export class SharedSlot {
  readonly readerName: string
  readonly #slot: CardSlot
  readonly #turns = new TurnLock()
  readonly #connections = new Set<SlotConnection>()
  #exclusive = false
  #session: CardSession | undefined
  #lost: CodedError | undefined

  constructor({ readerName, slot }: SharedSlotOptions) {
    this.readerName = readerName
    this.#slot = slot
  }

  /** `onClosed` is called once, when the connection has been disconnected. Errors: ERR_READER_BUSY and those of CardSlot. */
  async connect(
    accessMode: SmartCardAccessMode,
    preferredProtocols: readonly SmartCardProtocol[] | undefined,
    onClosed: () => void,
  ): Promise<SmartCardConnectResult> {
    this.#requireFree(accessMode)
    const newcomer = {}
    return this.#turns.run(newcomer, async () => {
      this.#requireFree(accessMode)
      const session = accessMode === 'direct' ? undefined : await this.#powered(preferredProtocols)
      const connection = new SlotConnection(this, session, onClosed)
      this.#connections.add(connection)
      this.#exclusive = accessMode === 'exclusive'
      return { connection, activeProtocol: session?.card.protocol ?? 'raw' }
    })
  }

  /** The reader itself is gone: every call from now on fails with this. */
  lose(error: CodedError): void {
    this.#lost ??= error
    if (this.#session) this.#session.ended ??= error
  }

  transmit(connection: SlotConnection, command: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#withCard(connection, (slot) => slot.transmit(command, signal), signal)
  }

  /** Undefined for a reader without keypad. */
  pinPad(connection: SlotConnection): PinPadConnection | undefined {
    const { pinPad } = this.#slot
    if (!pinPad) return undefined
    return {
      pinPad,
      verifyPinOnReader: (template, { signal } = {}) =>
        this.#withCard(
          connection,
          (slot) => {
            connection.requireOpen()
            if (!slot.verifyPinOnReader) throw new TypeError('a slot with a keypad that cannot be used')
            return slot.verifyPinOnReader(template, signal)
          },
          signal,
        ),
    }
  }

  #withCard(
    connection: SlotConnection,
    job: (slot: CardSlot) => Promise<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    return this.#turns.run(
      connection,
      async () => {
        const session = this.requireAlive(connection)
        try {
          return await job(this.#slot)
        } catch (error) {
          if (this.#slot.card !== session.card && error instanceof CodedError) session.ended ??= error
          throw error
        }
      },
      signal,
    )
  }

  async transaction(
    connection: SlotConnection,
    transaction: () => Promise<SmartCardDisposition | undefined>,
    signal?: AbortSignal,
  ): Promise<void> {
    if (this.#turns.holds(connection)) throw new Error('a transaction of this connection is running already')
    await this.#turns.hold(connection, signal)
    let disposition: SmartCardDisposition = 'reset'
    try {
      this.requireAlive(connection)
      disposition = (await transaction()) ?? 'reset'
    } finally {
      try {
        await this.#dispose(connection, disposition)
      } finally {
        this.#turns.release(connection)
      }
    }
  }

  async close(connection: SlotConnection, disposition: SmartCardDisposition): Promise<void> {
    this.#connections.delete(connection)
    if (this.#connections.size === 0) this.#exclusive = false
    await this.#dispose(connection, disposition)
  }

  /** Leaves the card in the state asked for. A card or reader that is gone needs nothing. */
  async #dispose(connection: SlotConnection, disposition: SmartCardDisposition): Promise<void> {
    if (disposition === 'leave') return
    await this.#turns.run(connection, async () => {
      const session = connection.session
      if (!session || !this.#isAlive(session)) return
      try {
        await this.#slot.powerOff()
        // Nobody left to use the card: it stays off, and the next to connect powers it.
        if (disposition === 'reset' && this.#connections.size > 0) {
          session.card = await this.#slot.powerOn([session.card.protocol])
        } else session.ended = removed('the card was unpowered')
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        session.ended = error
      }
    })
  }

  async status(connection: SlotConnection): Promise<SmartCardConnectionStatus> {
    if (this.#lost) throw this.#lost
    const { readerName } = this
    if (!(await this.#slot.isPresent())) return { readerName, state: 'absent' }
    const session = connection.session
    if (!session || !this.#isAlive(session)) return { readerName, state: 'present' }
    const { protocol, answerToReset } = session.card
    return { readerName, state: protocol, answerToReset }
  }

  /** Errors: why the connection's card is no longer the card in the slot. */
  requireAlive({ session }: SlotConnection): CardSession {
    if (this.#lost) throw this.#lost
    if (!session) throw new CodedError('ERR_CARD_ABSENT', 'a direct connection has no card')
    if (session.ended) throw session.ended
    if (!this.#isAlive(session)) throw removed('the card was taken out')
    return session
  }

  #isAlive(session: CardSession): boolean {
    return session.ended === undefined && this.#slot.card === session.card
  }

  #requireFree(accessMode: SmartCardAccessMode): void {
    if (this.#lost) throw this.#lost
    if (this.#exclusive || (accessMode === 'exclusive' && this.#connections.size > 0)) {
      throw new CodedError('ERR_READER_BUSY', `${this.readerName} is in use`)
    }
  }

  async #powered(preferredProtocols: readonly SmartCardProtocol[] | undefined): Promise<CardSession> {
    const session = this.#session
    const shared = session && this.#isAlive(session) ? session : undefined
    const fits = !preferredProtocols?.length || (shared && preferredProtocols.includes(shared.card.protocol))
    if (shared && fits) return shared
    if (shared && this.#connections.size > 0) {
      throw new CodedError('ERR_READER_BUSY', `${this.readerName} is in use with another protocol`)
    }
    this.#session = { card: await this.#slot.powerOn(preferredProtocols) }
    return this.#session
  }
}

class SlotConnection implements SmartCardConnection, Partial<PinPadConnection> {
  readonly pinPad?: PinPadProperties
  readonly verifyPinOnReader?: PinPadConnection['verifyPinOnReader']
  readonly session: CardSession | undefined
  readonly #shared: SharedSlot
  readonly #onClosed: () => void
  #closed: Promise<void> | undefined

  constructor(shared: SharedSlot, session: CardSession | undefined, onClosed: () => void) {
    this.#shared = shared
    this.session = session
    this.#onClosed = onClosed
    const keypad = session && shared.pinPad(this)
    if (keypad) {
      this.pinPad = keypad.pinPad
      this.verifyPinOnReader = keypad.verifyPinOnReader
    }
  }

  async transmit(command: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    this.requireOpen()
    return this.#shared.transmit(this, command, signal)
  }

  async startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    this.requireOpen()
    await this.#shared.transaction(this, transaction, signal)
  }

  async status(): Promise<SmartCardConnectionStatus> {
    this.requireOpen()
    return this.#shared.status(this)
  }

  async disconnect(disposition: SmartCardDisposition = 'leave'): Promise<void> {
    this.#closed ??= this.#close(disposition)
    await this.#closed
  }

  async #close(disposition: SmartCardDisposition): Promise<void> {
    try {
      await this.#shared.close(this, disposition)
    } finally {
      this.#onClosed()
    }
  }

  requireOpen(): void {
    if (this.#closed) throw removed('the connection was closed')
  }
}

const removed = (message: string): CodedError => new CodedError('ERR_CARD_REMOVED', message)
