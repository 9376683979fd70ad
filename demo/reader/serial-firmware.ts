import { concat } from '../../core/bytes/concat.ts'
import { headerLength } from './ccid-messages.ts'

/** GemCore's framing, written without core/serial-ccid so that a shared misreading shows. */
const sync = 0x03
const ack = 0x06
const nak = 0x15
const escapeCommand = 0x6b
const escapeAnswer = 0x83

const firmwareText = 'GemCore POS Pro demo 1.00'

export interface SerialFirmwarePort {
  /** Bytes on the line to the host. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void
  /** The firmware that has the slots: a message in; its answer comes by `answer`. */
  readonly receive: (message: Uint8Array) => void
}

/** What makes a CCID reader one on a COM port: framing, and the family's own escapes. */
export class SerialFirmware {
  readonly #port: SerialFirmwarePort
  #received: Uint8Array<ArrayBuffer> = new Uint8Array()
  #lastSent: Uint8Array<ArrayBuffer> | undefined

  constructor(port: SerialFirmwarePort) {
    this.#port = port
  }

  /** Bytes from the line, cut anywhere. */
  receive(bytes: Uint8Array): void {
    const before = this.#received
    this.#received = concat(before, bytes)
    before.fill(0)
    for (
      let length = this.#frameLength();
      length > 0 && length <= this.#received.length;
      length = this.#frameLength()
    ) {
      const frame = this.#received.slice(0, length)
      const rest = this.#received.slice(length)
      this.#received.fill(0)
      this.#received = rest
      this.#take(frame)
      frame.fill(0) // it may have held a PIN
    }
  }

  /** The port was opened anew: half a frame is forgotten. */
  reset(): void {
    this.#received.fill(0)
    this.#received = new Uint8Array()
  }

  /** An answer of the firmware that has the slots. */
  answer(message: Uint8Array): void {
    this.#sendFrame(message)
  }

  /** 0: not enough has come to tell. A byte that begins no frame is dropped. */
  #frameLength(): number {
    const start = this.#received.indexOf(sync)
    if (start !== 0) this.#received = start < 0 ? new Uint8Array() : this.#received.slice(start)
    const [, control, , low = 0, high = 0] = this.#received
    if (control === nak) return 3
    return this.#received.length < headerLength ? 0 : headerLength + 3 + low + (high << 8)
  }

  #take(frame: Uint8Array<ArrayBuffer>): void {
    if (exclusiveOr(frame) !== 0) return this.#port.send(Uint8Array.of(sync, nak, sync ^ nak))
    if (frame[1] === nak) {
      if (this.#lastSent) this.#port.send(this.#lastSent.slice())
      return
    }
    const message = frame.slice(2, -1)
    const [type = 0] = message
    if (type === escapeCommand) this.#escape(message)
    else this.#port.receive(message)
  }

  #escape(message: Uint8Array): void {
    const data = message[headerLength] === 0x02 ? new TextEncoder().encode(firmwareText) : Uint8Array.of(0)
    const header = [escapeAnswer, data.length, 0, 0, 0, message[5] ?? 0, message[6] ?? 0, 0, 0, 0]
    this.#sendFrame(concat(header, data))
  }

  #sendFrame(message: Uint8Array): void {
    const frame = concat([sync, ack], message, [0])
    frame[frame.length - 1] = exclusiveOr(frame)
    this.#lastSent = frame
    this.#port.send(frame.slice())
  }
}

const exclusiveOr = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0)
