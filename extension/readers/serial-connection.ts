import { CodedError, deserializeError } from '../../core/errors/coded-error.ts'
import type { SerialNews, SerialRequest, SerialResult } from './serial-channel.ts'
import type { OpenSerialLine } from './serial-ports.ts'

/** The way to the document that has the ports. */
export interface SerialChannel {
  readonly port: MessagePort
  /** Calls `listener` when the document is gone. */
  onEnd(listener: () => void): void
  /** Lets the document go. */
  end(): void
}

type Distribute<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

interface Waiting {
  resolve(result: SerialResult): void
  reject(error: Error): void
}

/** One channel, with the calls that wait for their answers and the lines that are open over it. */
export class SerialConnection {
  readonly ready: Promise<void>
  readonly #channel: SerialChannel
  readonly #calls = new Map<number, Waiting>()
  readonly #lines = new Map<number, RemoteLine>()
  /** What came over a line before its opener knew it. */
  readonly #early = new Map<number, SerialNews[]>()
  #lastCall = 0
  #failed: CodedError | undefined
  #notReady: (error: Error) => void = () => undefined

  constructor(channel: SerialChannel, { onPorts, onEnd }: { onPorts: () => void; onEnd: () => void }) {
    this.#channel = channel
    this.ready = new Promise((resolve, reject) => {
      this.#notReady = reject
      channel.port.addEventListener('message', ({ data: news }: MessageEvent<SerialNews>) => {
        if (news.kind === 'ready') resolve()
        else if (news.kind === 'ports') onPorts()
        else this.#take(news)
      })
      channel.port.start()
    })
    this.ready.catch(() => undefined) // told to whoever waits
    channel.onEnd(() => {
      this.fail(lost('the document with the serial ports is gone'))
      onEnd()
    })
  }

  call(request: Distribute<SerialRequest, 'call'>, transfer?: Transferable[]): Promise<SerialResult> {
    if (this.#failed) return Promise.reject(this.#failed)
    const call = ++this.#lastCall
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject })
      this.#channel.port.postMessage({ ...request, call }, transfer ?? [])
    })
  }

  register(number: number, line: RemoteLine): void {
    this.#lines.set(number, line)
    for (const news of this.#early.get(number) ?? []) line.take(news)
    this.#early.delete(number)
  }

  unregister(number: number): void {
    this.#lines.delete(number)
  }

  fail(error: CodedError): void {
    this.#failed ??= error
    this.#notReady(error)
    for (const waiting of this.#calls.values()) waiting.reject(error)
    for (const line of this.#lines.values()) line.fail(error)
    this.#calls.clear()
    this.#lines.clear()
  }

  end(): void {
    this.fail(lost('the serial document was let go'))
    this.#channel.end()
  }

  #take(news: SerialNews): void {
    if (news.kind === 'done' || news.kind === 'failed') {
      const waiting = this.#calls.get(news.call)
      this.#calls.delete(news.call)
      if (news.kind === 'done') waiting?.resolve(news)
      else waiting?.reject(deserializeError(news.error))
    } else if (news.kind === 'bytes' || news.kind === 'ended') {
      const line = this.#lines.get(news.line)
      if (line) line.take(news)
      else this.#early.set(news.line, [...(this.#early.get(news.line) ?? []), news])
    }
  }
}

export class RemoteLine implements OpenSerialLine {
  readonly #connection: SerialConnection
  readonly #number: number
  readonly #onClosed: () => void
  #chunks: Uint8Array[] = []
  #waiting: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined
  #ended: CodedError | undefined
  #closed: Promise<void> | undefined

  constructor(connection: SerialConnection, number: number, onClosed: () => void) {
    this.#connection = connection
    this.#number = number
    this.#onClosed = onClosed
    connection.register(number, this)
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#ended) throw this.#ended
    const copy = bytes.slice().buffer // its owner may have to send it again; the copy leaves this process whole
    await this.#connection.call({ op: 'write', line: this.#number, bytes: copy }, [copy])
  }

  read(): Promise<Uint8Array> {
    const chunk = this.#chunks.shift()
    if (chunk) return Promise.resolve(chunk)
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  take(news: SerialNews): void {
    if (news.kind === 'bytes') {
      const bytes = new Uint8Array(news.bytes)
      const waiting = this.#waiting
      this.#waiting = undefined
      if (waiting) waiting.resolve(bytes)
      else this.#chunks.push(bytes)
    } else if (news.kind === 'ended') this.fail(deserializeError(news.error))
  }

  fail(error: CodedError): void {
    this.#ended ??= error
    this.#waiting?.reject(this.#ended)
    this.#waiting = undefined
  }

  async #close(): Promise<void> {
    try {
      this.fail(lost('the serial line was closed'))
      for (const chunk of this.#chunks) chunk.fill(0) // an echo may hold a PIN
      this.#chunks = []
      await this.#connection.call({ op: 'close', line: this.#number })
    } catch (error) {
      // With the document gone the line is closed.
      if (!(error instanceof CodedError)) throw error
    } finally {
      this.#connection.unregister(this.#number)
      this.#onClosed()
    }
  }
}

const lost = (message: string): CodedError => new CodedError('ERR_READER_LOST', message)
