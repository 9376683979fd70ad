import type { PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { FlowPort } from '../../../extension/pin/flow-connection.ts'

/** A port to a worker that the test plays: it sends states and breaks. */
export class FakePort implements FlowPort {
  readonly sent: PinWindowRequest[] = []
  disconnected = false
  readonly #states: ((state: PinWindowState) => void)[] = []
  readonly #ends: (() => void)[] = []
  readonly onMessage = { addListener: (listener: (state: PinWindowState) => void) => void this.#states.push(listener) }
  readonly onDisconnect = { addListener: (listener: () => void) => void this.#ends.push(listener) }

  postMessage(message: PinWindowRequest): void {
    this.sent.push(message)
  }

  disconnect(): void {
    this.disconnected = true
  }

  state(state: PinWindowState): void {
    for (const listener of this.#states) listener(state)
  }

  break(): void {
    for (const listener of this.#ends) listener()
  }
}

/** Ports as a window opens them one after the other. */
export function fakePorts() {
  const ports: FakePort[] = []
  return {
    ports,
    connect: (): FakePort => {
      const port = new FakePort()
      ports.push(port)
      return port
    },
    /** The one in use. */
    port: (): FakePort => {
      const port = ports.at(-1)
      if (!port) throw new Error('no port was opened')
      return port
    },
  }
}
