/** What of `chrome.runtime.Port` is used. */
export interface RuntimePort {
  readonly name: string
  readonly sender?: PortSender | undefined
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  /** Throws when the port is closed. */
  postMessage(message: unknown): void
  disconnect(): void
}

/** Who is at the other end, as the browser says it. */
export interface PortSender {
  readonly id?: string | undefined
  readonly url?: string | undefined
  readonly origin?: string | undefined
  readonly frameId?: number | undefined
  readonly documentLifecycle?: string | undefined
  readonly tab?: { readonly id?: number | undefined; readonly windowId: number } | undefined
}
