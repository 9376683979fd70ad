import { portalPortName } from '../../core/protocol/bridge-channel.ts'
import type { BridgeAnswer, BridgeRequest } from '../../core/protocol/bridge.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { RuntimePort } from '../background/runtime-port.ts'

/** The part of `chrome.runtime` that is used. Its id is gone once the extension was updated, disabled or removed. */
export interface Runtime {
  readonly id?: string | undefined
  readonly lastError?: unknown
  connect(info: { name: string }): RuntimePort
}

export const isAlive = (runtime: Runtime | undefined): runtime is Runtime => runtime?.id !== undefined

/** Milliseconds before each new attempt, when the worker's port breaks again and again. */
const pauses = [50, 100, 400, 1000, 2000]
/** A port that held this long was a good one: the next break starts the pauses anew. */
const goodAfter = 1000
/**
 * An extension that is updated breaks its ports a moment before its id is gone; a port opened in between is never heard
 * of again (seen in Chromium 156). So the id is looked at this often while anything is open. Milliseconds.
 */
const lookEvery = 1000

/**
 * Carries one page's messages to the worker and back. The worker's port is open only while requests are; when the worker
 * was stopped under them, each is taken up again. What the messages say is the worker's business.
 */
export function serveLine(page: MessagePort, runtime: () => Runtime | undefined): void {
  /** Requests without an answer, with what a new worker is sent for each. */
  const open = new Map<string, unknown>()
  /** Those of them that the present worker has not heard of. */
  const lost = new Set<string>()
  let worker: RuntimePort | undefined
  let breaks = 0
  let looking: ReturnType<typeof setInterval> | undefined

  const refuse = (id: string, code: ErrorCode, message: string) => {
    open.delete(id)
    send(page, { id, ok: false, error: { code, message } } satisfies BridgeAnswer)
  }
  const refuseAll = (code: ErrorCode, message: string) => {
    for (const id of open.keys()) refuse(id, code, message)
  }

  const look = () => {
    if (open.size > 0 && isAlive(runtime())) return
    clearInterval(looking)
    looking = undefined
    refuseAll('ERR_BRIDGE_RELOAD', 'the extension was updated or removed')
  }

  const fromWorker = (message: unknown) => {
    send(page, message)
    if (!isAnswer(message)) return
    open.delete(message.id)
    if (open.size > 0) return
    worker?.disconnect()
    worker = undefined
  }

  const onBreak = (since: number) => {
    worker = undefined
    for (const id of open.keys()) lost.add(id)
    if (open.size === 0) return
    if (Date.now() - since >= goodAfter) breaks = 0
    const pause = pauses[breaks++]
    if (pause === undefined) {
      breaks = 0
      refuseAll('ERR_BRIDGE_INTERRUPTED', 'the extension does not stay up')
    } else setTimeout(connect, pause)
  }

  /** Connects unless connected, and takes up what was lost. Without an extension everything open is refused. */
  const connect = () => {
    if (worker || open.size === 0) return
    const since = Date.now()
    try {
      const living = runtime()
      if (!isAlive(living)) throw new Error('the extension is gone')
      const port = living.connect({ name: portalPortName })
      worker = port
      port.onMessage.addListener(fromWorker)
      port.onDisconnect.addListener(() => {
        void runtime()?.lastError // read, so that Chrome does not log it
        if (worker === port) onBreak(since)
      })
    } catch {
      return refuseAll('ERR_BRIDGE_RELOAD', 'the extension was updated or removed')
    }
    for (const id of lost) if (open.has(id)) send(worker, open.get(id))
    lost.clear()
  }

  page.addEventListener('message', ({ data }: MessageEvent<Partial<BridgeRequest> | null>) => {
    const { id, action } = data ?? {}
    // Without an id there is no answer that could reach anybody; `resume` is the relay's own word.
    if (typeof id !== 'string' || action === 'resume') return
    // These two speak of another request: they are worth sending only while that is open, and get no answer.
    const speaksOfAnother = action === 'cancel' || action === 'renew-challenge'
    if (!speaksOfAnother) open.set(id, action === 'sign-in' ? { id, action: 'resume', body: {} } : data)
    connect()
    if (open.size > 0) looking ??= setInterval(look, lookEvery)
    if (open.has(id)) send(worker, data)
  })
  page.start()
}

/** Told from an event; the rest is the page's to check. */
const isAnswer = (message: unknown): message is { readonly id: string } =>
  typeof message === 'object' && message !== null && 'ok' in message && 'id' in message

function send(port: { postMessage(message: unknown): void } | undefined, message: unknown): void {
  try {
    port?.postMessage(message)
  } catch {
    // a runtime port that broke: it says so in onDisconnect next
  }
}
