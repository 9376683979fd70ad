/**
 * Page ↔ relay ↔ service worker.
 *
 * 1. The page posts `{ type: connectType, version: bridgeVersion }` to its own window with one transferred MessagePort.
 * 2. The relay takes the port and answers `{ type: 'relay', version }` on it: the extension is there.
 *    A relay injected into an open page first posts `{ type: relayReadyType }` to the window, so that the page connects anew.
 * 3. From then on the page writes `BridgeRequest`s and reads `BridgeAnswer`s and `BridgeEvent`s on that port.
 *    The relay carries each over a `chrome.runtime` port named `portalPortName`. When that port breaks while requests are
 *    open, the relay connects again and sends `{ id, action: 'resume' }` for a sign-in, any other request as it was; a relay
 *    whose extension is gone answers them with ERR_BRIDGE_RELOAD.
 */
export const bridgeVersion = 1
export const connectType = 'nhi-portal:connect'
export const relayReadyType = 'nhi-portal:relay-ready'
export const portalPortName = 'portal'
/** The relay's mark in its own world of a page: one is enough, and who looks for it knows that the page has one. */
export const relayMark = 'nhiPortalRelay'

/** The relay's first word on the page's port. */
export interface RelayHello {
  readonly type: 'relay'
  readonly version: number
}
