/** What of `chrome.runtime.Port` is used to speak to another program or extension. */
export interface MessagingPort {
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  /** Throws when the port is closed. */
  postMessage(message: unknown): void
  disconnect(): void
}

/** What of `chrome.runtime` is used for one such partner, handed in by the entry. */
export interface Messaging {
  /** Starts the other side if need be. */
  connect(): MessagingPort
  /** The text of `chrome.runtime.lastError`, within `onDisconnect`. */
  lastError(): string | undefined
}
