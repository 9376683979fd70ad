import type { PinWindowRequest, PinWindowState } from '../../core/protocol/pin-window.ts'

/** The part of `chrome.runtime.Port` that is used. */
export interface FlowPort {
  postMessage(message: PinWindowRequest): void
  readonly onMessage: { addListener(listener: (state: PinWindowState) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  disconnect(): void
}

/** `lost`: several attempts brought no state; the extension was removed, or nobody knows the flow any more. */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'lost'

export interface FlowConnection {
  /** False when the port is broken just now and nothing was sent. */
  send(request: PinWindowRequest): boolean
  close(): void
}

/** Milliseconds before each new attempt. A worker that was stopped starts within the first. */
const pauses = [50, 100, 200, 400, 800, 1500, 2000]
/**
 * A port may be opened to a worker that is just being stopped: it is then neither answered nor broken (seen in
 * Chromium 156). So one that brings no state within this many milliseconds is given up like a broken one.
 */
const silence = 2000

/**
 * Keeps the window attached to its flow. A service worker may be stopped at any time, which breaks the port: then it is
 * opened anew, which starts the worker, and `attach` is sent again. Ends with `close()` or after the last pause.
 */
export function connectToFlow(options: {
  readonly flow: string
  /** Throws when the extension is gone. */
  readonly connect: () => FlowPort
  readonly onState: (state: PinWindowState) => void
  readonly onConnection: (connection: ConnectionState) => void
}): FlowConnection {
  let port: FlowPort | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false

  const retry = () => {
    clearTimeout(timer)
    port = undefined
    if (closed) return
    const pause = pauses[failures++]
    options.onConnection(pause === undefined ? 'lost' : 'reconnecting')
    if (pause !== undefined) timer = setTimeout(open, pause)
  }

  const open = () => {
    try {
      const opened = options.connect()
      port = opened
      timer = setTimeout(() => {
        opened.disconnect()
        retry()
      }, silence)
      opened.onMessage.addListener((state) => {
        if (port !== opened || state.flow !== options.flow) return
        clearTimeout(timer)
        failures = 0
        options.onConnection('connected')
        options.onState(state)
      })
      opened.onDisconnect.addListener(() => {
        if (port === opened) retry()
      })
      port.postMessage({ action: 'attach', flow: options.flow })
    } catch {
      retry()
    }
  }

  options.onConnection('connecting')
  open()
  return {
    send(request) {
      if (!port) return false
      try {
        port.postMessage(request)
        return true
      } catch {
        return false // the port broke and says so in onDisconnect next
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
      port?.disconnect()
      port = undefined
    },
  }
}
