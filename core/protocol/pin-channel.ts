/**
 * PIN window ↔ service worker, over a `chrome.runtime` port named `pinPortName` opened by the window.
 * The PIN itself never goes this way: the window posts `{ type: pinMessageType, flow }` to the active service worker
 * with one transferred MessagePort, writes the PIN bytes (transferred ArrayBuffer) on it, and zeroes its own copy.
 */
export const pinPortName = 'pin'
export const pinMessageType = 'nhi-portal:pin'
