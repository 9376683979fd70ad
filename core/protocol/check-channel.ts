/**
 * A screen of the settings check ↔ service worker, over a `chrome.runtime` port named `checkPortName` opened by the
 * screen. The screen writes `CheckRequest`s; the worker sends a `CheckState` when the screen connects and at every change.
 */
export const checkPortName = 'check'
