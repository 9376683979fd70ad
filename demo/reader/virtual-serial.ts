/** What a virtual port does to the reader behind it. */
export interface SerialPortHooks {
  /** Bytes from the host. */
  readonly receive: (bytes: Uint8Array) => void
  readonly reset: () => void
  readonly forget: () => Promise<void>
}

/** The settings without which a GemCore reader understands nothing. */
interface LineSettings {
  readonly baudRate: number
  readonly dataBits?: number
  readonly stopBits?: number
}

/** A `SerialPort` of Web Serial with a virtual reader at the other end. */
export class VirtualSerialPort {
  readable: ReadableStream<Uint8Array> | null = null
  writable: WritableStream<Uint8Array> | null = null
  readonly #hooks: SerialPortHooks
  #toHost: ReadableStreamDefaultController<Uint8Array> | undefined
  #gone = false
  #understands = false

  constructor(hooks: SerialPortHooks) {
    this.#hooks = hooks
  }

  /** A built-in port: no numbers of a USB adapter. */
  getInfo(): Record<string, never> {
    return {}
  }

  async open({ baudRate, dataBits = 8, stopBits = 1 }: LineSettings): Promise<void> {
    if (this.#gone) throw new DOMException(`${failed} Failed to open serial port.`, 'NetworkError')
    if (this.readable) throw new DOMException(`${failed} The port is already open.`, 'InvalidStateError')
    this.#understands = baudRate === 115_200 && dataBits === 8 && stopBits === 2
    this.#hooks.reset()
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#toHost = controller
      },
      cancel: () => {
        this.#toHost = undefined
      },
    })
    this.writable = new WritableStream<Uint8Array>({
      write: (bytes) => {
        if (this.#gone) throw lost()
        if (this.#understands) this.#hooks.receive(bytes)
      },
    })
  }

  async setSignals(): Promise<void> {
    if (!this.readable) throw new DOMException('The port is closed.', 'InvalidStateError')
  }

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('Cannot cancel a locked stream')
    this.readable = this.writable = null
    this.#toHost = undefined
  }

  forget(): Promise<void> {
    return this.#hooks.forget()
  }

  /** Bytes from the reader. */
  send(bytes: Uint8Array): void {
    this.#toHost?.enqueue(bytes)
  }

  /** The cable is pulled. */
  unplug(): void {
    this.#gone = true
    this.#toHost?.error(lost())
    this.#toHost = undefined
    this.readable = this.writable = null
  }
}

const failed = "Failed to execute 'open' on 'SerialPort':"
const lost = (): DOMException => new DOMException('The device has been lost.', 'NetworkError')

/** What the desk knows and the browser decides. */
export interface SerialHooks {
  readonly granted: () => Promise<VirtualSerialPort[]>
  /** Ports that were not granted yet: what the chooser would list. */
  readonly offered: () => Promise<VirtualSerialPort[]>
  readonly grant: (port: VirtualSerialPort) => Promise<void>
  /** Whether the person has just pressed something: `navigator.userActivation.isActive`. */
  readonly hasUserActivation: () => boolean
}

/** `navigator.serial` over the desk. The person in the chooser always takes the first port. */
export class VirtualSerial {
  readonly #hooks: SerialHooks
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(hooks: SerialHooks) {
    this.#hooks = hooks
  }

  getPorts(): Promise<VirtualSerialPort[]> {
    return this.#hooks.granted()
  }

  async requestPort(): Promise<VirtualSerialPort> {
    if (!this.#hooks.hasUserActivation())
      throw new DOMException(
        "Failed to execute 'requestPort' on 'Serial': Must be handling a user gesture to show a permission request.",
        'SecurityError',
      )
    const [chosen] = await this.#hooks.offered()
    if (!chosen)
      throw new DOMException(
        "Failed to execute 'requestPort' on 'Serial': No port selected by the user.",
        'NotFoundError',
      )
    await this.#hooks.grant(chosen)
    return chosen
  }

  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
  }

  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void {
    this.#listeners.get(type)?.delete(listener)
  }

  announce(type: 'connect' | 'disconnect'): void {
    for (const listener of this.#listeners.get(type) ?? []) listener()
  }
}
