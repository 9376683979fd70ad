import { CodedError } from '../../core/errors/coded-error.ts'
import { lineSettings, lineSignals } from '../../core/serial-ccid/open-serial-reader.ts'
import type { SerialPortLike } from './serial-like.ts'
import type { OpenSerialLine } from './serial-ports.ts'
import { isLineError, translateSerialError } from './web-serial-errors.ts'

const lost = (message: string): CodedError => new CodedError('ERR_READER_LOST', `serial port: ${message}`)

/** Opens a port for a reader. Errors: as SerialPorts.open. */
export async function openWebSerialLine(port: SerialPortLike): Promise<OpenSerialLine> {
  try {
    await port.open(lineSettings)
  } catch (error) {
    throw translateSerialError(error, 'open')
  }
  try {
    await port.setSignals(lineSignals)
  } catch {
    // A line without RTS (a pseudo terminal, some adapters) has no use for it either.
  }
  return new WebSerialLine(port)
}

/** An open SerialPort as a line. The port is its own until it is closed. */
class WebSerialLine implements OpenSerialLine {
  readonly #port: SerialPortLike
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined
  #closed: Promise<void> | undefined

  constructor(port: SerialPortLike) {
    this.#port = port
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      this.#requireOpen()
      this.#writer ??= this.#port.writable?.getWriter()
      if (!this.#writer) throw lost('it cannot be written to any more')
      await this.#writer.write(bytes)
    } catch (error) {
      throw translateSerialError(error, 'transfer')
    }
  }

  async read(): Promise<Uint8Array> {
    for (;;) {
      this.#requireOpen()
      this.#reader ??= this.#port.readable?.getReader()
      if (!this.#reader) throw lost('it cannot be read any more')
      try {
        const { value, done } = await this.#reader.read()
        if (value) return value
        if (done) throw lost('the line ended')
      } catch (error) {
        if (!isLineError(error)) throw translateSerialError(error, 'transfer')
        this.#reader.releaseLock()
        this.#reader = undefined
      }
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    const [reader, writer] = [this.#reader, this.#writer]
    try {
      // Bytes not sent yet are given up: nobody waits for their answer any more.
      await Promise.allSettled([reader?.cancel(), writer?.abort()])
      reader?.releaseLock()
      writer?.releaseLock()
      await this.#port.close()
    } catch (error) {
      // A port that went away is closed already.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw lost('it was closed')
  }
}
