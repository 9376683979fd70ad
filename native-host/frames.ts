import { frameLimits } from '../core/protocol/native-host-channel.ts'

const headerLength = 4

/** What came is no frame: the conversation is over. */
export class FrameError extends Error {
  constructor(message: string) {
    super(message)
    this.name = new.target.name
  }
}

/** Takes a stream of bytes apart into messages. Chrome's native messaging: 32 bits of length in the machine's order, then JSON in UTF-8. */
export class FrameReader {
  #received = Buffer.alloc(0)

  /** The messages that are whole now. Errors: FrameError for a length out of bounds and for what is no JSON. */
  take(bytes: Uint8Array): unknown[] {
    this.#received = Buffer.concat([this.#received, bytes])
    const messages: unknown[] = []
    while (this.#received.length >= headerLength) {
      const length = this.#received.readUInt32LE(0)
      if (length === 0 || length > frameLimits.toHost) throw new FrameError(`a frame of ${length} bytes`)
      const end = headerLength + length
      if (this.#received.length < end) break
      const text = this.#received.subarray(headerLength, end)
      messages.push(parse(text))
      text.fill(0) // it may have carried a PIN
      this.#received = this.#received.subarray(end)
    }
    return messages
  }
}

/** A message as a frame. Throws RangeError when the browser would not take it. */
export function makeFrame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  if (text.length > frameLimits.toBrowser) throw new RangeError(`a frame of ${text.length} bytes`)
  const header = Buffer.alloc(headerLength)
  header.writeUInt32LE(text.length)
  return Buffer.concat([header, text])
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch {
    throw new FrameError('a frame that is no JSON')
  }
}
