import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { systemTimers, type Timers, within } from '../../core/smartcard/timers.ts'
import { RemoteLine, type SerialChannel, SerialConnection } from './serial-connection.ts'
import type { GrantedPort, OpenSerialLine, SerialPorts } from './serial-ports.ts'

/**
 * Milliseconds: how long the document may take to be there, how long it is kept when nobody needs it, and how long one that
 * could not be had is not tried again, so that no list of readers waits for it each time.
 */
const limits = { ready: 3_000, idle: 10_000, rest: 30_000 } as const

/** A document that was about to go when it was found: the next one is new. */
const startTries = 2

/** The serial ports of another document. It is started at first use, started anew when it was lost, and let go when idle. */
export class RemoteSerialPorts implements SerialPorts {
  readonly #start: () => Promise<SerialChannel>
  readonly #timers: Timers
  readonly #listeners = new Set<() => void>()
  readonly #lines = new Set<RemoteLine>()
  #connection: Promise<SerialConnection> | undefined
  /** The one that `#connection` came to. */
  #current: SerialConnection | undefined
  #idling: unknown
  #busy = 0
  /** Why the document could not be had a moment ago. */
  #failure: CodedError | undefined

  constructor(start: () => Promise<SerialChannel>, timers: Timers = systemTimers) {
    this.#start = start
    this.#timers = timers
  }

  async list(): Promise<readonly GrantedPort[]> {
    const { ports = [] } = await this.#use((connection) => connection.call({ op: 'list' }))
    return ports
  }

  open(portId: number): Promise<OpenSerialLine> {
    return this.#use(async (connection) => {
      const { line } = await connection.call({ op: 'open', port: portId })
      if (line === undefined) throw new CodedError('ERR_READER_LOST', 'no line was opened')
      const opened = new RemoteLine(connection, line, () => {
        this.#lines.delete(opened)
        this.#idleWhenUnused()
      })
      this.#lines.add(opened)
      return opened
    })
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      this.#idleWhenUnused()
    }
  }

  async #use<T>(work: (connection: SerialConnection) => Promise<T>): Promise<T> {
    this.#timers.clearTimeout(this.#idling)
    this.#busy++
    try {
      return await work(await this.#connected())
    } finally {
      this.#busy--
      this.#idleWhenUnused()
    }
  }

  async #connected(): Promise<SerialConnection> {
    if (this.#failure) throw this.#failure
    this.#connection ??= this.#connect()
    try {
      return await this.#connection
    } catch (error) {
      this.#connection = undefined
      this.#failure = notHad(error)
      this.#timers.setTimeout(() => (this.#failure = undefined), limits.rest)
      throw this.#failure
    }
  }

  async #connect(): Promise<SerialConnection> {
    for (let tries = 1; ; tries++) {
      const connection = new SerialConnection(await this.#start(), {
        onPorts: () => this.#tell(),
        onEnd: () => this.#lose(connection),
      })
      const timeoutError = (): CodedError => new CodedError('ERR_READER_TIMEOUT', 'the serial document does not answer')
      try {
        await within(connection.ready, { timers: this.#timers, milliseconds: limits.ready, timeoutError })
        this.#current = connection
        return connection
      } catch (error) {
        connection.end()
        if (tries >= startTries || !isCoded(error, 'ERR_READER_LOST')) throw error
      }
    }
  }

  #lose(connection: SerialConnection): void {
    if (this.#current !== connection) return
    this.#current = this.#connection = undefined
    this.#tell()
  }

  #idleWhenUnused(): void {
    this.#timers.clearTimeout(this.#idling)
    if (this.#isUsed() || !this.#connection) return
    this.#idling = this.#timers.setTimeout(() => this.#letGo(), limits.idle)
  }

  #isUsed(): boolean {
    return this.#busy > 0 || this.#lines.size > 0 || this.#listeners.size > 0
  }

  #letGo(): void {
    const connection = this.#current
    if (this.#isUsed() || !connection) return
    this.#current = this.#connection = undefined
    connection.end()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Whatever kept the document away (a policy, a browser without offscreen documents): other readers are not to suffer. */
const notHad = (error: unknown): CodedError =>
  new CodedError('ERR_READER_SERIAL_NOT_FOUND', 'the document with the serial ports could not be had', { cause: error })
