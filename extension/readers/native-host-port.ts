import { CodedError, deserializeError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import {
  type HostBody,
  hostAnswer,
  type HostOpName,
  hostOps,
  type HostResult,
} from '../../core/protocol/native-host.ts'
import { nativeHostProtocol } from '../../core/protocol/native-host-channel.ts'
import { asError, type Timers } from '../../core/smartcard/timers.ts'
import { KeptOpen } from './kept-open.ts'
import type { Messaging, MessagingPort } from './messaging.ts'

/** Chromium's texts (extensions/browser/api/messaging: native_message_process_host.cc, message_service.cc); any other is a service that ended. */
const meanings: readonly (readonly [RegExp, CodedError['code']])[] = [
  [/native messaging host not found/i, 'ERR_READER_HOST_MISSING'],
  [/forbidden|disabled by the system administrator/i, 'ERR_READER_HOST_BLOCKED'], // by its registration, by policy
]

/**
 * Milliseconds within which an op is answered, and what it means when it is not: a service that hangs is ended, and its
 * cards with it. An op that is not named waits for a person, or for a change.
 */
const answerLimits: Partial<Record<HostOpName, readonly [milliseconds: number, code: ErrorCode]>> = {
  hello: [10_000, 'ERR_READER_HOST_LOST'],
  'list-readers': [10_000, 'ERR_READER_TIMEOUT'],
  'list-tokens': [60_000, 'ERR_READER_TIMEOUT'], // modules that hang are given up by the service
  connect: [30_000, 'ERR_READER_TIMEOUT'],
  transmit: [60_000, 'ERR_READER_TIMEOUT'],
  'begin-transaction': [30_000, 'ERR_READER_BUSY'], // of another program
  'end-transaction': [10_000, 'ERR_READER_TIMEOUT'],
  status: [10_000, 'ERR_READER_TIMEOUT'],
  disconnect: [10_000, 'ERR_READER_TIMEOUT'],
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly op: HostOpName
  readonly signal: AbortSignal | undefined
}

/** A conversation with one run of the service. Once it is over it stays over. */
export class NativeHostPort {
  readonly #port: MessagingPort
  readonly #timers: Timers
  readonly #onOver: () => void
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #over: CodedError | undefined

  /** `onOver` is called once, when no more can be asked. */
  constructor(messaging: Messaging, timers: Timers, onOver: () => void) {
    this.#timers = timers
    this.#onOver = onOver
    this.#port = messaging.connect()
    this.#port.onMessage.addListener((message) => this.#take(message))
    this.#port.onDisconnect.addListener(() => {
      const text = messaging.lastError() ?? 'the port was closed'
      const code = meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'ERR_READER_HOST_LOST'
      this.#end(new CodedError(code, text))
    })
  }

  /** Errors: ERR_READER_HOST_* when there is no answer, those that the service answers with, and the signal's reason. */
  ask<N extends HostOpName>(op: N, body: HostBody<N>, signal?: AbortSignal): Promise<HostResult<N>> {
    return new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted()
      if (this.#over) throw this.#over
      const id = ++this.#lastId
      const giveUp = (): void => this.#post({ id: ++this.#lastId, op: 'cancel', body: { target: id } })
      const timer = this.#limit(op)
      const end = (): void => {
        this.#timers.clearTimeout(timer)
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
  close(error = new CodedError('ERR_READER_HOST_LOST', 'the port was closed')): void {
    this.#end(error)
    this.#port.disconnect()
  }

  #limit(op: HostOpName): unknown {
    const limit = answerLimits[op]
    if (!limit) return undefined
    const [milliseconds, code] = limit
    const silent = (): void => this.close(new CodedError(code, `the card service did not answer ${op}`))
    return this.#timers.setTimeout(silent, milliseconds)
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
    if (this.#over) return
    this.#over = error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#onOver()
  }
}

/** The service: started at first use, again when it was lost, and ended when it has not been used for a while. */
export const keepNativeHost = (messaging: Messaging, timers: Timers): KeptOpen<NativeHostPort> =>
  new KeptOpen(async (onOver) => {
    const port = new NativeHostPort(messaging, timers, onOver)
    try {
      const { protocol, version } = await port.ask('hello', {})
      if (protocol === nativeHostProtocol) return port
      throw new CodedError('ERR_READER_HOST_OUTDATED', `protocol ${protocol}`, { details: { version } })
    } catch (error) {
      port.close()
      throw error
    }
  }, timers)
