import { CodedError } from '../../core/errors/coded-error.ts'
import { bridgeVersion, connectType } from '../../core/protocol/bridge-channel.ts'
import type { BridgeRequest } from '../../core/protocol/bridge.ts'
import { isRecord } from '../is-record.ts'
import { type Incoming, malformed, readIncoming } from './messages.ts'

export interface WindowMessage {
  readonly data: unknown
  readonly origin: string
  readonly source: unknown
}

/** The part of `window` that the bridge uses. */
export interface BridgeWindow {
  readonly isSecureContext: boolean
  readonly location: { readonly origin: string }
  postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: WindowMessage) => void): void
  removeEventListener(type: 'message', listener: (event: WindowMessage) => void): void
}

/** A relay in the same process answers in a few milliseconds; this allows for a computer that is just starting up. */
const helloMilliseconds = 1000

/** One live port to the relay. Requests are told apart by id; what belongs to none is dropped. */
export class Connection {
  readonly #port: MessagePort
  readonly #listeners = new Map<string, (message: Incoming) => void>()

  private constructor(port: MessagePort) {
    this.#port = port
    port.addEventListener('message', (event) => this.#receive(readIncoming(event.data)))
  }

  /**
   * Hands the relay a port and waits for its first word; undefined when no relay answers.
   * Errors: ERR_BRIDGE_OUTDATED, ERR_BRIDGE_RELOAD (page older than the extension), ERR_BRIDGE_MESSAGE.
   */
  static async open(window: BridgeWindow): Promise<Connection | undefined> {
    const { port1, port2 } = new MessageChannel()
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const hello = await new Promise<unknown>((resolve) => {
        timer = setTimeout(() => resolve(undefined), helloMilliseconds)
        port1.addEventListener('message', (event) => resolve(event.data), { once: true })
        port1.start()
        window.postMessage({ type: connectType, version: bridgeVersion }, window.location.origin, [port2])
      })
      if (hello === undefined) {
        port1.close()
        return undefined
      }
      checkHello(hello)
      return new Connection(port1)
    } catch (error) {
      port1.close()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  send(request: BridgeRequest): void {
    this.#port.postMessage(request, [])
  }

  /** Sends everything that comes for `id` to `listener`, until the returned function is called. */
  listen(id: string, listener: (message: Incoming) => void): () => void {
    this.#listeners.set(id, listener)
    return () => void this.#listeners.delete(id)
  }

  close(): void {
    this.#port.close()
  }

  #receive(message: Incoming): void {
    if (message.id !== undefined) this.#listeners.get(message.id)?.(message)
    // nobody can say whose it was: everybody who waits is told, rather than left waiting
    else for (const listener of this.#listeners.values()) listener(message)
  }
}

function checkHello(hello: unknown): void {
  if (!isRecord(hello) || hello.type !== 'relay') throw malformed('type')
  const { version } = hello
  if (typeof version !== 'number') throw malformed('version')
  if (version < bridgeVersion) {
    throw new CodedError('ERR_BRIDGE_OUTDATED', `the relay speaks version ${version}`, {
      details: { version, minimum: bridgeVersion },
    })
  }
  if (version > bridgeVersion) throw new CodedError('ERR_BRIDGE_RELOAD', `the relay speaks version ${version}`)
}
