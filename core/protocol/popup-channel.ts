/** Popup of the toolbar icon ↔ service worker, over a `chrome.runtime` port of this name opened by the popup. */
export const popupPortName = 'popup'
