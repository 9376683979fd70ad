import type { BridgeAnswer, BridgeEvent } from '../../core/protocol/bridge.ts'
import type { RuntimePort } from './runtime-port.ts'

/** The portal page at the other end of a port, as the browser says it: nothing here was sent by the page. */
export interface Page {
  readonly origin: string
  readonly tabId: number | undefined
  readonly frameId: number | undefined
  /** False while the browser only prepares the page for later (prerender) or keeps it for the way back. */
  readonly active: boolean
  /** A message to a page that is gone is dropped. */
  send(message: BridgeAnswer | BridgeEvent): void
}

export function pageOf(port: RuntimePort): Page {
  const { origin, tab, frameId, documentLifecycle } = port.sender ?? {}
  return {
    origin: origin ?? 'null',
    tabId: tab?.id,
    frameId,
    active: documentLifecycle === undefined || documentLifecycle === 'active',
    send(message) {
      try {
        port.postMessage(message)
      } catch {
        // the port is closed: its onDisconnect tells the flow
      }
    },
  }
}
