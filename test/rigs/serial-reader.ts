import { concat } from '../../core/bytes/concat.ts'
import type { Pty } from './pty.ts'

/** GemCore framing: SYNC, ACK or NAK, the CCID message, and the XOR of all of it. */
const sync = 0x03
const ack = 0x06
const nak = 0x15
const headerLength = 10

const pcToReader = { escape: 0x6b } as const
const readerToPc = { escape: 0x83 } as const

/** What answers the messages that libccid's serial driver does not keep for itself: CCID in, CCID out. */
export interface CcidMessages {
  /** Undefined: no answer. `more` sends what goes before it. */
  answer(message: Uint8Array, more: (message: Uint8Array) => void): Promise<Uint8Array | undefined>
}

/** A CCID reader of one slot on a serial line, as a GemPC Twin: it gives each frame back before it answers. */
export function serveSerialReader(pty: Pty, reader: CcidMessages): void {
  let received = new Uint8Array()
  let lastSent = new Uint8Array()
  const send = (message: Uint8Array): void => {
    const frame = concat([sync, ack], message)
    lastSent = concat(frame, [xor(frame)])
    pty.write(lastSent)
  }
  const take = async (frame: Uint8Array): Promise<void> => {
    const message = frame.slice(2, -1)
    pty.write(message.length > longestEscape && message[0] === pcToReader.escape ? echoThatFits(message) : frame)
    const answer = message[0] === pcToReader.escape ? answerEscape(message) : await reader.answer(message, send)
    if (answer) send(answer)
  }
  let turn = Promise.resolve()
  pty.onData = (bytes) => {
    received = concat(received, bytes)
    for (;;) {
      const start = received.indexOf(sync)
      if (start < 0 || received.length < start + 3) return
      received = received.slice(start)
      if (received[1] === nak) {
        pty.write(received.slice(0, 3))
        pty.write(lastSent)
        received = received.slice(3)
        continue
      }
      if (received.length < 2 + headerLength) return
      const length = 2 + headerLength + new DataView(received.buffer, received.byteOffset).getUint32(3, true) + 1
      if (received.length < length) return
      const frame = received.slice(0, length)
      received = received.slice(length)
      turn = turn.then(() => take(frame))
    }
  }
}

/**
 * The texts that libccid (1.5.2) sends a GemPC PinPad at first are longer than what it then reads the echo into, and the
 * reader would be lost: it gets an echo that fits.
 */
const longestEscape = headerLength + 20
function echoThatFits(message: Uint8Array): Uint8Array {
  const frame = concat([sync, ack, pcToReader.escape, 0, 0, 0, 0], message.slice(5, headerLength))
  return concat(frame, [xor(frame)])
}

const xor = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0)

/** The driver's own questions: 02 asks for the firmware's name, 01 whether card movements are told. */
function answerEscape(message: Uint8Array): Uint8Array {
  const [, , , , , slot = 0, seq = 0] = message
  const data = message[headerLength] === 0x02 ? new TextEncoder().encode('SERIAL-1.0') : Uint8Array.of(0)
  return concat([readerToPc.escape, data.length, 0, 0, 0, slot, seq, 0, 0, 0], data)
}
