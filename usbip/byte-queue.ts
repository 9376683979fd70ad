/** Bytes of a stream, cut anywhere, taken in the lengths that the protocol has. */
export class ByteQueue {
  #bytes: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
  }

  /** The next `length` bytes, which stay in the queue; undefined while there are fewer. */
  peek(length: number): Buffer | undefined {
    return this.#bytes.length < length ? undefined : this.#bytes.subarray(0, length)
  }

  /** The next `length` bytes; undefined while there are fewer. A view into what was pushed. */
  take(length: number): Buffer | undefined {
    const bytes = this.peek(length)
    if (bytes) this.#bytes = this.#bytes.subarray(length)
    return bytes
  }
}
