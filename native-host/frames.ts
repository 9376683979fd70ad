import { frameLimits } from '../core/protocol/native-host-channel.ts'

const headerLength = 4

/** What came is no frame: the conversation is over. */
export class FrameError extends Error {
  constructor(message: string) {
    super(message)
    this.name = new.target.name
  }
}

/** What stands in a frame. */
export interface FrameForm {
  readonly limit: number
  /** Owns `bytes`, and overwrites what of them may be secret. Throws FrameError. */
  readonly parse: (bytes: Buffer) => unknown
}

/** Chrome's native messaging: JSON in UTF-8. */
const browserForm: FrameForm = {
  limit: frameLimits.toHost,
  parse(text) {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
    } catch {
      throw new FrameError('a frame that is no JSON')
    } finally {
      text.fill(0) // it may have carried a PIN
    }
  },
}

/** Takes a stream of bytes apart into messages: 32 bits of length in the machine's order, then the message. */
export class FrameReader {
  readonly #form: FrameForm
  #received = Buffer.alloc(0)

  constructor(form: FrameForm = browserForm) {
    this.#form = form
  }

  /** The messages that are whole now. `bytes` stay the caller's. Errors: FrameError for a length out of bounds, and the form's. */
  take(bytes: Uint8Array): unknown[] {
    const before = this.#received
    this.#received = Buffer.concat([before, bytes])
    before.fill(0)
    const messages: unknown[] = []
    while (this.#received.length >= headerLength) {
      const length = this.#received.readUInt32LE(0)
      if (length === 0 || length > this.#form.limit) throw new FrameError(`a frame of ${length} bytes`)
      const end = headerLength + length
      if (this.#received.length < end) break
      messages.push(this.#form.parse(this.#received.subarray(headerLength, end)))
      this.#received = this.#received.subarray(end)
    }
    return messages
  }
}

/** A message to the browser as a frame. Throws RangeError when the browser would not take it. */
export function makeFrame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  if (text.length > frameLimits.toBrowser) throw new RangeError(`a frame of ${text.length} bytes`)
  return frameOf(text)
}

export function frameOf(body: Buffer): Buffer {
  const header = Buffer.alloc(headerLength)
  header.writeUInt32LE(body.length)
  return Buffer.concat([header, body])
}
