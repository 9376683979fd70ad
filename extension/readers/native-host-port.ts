import { CodedError, deserializeError, isCoded } from '../../core/errors/coded-error.ts'
import {
  type HostBody,
  hostAnswer,
  type HostOpName,
  hostOps,
  type HostResult,
} from '../../core/protocol/native-host.ts'
import { nativeHostProtocol } from '../../core/protocol/native-host-channel.ts'
import { asError, systemTimers, type Timers } from '../../core/smartcard/timers.ts'

/** What of `chrome.runtime.Port` is used. */
export interface NativePort {
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
  /** Throws when the port is closed. */
  postMessage(message: unknown): void
  disconnect(): void
}

/** What of `chrome.runtime` is used, handed in by the entry. */
export interface NativeMessaging {
  /** Starts the card service. */
  connect(): NativePort
  /** The text of `chrome.runtime.lastError`, within `onDisconnect`. */
  lastError(): string | undefined
}

/** Chromium's texts (extensions/browser/api/messaging/native_message_process_host.cc); any other is a service that ended. */
const meanings: readonly (readonly [RegExp, CodedError['code']])[] = [
  [/native messaging host not found/i, 'ERR_READER_HOST_MISSING'],
  [/forbidden/i, 'ERR_READER_HOST_BLOCKED'],
]

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly op: HostOpName
  readonly signal: AbortSignal | undefined
}

/** A conversation with one run of the service. Once it is over it stays over. */
export class NativeHostPort {
  readonly #port: NativePort
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #over: CodedError | undefined

  constructor(messaging: NativeMessaging, onOver: (error: CodedError) => void) {
    this.#port = messaging.connect()
    this.#port.onMessage.addListener((message) => this.#take(message))
    this.#port.onDisconnect.addListener(() => {
      const text = messaging.lastError() ?? 'the port was closed'
      const code = meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'ERR_READER_HOST_LOST'
      this.#end(new CodedError(code, text))
      onOver(this.#over!)
    })
  }

  /** Errors: ERR_READER_HOST_* when there is no answer, those that the service answers with, and the signal's reason. */
  ask<N extends HostOpName>(op: N, body: HostBody<N>, signal?: AbortSignal): Promise<HostResult<N>> {
    return new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted()
      if (this.#over) throw this.#over
      const id = ++this.#lastId
      const giveUp = (): void => this.#post({ id: ++this.#lastId, op: 'cancel', body: { target: id } })
      const end = (): void => {
        signal?.removeEventListener('abort', giveUp)
        this.#waiting.delete(id)
      }
      this.#waiting.set(id, {
        op,
        signal,
        resolve: (result) => {
          end()
          resolve(result)
        },
        reject: (error) => {
          end()
          reject(error)
        },
      })
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#post({ id, op, body })
    }) as Promise<HostResult<N>>
  }

  /** Ends the service; what waits fails with ERR_READER_HOST_LOST. */
  close(): void {
    this.#end(new CodedError('ERR_READER_HOST_LOST', 'the port was closed'))
    this.#port.disconnect()
  }

  #post(message: unknown): void {
    if (this.#over) return
    try {
      this.#port.postMessage(message)
    } catch (error) {
      this.#end(new CodedError('ERR_READER_HOST_LOST', 'the port is closed', { cause: error }))
    }
  }

  #take(message: unknown): void {
    const parsed = hostAnswer.safeParse(message)
    if (!parsed.success) {
      this.close()
      return
    }
    const answer = parsed.data
    const waiting = this.#waiting.get(answer.id)
    if (!waiting) return // the answer to a `cancel`
    if (!answer.ok) {
      if ('cancelled' in answer) waiting.reject(asError(waiting.signal?.reason))
      else waiting.reject(deserializeError(answer.error))
      return
    }
    const result = hostOps[waiting.op].result.safeParse(answer.result)
    if (result.success) waiting.resolve(result.data)
    else this.close()
  }

  #end(error: CodedError): void {
    this.#over ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#over)
  }
}

/** Milliseconds. A service that nobody uses is ended; one that could not be started is not tried at every look. */
const intervals = { linger: 30_000, retry: 3_000 } as const

/** Starts the service at first use, again when it was lost, and ends it when it has not been used for a while. */
export class NativeHost {
  readonly #messaging: NativeMessaging
  readonly #timers: Timers
  #open: Promise<NativeHostPort> | undefined
  #users = 0
  #lingering: unknown
  #failed: CodedError | undefined

  constructor(messaging: NativeMessaging, timers: Timers = systemTimers) {
    this.#messaging = messaging
    this.#timers = timers
  }

  /** Why it could not be started last, if so. */
  get failed(): CodedError | undefined {
    return this.#failed
  }

  /** Every `acquire` that succeeds is answered by one `release`. Errors: ERR_READER_HOST_*. */
  async acquire(): Promise<NativeHostPort> {
    if (this.#failed) throw this.#failed
    this.#users++
    this.#timers.clearTimeout(this.#lingering)
    this.#open ??= this.#start()
    try {
      return await this.#open
    } catch (error) {
      this.release()
      throw error
    }
  }

  release(): void {
    if (--this.#users > 0) return
    this.#lingering = this.#timers.setTimeout(() => {
      const open = this.#open
      this.#open = undefined
      void open?.then(
        (port) => port.close(),
        () => undefined,
      )
    }, intervals.linger)
  }

  async #start(): Promise<NativeHostPort> {
    const port = new NativeHostPort(this.#messaging, () => {
      this.#open = undefined
    })
    try {
      const { protocol, version } = await port.ask('hello', {})
      if (protocol === nativeHostProtocol) return port
      port.close()
      throw new CodedError('ERR_READER_HOST_OUTDATED', `protocol ${protocol}`, { details: { version } })
    } catch (error) {
      this.#open = undefined
      if (isCoded(error)) {
        this.#failed = error
        this.#timers.setTimeout(() => (this.#failed = undefined), intervals.retry)
      }
      throw error
    }
  }
}
