import { constants, openSync, writeSync } from 'node:fs'
import type { SocketConstructorOpts } from 'node:net'
import { ReadStream } from 'node:tty'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { GrantedPort, OpenSerialLine, SerialPorts } from '../../extension/readers/serial-ports.ts'

/** Serial ports of this computer in plain Node, for WebSerialContext. A pseudo terminal needs no settings. */
export class TtyPorts implements SerialPorts {
  readonly #paths: readonly string[]

  constructor(paths: readonly string[]) {
    this.#paths = paths
  }

  async list(): Promise<GrantedPort[]> {
    return this.#paths.map((_path, id) => ({ id }))
  }

  watch(): () => void {
    return () => undefined
  }

  async open(id: number): Promise<OpenSerialLine> {
    const path = this.#paths[id]
    if (path === undefined) throw lost()
    return new TtyLine(path)
  }
}

const bufferLength = 4_096

class TtyLine implements OpenSerialLine {
  readonly #fd: number
  readonly #stream: ReadStream
  readonly #received: Uint8Array[] = []
  #waiting: { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void } | undefined

  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
    // One buffer for all that comes: without it Node makes one of 64 KiB for every read.
    const onread = { buffer: Buffer.alloc(bufferLength), callback: this.#take.bind(this) }
    this.#stream = new ReadStream(this.#fd, { onread } as SocketConstructorOpts)
    this.#stream.resume()
    // The line hung up.
    this.#stream.on('error', () => this.#stream.destroy())
    this.#stream.on('close', () => this.#waiting?.reject(lost()))
  }

  #take(length: number, buffer: Uint8Array): boolean {
    const bytes = new Uint8Array(buffer.subarray(0, length))
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting.resolve(bytes)
    else this.#received.push(bytes)
    return true
  }

  read(): Promise<Uint8Array> {
    const next = this.#received.shift()
    if (next) return Promise.resolve(next)
    if (this.#stream.destroyed) return Promise.reject(lost())
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  /** The kernel takes a frame at once: it keeps 4 KiB for the other end. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#stream.destroyed || writeSync(this.#fd, bytes) < bytes.length) throw lost()
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once('close', resolve)
      this.#stream.destroy()
    })
  }
}

const lost = (): CodedError => new CodedError('ERR_READER_LOST', 'the serial port is closed')
