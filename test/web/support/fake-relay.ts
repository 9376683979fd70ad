import { bridgeVersion, connectType, relayReadyType } from '../../../core/protocol/bridge-channel.ts'
import type { BridgeRequest } from '../../../core/protocol/bridge.ts'
import type { BridgeWindow, WindowMessage } from '../../../web/bridge/connection.ts'

export const origin = 'https://medvpn.nhi.gov.tw'

/** A page's window with, if `answer` is given, a relay behind it that writes what `answer` returns. */
export class FakeWindow implements BridgeWindow {
  readonly location = { origin }
  readonly requests: BridgeRequest[] = []
  readonly connects: unknown[] = []
  isSecureContext = true
  hello: unknown = { type: 'relay', version: bridgeVersion }
  answer: ((request: BridgeRequest) => unknown[]) | undefined
  readonly #listeners = new Set<(event: WindowMessage) => void>()
  readonly #ports: MessagePort[] = []
  #seen: (() => void)[] = []

  constructor(answer?: (request: BridgeRequest) => unknown[]) {
    this.answer = answer
  }

  postMessage(message: { type: string }, targetOrigin: string, [port]: Transferable[]): void {
    if (message.type !== connectType || targetOrigin !== origin || !(port instanceof MessagePort)) return
    this.connects.push(message)
    this.#ports.push(port)
    if (!this.answer) return
    port.addEventListener('message', (event: MessageEvent<BridgeRequest>) => {
      this.requests.push(event.data)
      for (const message of this.answer?.(event.data) ?? []) port.postMessage(message, [])
      for (const seen of this.#seen.splice(0)) seen()
    })
    port.start()
    port.postMessage(this.hello, [])
  }

  addEventListener(_type: 'message', listener: (event: WindowMessage) => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'message', listener: (event: WindowMessage) => void): void {
    this.#listeners.delete(listener)
  }

  /** What a relay posts when it is injected into an open page; `from` lets another window or site pretend to. */
  announce(from: { source?: unknown; origin?: string } = {}): void {
    const event = { data: { type: relayReadyType }, source: this, origin, ...from }
    for (const listener of this.#listeners) listener(event)
  }

  /** Writes to the page on the newest port. */
  write(message: unknown): void {
    this.#ports.at(-1)?.postMessage(message, [])
  }

  /** Resolves once a request for `action` has come; only looks at those from now on and those that came. */
  async request(action: BridgeRequest['action']): Promise<BridgeRequest> {
    for (;;) {
      const found = this.requests.find((request) => request.action === action)
      if (found) return found
      await new Promise<void>((resolve) => this.#seen.push(resolve))
    }
  }

  close(): void {
    for (const port of this.#ports) port.close()
  }
}
