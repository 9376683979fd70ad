import { concat } from '../../../core/bytes/concat.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SerialLine } from '../../../core/serial-ccid/serial-line.ts'
import { answer, type FakeLevel, FakeReader } from '../ccid/fake-reader.ts'

/** One place for a card, as the reader sees it: CCID messages in, CCID messages out. */
export interface SerialSlot {
  readonly card: unknown
  write(message: Uint8Array): Promise<void>
  read(): Promise<Uint8Array>
  /** The reader went away: what waits in `read` fails with a CodedError. */
  lose(): void
}

export interface FakeLineOptions<S extends SerialSlot> {
  readonly slots: readonly S[]
  readonly echoes: boolean
  /** The firmware's text. */
  readonly firmware?: string
}

/** Own framing: core/serial-ccid's mistakes must show here. */
export function frame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = concat([0x03, 0x06], message)
  return concat(body, [xor(body)])
}
export const nak = (): Uint8Array<ArrayBuffer> => Uint8Array.of(0x03, 0x15, 0x16)
const xor = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0)

/** What a test does to what goes over the line: bytes in its place, or undefined to leave it. */
export type LineFault = (bytes: Uint8Array<ArrayBuffer>) => readonly Uint8Array[] | undefined

/** A reader in GemCore's framing, and a line to it that can be disturbed. */
export class FakeSerialLine<S extends SerialSlot = SerialSlot> implements SerialLine {
  readonly slots: readonly S[]
  /** Whole frames as the reader got them. */
  readonly frames: Uint8Array[] = []
  /** Every buffer that `write` was given, to look at what became of it. */
  readonly written: Uint8Array[] = []
  /** On the way to the reader; to the host: answers; echoes. Each sees one frame at a time. */
  toReader: LineFault = () => undefined
  toHost: LineFault = () => undefined
  echo: LineFault = () => undefined
  silent = false
  readonly #options: FakeLineOptions<S>
  #incoming: Uint8Array<ArrayBuffer> = new Uint8Array()
  #lastSent: Uint8Array<ArrayBuffer> | undefined
  #chunks: Uint8Array[] = []
  #waiting: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined
  #lost: CodedError | undefined
  #present: boolean
  #told = false

  constructor(options: FakeLineOptions<S>) {
    this.#options = options
    this.slots = options.slots
    this.#present = this.slots[0]?.card !== undefined
    for (const slot of this.slots) void this.#pump(slot)
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#lost) throw this.#lost
    this.written.push(bytes)
    const copy = bytes.slice()
    for (const part of this.toReader(copy) ?? [copy]) await this.#take(part)
  }

  read(): Promise<Uint8Array> {
    const chunk = this.#chunks.shift()
    if (chunk) return Promise.resolve(chunk)
    if (this.#lost) return Promise.reject(this.#lost)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  /** Bytes on the line to the host. */
  push(bytes: Uint8Array): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    const copy = bytes.slice()
    if (waiting) waiting.resolve(copy)
    else this.#chunks.push(copy)
  }

  lose(): void {
    this.#lost = new CodedError('ERR_READER_LOST', 'the fake serial port went away')
    this.#waiting?.reject(this.#lost)
    this.#waiting = undefined
    for (const slot of this.slots) slot.lose()
  }

  /** The port was closed by this side: a new opening finds the reader again, with nothing under way. */
  reopen(): void {
    this.#incoming = new Uint8Array()
    this.#chunks = []
    this.#waiting = undefined
  }

  async #take(bytes: Uint8Array): Promise<void> {
    this.#incoming = concat(this.#incoming, bytes)
    while (this.#incoming.length >= 3) {
      const isNak = this.#incoming[1] === 0x15
      if (!isNak && this.#incoming.length < 13) return
      const length = isNak ? 3 : 13 + this.#incoming[3]! + this.#incoming[4]! * 256
      if (this.#incoming.length < length) return
      const whole = this.#incoming.slice(0, length)
      this.#incoming = this.#incoming.slice(length)
      await this.#takeFrame(whole)
    }
  }

  async #takeFrame(whole: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.silent) return
    this.frames.push(whole)
    if (this.#options.echoes) for (const part of this.echo(whole.slice()) ?? [whole]) this.push(part)
    if (xor(whole) !== 0) return this.#send(nak())
    if (whole[1] === 0x15) return this.#lastSent ? this.#send(this.#lastSent) : undefined
    this.#tellMovement()
    const message = whole.slice(2, -1)
    if (message[0] === 0x6b) return this.#send(frame(this.#escape(message)))
    const slot = this.slots[message[5]!]
    if (!slot) {
      return this.#send(frame(answer(0x81, { seq: message[6]!, slot: message[5]! }, { status: 0x42, error: 5 })))
    }
    await slot.write(message)
  }

  /** In synchronous mode: after the command and before its answer, of the first slot. */
  #tellMovement(): void {
    const present = this.slots[0]?.card !== undefined
    if (this.#told && present !== this.#present) this.push(Uint8Array.of(0x50, present ? 0x03 : 0x02))
    this.#present = present
  }

  #escape(message: Uint8Array): Uint8Array {
    const heard = { seq: message[6]!, slot: message[5]! }
    if (message[10] === 0x02) {
      return answer(0x83, heard, { data: new TextEncoder().encode(this.#options.firmware ?? 'Fake 1.00') })
    }
    if (message[10] === 0x01) this.#told = true
    return answer(0x83, heard, { data: Uint8Array.of(0) })
  }

  async #pump(slot: S): Promise<void> {
    try {
      for (;;) this.#send(frame(await slot.read()))
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes[1] === 0x06) this.#lastSent = bytes
    for (const part of this.toHost(bytes.slice()) ?? [bytes]) this.push(part)
  }
}

/** The same with FakeReaders for slots. */
export class FakeSerialReader extends FakeSerialLine<FakeReader> {
  constructor({ slots, level = 'tpdu-t1', ...options }: FakeSerialOptions) {
    super({ ...options, slots: Array.from({ length: slots }, () => new FakeReader(level)) })
  }
}

export interface FakeSerialOptions {
  readonly slots: number
  readonly echoes: boolean
  readonly level?: FakeLevel
  readonly firmware?: string
}
