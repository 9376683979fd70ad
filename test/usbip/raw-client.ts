import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { ByteQueue } from '../../usbip/byte-queue.ts'

/** A connection that a test writes bytes into and takes bytes from, whole or cut. */
export class RawConnection {
  readonly #socket: Socket
  readonly closed: Promise<unknown>
  readonly #received = new ByteQueue()
  /** Wakes whoever waits for more. */
  #onChange: () => void = () => undefined
  #ended = false

  private constructor(socket: Socket) {
    this.#socket = socket
    this.closed = once(socket, 'close')
    socket.on('data', (chunk) => {
      this.#received.push(chunk)
      this.#onChange()
    })
    socket.on('error', () => socket.destroy())
    for (const event of ['end', 'close'] as const)
      socket.on(event, () => {
        this.#ended = true
        this.#onChange()
      })
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    const connection = new RawConnection(socket)
    await once(socket, 'connect')
    return connection
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  /** The next `length` bytes. Rejects when the other side ends first. */
  async read(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = this.#received.take(length)
      if (bytes) return bytes
      if (this.#ended) throw new Error('the connection ended')
      await new Promise<void>((resolve) => (this.#onChange = resolve))
    }
  }

  end(): void {
    this.#socket.destroy()
  }
}
