/** The part of `chrome.runtime.Port` that is used. */
export interface WorkerPort<Request, State> {
  postMessage(message: Request): void
  readonly onMessage: { addListener(listener: (state: State) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  disconnect(): void
}

/** `lost`: several attempts brought no state; the extension was removed, or nobody knows what the screen shows any more. */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'lost'

export interface WorkerConnection<Request> {
  /** False when the port is broken just now and nothing was sent. */
  send(request: Request): boolean
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
 * Keeps a screen attached to the worker. A service worker may be stopped at any time, which breaks the port: then it is
 * opened anew, which starts the worker, and `hello` is sent again. Ends with `close()` or after the last pause.
 */
export function connectToWorker<Request, State>(options: {
  /** Throws when the extension is gone. */
  readonly connect: () => WorkerPort<Request, State>
  /** Asks for the first state. */
  readonly hello: Request
  /** Whether a state is for this screen; every one by default. */
  readonly isMine?: (state: State) => boolean
  readonly onState: (state: State) => void
  readonly onConnection: (connection: ConnectionState) => void
}): WorkerConnection<Request> {
  const { isMine = () => true } = options
  let port: WorkerPort<Request, State> | undefined
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
        if (port !== opened || !isMine(state)) return
        clearTimeout(timer)
        failures = 0
        options.onConnection('connected')
        options.onState(state)
      })
      opened.onDisconnect.addListener(() => {
        if (port === opened) retry()
      })
      port.postMessage(options.hello)
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
