import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { isNhiReader, type SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnectResult,
  SmartCardContext,
  SmartCardProtocol,
  SmartCardReaderStateIn,
  SmartCardReaderStateOut,
} from '../../core/smartcard/context.ts'
import { pause, systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import { TurnLock } from '../../core/smartcard/turn-lock.ts'
import type { NhiReader } from './nhi-reader.ts'
import type { ReaderRefusal } from './reader-transport.ts'
import type { GrantedPort, SerialPorts } from './serial-ports.ts'
import { serialReaderName, serialSlotNames } from './web-serial-names.ts'
import { examineSerialPort, WebSerialPort } from './web-serial-port.ts'
import { uniqueName } from './web-usb-names.ts'

/** Milliseconds: how long a list waits for a port, and how long one where nothing answered is left alone. */
const intervals = { examination: 400, silence: 10_000 } as const

/** A granted port, and what was found at it. */
class KnownPort {
  readonly id: number
  readonly name: string
  /** Undefined while it is examined, and when it cannot be used. */
  port: WebSerialPort | undefined
  /** With `port`. */
  model: SerialReaderModel | undefined
  refusal: CodedError | undefined
  /** Settles when what is at the port is known. */
  examined: Promise<void> = Promise.resolve()
  /** It is worth a look. */
  due = true
  silence: unknown

  constructor(id: number, name: string) {
    this.id = id
    this.name = name
  }
}

/** Readers on granted serial ports: one reader per slot. */
export class WebSerialContext implements SmartCardContext {
  readonly #ports: SerialPorts
  readonly #timers: Timers
  readonly #readers: CcidReaders
  readonly #known = new Map<number, KnownPort>()
  readonly #scans = new TurnLock()
  readonly #listeners = new Set<() => void>()

  constructor({ ports, timers = systemTimers }: { ports: SerialPorts; timers?: Timers }) {
    this.#ports = ports
    this.#timers = timers
    this.#readers = new CcidReaders({ timers })
  }

  /** Gives back the readers that nobody uses. */
  async close(): Promise<void> {
    for (const { silence } of this.#known.values()) this.#timers.clearTimeout(silence)
    await this.#readers.close()
  }

  /** Calls `listener` when a reader may have come or gone; returns how to stop. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    const unwatch = this.#ports.watch(listener)
    return () => {
      this.#listeners.delete(listener)
      unwatch()
    }
  }

  async listReaders(): Promise<string[]> {
    await this.#scan()
    return this.#readers.listReaders()
  }

  /** Granted ports that cannot be used now: held by another program, or with nothing at the other end. */
  async refusals(): Promise<ReaderRefusal[]> {
    await this.#scan()
    return [...this.#known.values()].flatMap(({ name, refusal }) =>
      refusal ? [{ readerName: name, error: refusal }] : [],
    )
  }

  heldWith(readerName: string): readonly string[] {
    return this.#readers.slotsWith(readerName)
  }

  /** Those of the last list. */
  nhiReaders(): readonly NhiReader[] {
    return [...this.#known.values()].flatMap(({ name, port, model }) =>
      port && model && isNhiReader(model) ? [nhiReaderOf(name, model)] : [],
    )
  }

  async getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    options: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    options.signal?.throwIfAborted()
    await this.#scan()
    const unwatch = this.#ports.watch(() => void this.#scan())
    try {
      return await this.#readers.getStatusChange(readerStates, options)
    } finally {
      unwatch()
    }
  }

  /** Errors: ERR_READER_SERIAL_BUSY and ERR_READER_SERIAL_NOT_FOUND, and those of SmartCardContext. */
  async connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    options: { preferredProtocols?: readonly SmartCardProtocol[] } = {},
  ): Promise<SmartCardConnectResult> {
    const names = await this.#readers.listReaders()
    if (!names.includes(readerName)) {
      const refusal = (await this.refusals()).find((row) => row.readerName === readerName)
      if (refusal) throw refusal.error
    }
    return this.#readers.connect(readerName, accessMode, options)
  }

  /** Takes up new ports, and lets go of those that are gone or no longer granted. */
  async #scan(): Promise<void> {
    await this.#scans.run(this, async () => {
      const granted = await this.#granted()
      for (const known of this.#known.values()) {
        if (!granted.some(({ id }) => id === known.id)) await this.#forget(known)
      }
      for (const port of granted) this.#takeUp(port)
    })
    const waiting = new AbortController()
    const examined = Promise.all([...this.#known.values()].map((known) => known.examined))
    await Promise.race([examined, pause(this.#timers, intervals.examination, waiting.signal)])
    waiting.abort()
  }

  /** Without serial ports the other readers go on: what keeps them away is no reason to list none at all. */
  async #granted(): Promise<readonly GrantedPort[]> {
    try {
      return await this.#ports.list()
    } catch (error) {
      if (error instanceof CodedError) return []
      throw error
    }
  }

  #takeUp({ id, usb }: GrantedPort): void {
    const taken = new Set([...this.#known.values()].map(({ name }) => name))
    const known = this.#known.get(id) ?? new KnownPort(id, uniqueName(serialReaderName(usb), taken))
    this.#known.set(id, known)
    if (known.due) known.examined = this.#examine(known)
  }

  async #forget(known: KnownPort): Promise<void> {
    this.#known.delete(known.id)
    this.#timers.clearTimeout(known.silence)
    if (known.port) await this.#readers.remove(known.port)
  }

  /** Never fails: what is wrong with the port is its refusal. */
  async #examine(known: KnownPort): Promise<void> {
    known.due = false
    const port = new WebSerialPort(this.#ports, known.id, this.#timers)
    try {
      const model = await examineSerialPort(port)
      known.refusal = undefined
      // Gone while it was examined.
      if (this.#known.get(known.id) !== known) return
      known.port = port
      known.model = model
      this.#readers.add(port, serialSlotNames(known.name, model))
    } catch (error) {
      known.refusal = error instanceof CodedError ? error : undefined
      if (isCoded(error, 'ERR_READER_SERIAL_NOT_FOUND')) {
        known.silence = this.#timers.setTimeout(() => (known.due = true), intervals.silence)
      } else known.due = true
      if (!(error instanceof CodedError)) throw error
    } finally {
      for (const listener of this.#listeners) listener()
    }
  }
}

function nhiReaderOf(name: string, model: SerialReaderModel): NhiReader {
  const names = serialSlotNames(name, model)
  return { name, slots: model.slots.map(({ role }, bSlot) => ({ readerName: names[bSlot] ?? name, role })) }
}
