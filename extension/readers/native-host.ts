import { fromBase64, toBase64 } from '../../core/bytes/base64.ts'
import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type { HostResult } from '../../core/protocol/native-host.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnection,
  SmartCardConnectionStatus,
  SmartCardConnectResult,
  SmartCardContext,
  SmartCardDisposition,
  SmartCardProtocol,
  SmartCardReaderStateIn,
  SmartCardReaderStateOut,
} from '../../core/smartcard/context.ts'
import type { PinPadConnection, PinPadProperties } from '../../core/smartcard/pin-pad.ts'
import { systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import type { KeptOpen } from './kept-open.ts'
import type { Messaging } from './messaging.ts'
import { keepNativeHost, type NativeHostPort } from './native-host-port.ts'
import { NativeHostTokens } from './native-host-tokens.ts'
import type { ReaderRefusal, ServiceFacts } from './reader-transport.ts'
import type { TokenSource } from './token-source.ts'

/** What a person reads in the place of a reader's name when none can be reached. */
const serviceName = 'PC/SC'

/** The system's readers (PC/SC), by the card service. */
export class NativeHostContext implements SmartCardContext {
  /** What PKCS#11 modules have, by the same service. */
  readonly tokens: TokenSource
  readonly #host: KeptOpen<NativeHostPort>
  /** Why the readers could not be listed last. */
  #refused: CodedError | undefined

  constructor({ messaging, timers = systemTimers }: { messaging: Messaging; timers?: Timers }) {
    this.#host = keepNativeHost(messaging, timers)
    this.tokens = new NativeHostTokens(this.#host)
  }

  /** None when the service is not there: `refusals` says why. */
  async listReaders(): Promise<string[]> {
    try {
      const { readers } = await this.#host.use((port) => port.ask('list-readers', {}))
      this.#refused = undefined
      return readers
    } catch (error) {
      if (!isCoded(error)) throw error
      this.#refused = error
      return []
    }
  }

  /** As `listReaders` found it. It matters only where there is no other reader. */
  async refusals(): Promise<ReaderRefusal[]> {
    const error = this.#refused
    return error ? [{ readerName: serviceName, error, onlyWithoutReaders: true }] : []
  }

  /** What the service says of itself. Errors: ERR_READER_HOST_*. */
  async about(): Promise<ServiceFacts> {
    return this.#host.use((port) => port.ask('hello', {}))
  }

  async getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    { timeout, signal }: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    signal?.throwIfAborted()
    const body = { readerStates: readerStates.map(stateToSend), ...(timeout === undefined ? {} : { timeout }) }
    const answer = await this.#host.use((port) => port.ask('get-status-change', body, signal))
    return answer.readerStates.map(withBytes)
  }

  async connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    { preferredProtocols }: { preferredProtocols?: readonly SmartCardProtocol[] } = {},
  ): Promise<SmartCardConnectResult> {
    const port = await this.#host.acquire()
    try {
      const protocols = preferredProtocols ? { preferredProtocols: [...preferredProtocols] } : {}
      const result = await port.ask('connect', { readerName, accessMode, ...protocols })
      const connection = new NativeHostConnection(port, result, () => this.#host.release())
      return { connection, activeProtocol: result.activeProtocol }
    } catch (error) {
      this.#host.release()
      throw error
    }
  }
}

class NativeHostConnection implements SmartCardConnection, Partial<PinPadConnection> {
  readonly pinPad?: PinPadProperties
  readonly verifyPinOnReader?: PinPadConnection['verifyPinOnReader']
  readonly #port: NativeHostPort
  readonly #connection: number
  readonly #onClosed: () => void
  #closed: Promise<void> | undefined
  #inTransaction = false

  constructor(port: NativeHostPort, { connection, pinPad }: HostResult<'connect'>, onClosed: () => void) {
    this.#port = port
    this.#connection = connection
    this.#onClosed = onClosed
    if (!pinPad) return
    this.pinPad = pinPad
    this.verifyPinOnReader = async (template, { signal } = {}) => {
      this.#requireOpen()
      return fromBase64((await port.ask('verify-pin-on-reader', { connection, template }, signal)).response)
    }
  }

  async transmit(command: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    this.#requireOpen()
    const body = { connection: this.#connection, command: toBase64(command) }
    return fromBase64((await this.#port.ask('transmit', body, signal)).response)
  }

  async startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#requireOpen()
    if (this.#inTransaction) throw new Error('a transaction of this connection is running already')
    const connection = this.#connection
    this.#inTransaction = true
    try {
      await this.#port.ask('begin-transaction', { connection }, signal)
      let disposition: SmartCardDisposition = 'reset'
      try {
        disposition = (await transaction()) ?? 'reset'
      } finally {
        // A connection that was closed meanwhile, or a service that is gone, has ended it.
        await this.#port.ask('end-transaction', { connection, disposition }).catch(ignoreExpected)
      }
    } finally {
      this.#inTransaction = false
    }
  }

  async status(): Promise<SmartCardConnectionStatus> {
    this.#requireOpen()
    return withBytes(await this.#port.ask('status', { connection: this.#connection }))
  }

  async disconnect(disposition: SmartCardDisposition = 'leave'): Promise<void> {
    this.#closed ??= this.#close(disposition)
    await this.#closed
  }

  async #close(disposition: SmartCardDisposition): Promise<void> {
    try {
      await this.#port.ask('disconnect', { connection: this.#connection, disposition }).catch(ignoreExpected)
    } finally {
      this.#onClosed()
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw new CodedError('ERR_CARD_REMOVED', 'the connection was closed')
  }
}

const stateToSend = ({ readerName, currentState, currentCount }: SmartCardReaderStateIn) => ({
  readerName,
  currentState: { ...currentState },
  ...(currentCount === undefined ? {} : { currentCount }),
})

function withBytes<T extends { answerToReset?: string }>({ answerToReset, ...rest }: T) {
  return { ...rest, ...(answerToReset === undefined ? {} : { answerToReset: fromBase64(answerToReset) }) }
}

function ignoreExpected(error: unknown): void {
  if (!isCoded(error)) throw error
}
