import type { CcidReader } from '../../core/ccid/ccid-reader.ts'
import type { CcidPort } from '../../core/ccid/openable-reader.ts'
import { openSerialReader, type SerialReader } from '../../core/serial-ccid/open-serial-reader.ts'
import type { SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import type { Timers } from '../../core/smartcard/timers.ts'
import type { OpenSerialLine, SerialPorts } from './serial-ports.ts'

/** The reader at a granted serial port. */
export class WebSerialPort implements CcidPort {
  readonly #ports: SerialPorts
  readonly #id: number
  readonly #timers: Timers
  #line: OpenSerialLine | undefined
  #opened: SerialReader | undefined

  constructor(ports: SerialPorts, id: number, timers: Timers) {
    this.#ports = ports
    this.#id = id
    this.#timers = timers
  }

  /** Known once the reader was opened for the first time. */
  get model(): SerialReaderModel | undefined {
    return this.#opened?.model
  }

  async open(): Promise<CcidReader> {
    const line = await this.#ports.open(this.#id)
    this.#line = line
    try {
      this.#opened = await openSerialReader(line, this.#timers)
      return this.#opened.reader
    } catch (error) {
      await this.close()
      throw error
    }
  }

  async close(): Promise<void> {
    const line = this.#line
    this.#line = undefined
    this.#opened?.forget()
    await line?.close()
  }
}

/** Opens the reader once to see what it is, and gives the port back. Errors: those of opening it. */
export async function examineSerialPort(port: WebSerialPort): Promise<SerialReaderModel> {
  await port.open()
  try {
    if (!port.model) throw new Error('an open reader has no model')
    return port.model
  } finally {
    await port.close()
  }
}
