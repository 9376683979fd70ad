import type { PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { WorkerPort } from '../../../extension/components/connect-to-worker.ts'

/** A port to a worker that the test plays: it sends states and breaks. */
export class FakePort<Request = PinWindowRequest, State = PinWindowState> implements WorkerPort<Request, State> {
  readonly sent: Request[] = []
  disconnected = false
  readonly #states: ((state: State) => void)[] = []
  readonly #ends: (() => void)[] = []
  readonly onMessage = { addListener: (listener: (state: State) => void) => void this.#states.push(listener) }
  readonly onDisconnect = { addListener: (listener: () => void) => void this.#ends.push(listener) }

  postMessage(message: Request): void {
    this.sent.push(message)
  }

  disconnect(): void {
    this.disconnected = true
  }

  state(state: State): void {
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
