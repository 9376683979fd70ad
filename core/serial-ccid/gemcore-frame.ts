import { exclusiveOr } from '../bytes/exclusive-or.ts'
import { headerLength, messageLength } from '../ccid/messages.ts'

/** GemCore's framing, public in the drivers of the GemPC Twin and GemCore POS Pro. LRC is the XOR of all bytes before it. */
export const SYNC = 0x03
export const ACK = 0x06
export const NAK = 0x15

/** RDR_to_PC_NotifySlotChange, two bytes outside any frame; of the first slot. */
const notifySlotChange = 0x50
const movements: Readonly<Record<number, boolean>> = { 0x02: false, 0x03: true }
/** "I am still at it" of a T=0 card, one byte outside any frame. */
const lowestTimeRequest = 0x80

const frameOverhead = 3

/** "Once more, please": what either side sends when a frame did not come whole. */
export const nakFrame = (): Uint8Array<ArrayBuffer> => Uint8Array.of(SYNC, NAK, SYNC ^ NAK)

/** SYNC, ACK, the CCID message and LRC. A copy, which its owner overwrites: it may hold a PIN. */
export function encodeFrame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(message.length + frameOverhead)
  frame.set([SYNC, ACK])
  frame.set(message, 2)
  frame[frame.length - 1] = exclusiveOr(frame)
  return frame
}

export type FrameEvent =
  | { readonly kind: 'message'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'nak' }
  /** A card came into the first slot, or left it. */
  | { readonly kind: 'movement'; readonly present: boolean }
  | { readonly kind: 'time-request' }
  /** A frame whose length or LRC cannot be. What had come after it is thrown away. */
  | { readonly kind: 'corrupt' }

/** Finds frames in the bytes of a line, wherever they are cut. Overwrites what it is done with: an echo may hold a PIN. */
export class FrameParser {
  readonly #buffer: Uint8Array<ArrayBuffer>
  #length = 0
  /** Something else than a frame came: everything is passed over until one begins. */
  #hunting = false

  constructor(messageMaximum: number) {
    this.#buffer = new Uint8Array(messageMaximum + frameOverhead)
  }

  /** False within a frame, and after garbage until the next whole one. */
  get isClean(): boolean {
    return this.#length === 0 && !this.#hunting
  }

  /** `chunk` is overwritten with zeros. */
  push(chunk: Uint8Array): FrameEvent[] {
    const events: FrameEvent[] = []
    for (let at = 0; at < chunk.length;) {
      // A full buffer always holds a frame or garbage, so there is room again after each turn.
      const part = chunk.subarray(at, at + this.#buffer.length - this.#length)
      this.#buffer.set(part, this.#length)
      this.#length += part.length
      at += part.length
      for (let event = this.#next(); event; event = this.#next()) events.push(event)
    }
    chunk.fill(0)
    return events
  }

  /** Forgets a frame that does not go on. */
  reset(): void {
    this.#drop(this.#length)
    this.#hunting = false
  }

  /** The next event, or undefined when more bytes are needed. */
  #next(): FrameEvent | undefined {
    while (this.#length > 0) {
      if (this.#hunting) this.#drop(this.#garbageLength())
      if (this.#length === 0) return undefined
      const first = this.#buffer[0] ?? 0
      const second = this.#length > 1 ? this.#buffer[1] : undefined
      if (first === SYNC) {
        if (second === undefined) return undefined
        if (second === ACK) return this.#message()
        if (second === NAK) return this.#nak()
      } else if (first >= lowestTimeRequest) {
        this.#drop(1)
        return { kind: 'time-request' }
      } else if (first === notifySlotChange) {
        if (second === undefined) return undefined
        const present = movements[second]
        if (present !== undefined) {
          this.#drop(2)
          return { kind: 'movement', present }
        }
      }
      this.#hunting = true
    }
    return undefined
  }

  /** How much stands before the next SYNC that may begin a frame. */
  #garbageLength(): number {
    const bytes = this.#buffer.subarray(0, this.#length)
    for (let at = bytes.indexOf(SYNC); at !== -1; at = bytes.indexOf(SYNC, at + 1)) {
      const control = bytes[at + 1]
      if (control === undefined || control === ACK || control === NAK) return at
    }
    return bytes.length
  }

  #nak(): FrameEvent | undefined {
    if (this.#length < frameOverhead) return undefined
    if (this.#buffer[2] !== (SYNC ^ NAK)) return this.#corrupt()
    this.#drop(frameOverhead)
    this.#hunting = false
    return { kind: 'nak' }
  }

  #message(): FrameEvent | undefined {
    const length = messageLength(this.#buffer.subarray(2, this.#length), 'little')
    if (length === undefined) return undefined
    const whole = length + frameOverhead
    if (whole > this.#buffer.length) return this.#corrupt()
    if (this.#length < whole) return undefined
    if (exclusiveOr(this.#buffer.subarray(0, whole)) !== 0) return this.#corrupt()
    const bytes = this.#buffer.slice(2, whole - 1)
    this.#drop(whole)
    this.#hunting = false
    return { kind: 'message', bytes }
  }

  #corrupt(): FrameEvent {
    this.#drop(this.#length)
    this.#hunting = true
    return { kind: 'corrupt' }
  }

  #drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length)
    this.#buffer.fill(0, this.#length - count, this.#length)
    this.#length -= count
  }
}

/** bMessageType of an answer; smaller ones are what we send, and come back as an echo. */
export const isAnswer = (message: Uint8Array): boolean => message.length >= headerLength && (message[0] ?? 0) >= 0x80
