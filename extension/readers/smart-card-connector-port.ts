import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import { ScardError } from '../../core/pcsc/scard-errors.ts'
import {
  type ConnectorFunction,
  connectorMessage,
  type ConnectorOutput,
  connectorOutputs,
  connectorPing,
  connectorPong,
  connectorRequest,
} from '../../core/protocol/smart-card-connector.ts'
import { systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import type { Messaging, MessagingPort } from './messaging.ts'

/** Chromium's text for an extension that is not there, or does not listen (extensions/renderer/…/messaging). */
const notThere = /receiving end does not exist/i

/** Milliseconds between pings, and how many in a row may stay unanswered: counted, so that a suspended computer loses none. */
const ping = { every: 10_000, missed: 3 } as const

interface Waiting {
  readonly resolve: (payload: readonly unknown[]) => void
  readonly reject: (error: Error) => void
}

/** A conversation with the Smart Card Connector. Once it is over it stays over. */
export class SmartCardConnectorPort {
  readonly #port: MessagingPort
  readonly #timers: Timers
  readonly #onOver: () => void
  readonly #waiting = new Map<number, Waiting>()
  readonly #channelId = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  #otherChannelId: number | undefined
  #lastId = 0
  #unanswered = 0
  #pinging: unknown
  #over: CodedError | undefined

  constructor(messaging: Messaging, onOver: () => void, timers: Timers = systemTimers) {
    this.#timers = timers
    this.#onOver = onOver
    this.#port = messaging.connect()
    this.#port.onMessage.addListener((message) => this.#take(message))
    this.#port.onDisconnect.addListener(() => {
      const text = messaging.lastError() ?? 'the port was closed'
      this.#end(notThere.test(text) ? 'ERR_READER_CONNECTOR_MISSING' : 'ERR_READER_CONNECTOR_LOST', text)
    })
    this.#ping()
  }

  /**
   * Resolves once the person, or the organisation's policy, has let us use readers: until then the Connector keeps every
   * request back, while it asks. Errors: ERR_READER_CONNECTOR_*.
   */
  async allowed(extensionId: string): Promise<void> {
    try {
      await this.#request('pcsc_lite_version_number', [])
    } catch (error) {
      if (this.#over) throw this.#over
      const details = { extension: extensionId }
      throw new CodedError('ERR_READER_CONNECTOR_DENIED', 'the Connector refuses every request', {
        cause: error,
        details,
      })
    }
  }

  /** One function of PC/SC. Errors: ScardError for its return code, ERR_READER_CONNECTOR_LOST. */
  async call<F extends ConnectorFunction>(name: F, ...functionArguments: unknown[]): Promise<ConnectorOutput<F>> {
    const [rv, ...outputs] = await this.#request(name, functionArguments)
    if (typeof rv === 'number' && rv !== 0) throw new ScardError(name, rv >>> 0)
    const parsed = connectorOutputs[name].safeParse(outputs)
    if (rv !== 0 || !parsed.success) throw this.#lose(`${name} was answered in another form`)
    return parsed.data as ConnectorOutput<F>
  }

  /** What waits fails with ERR_READER_CONNECTOR_LOST. */
  close(): void {
    this.#lose('the port was closed')
  }

  #request(name: string, functionArguments: readonly unknown[]): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.#over) throw this.#over
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      this.#post(connectorRequest(id, name, functionArguments))
    })
  }

  #post(message: unknown): void {
    try {
      this.#port.postMessage(message)
    } catch (error) {
      this.#end('ERR_READER_CONNECTOR_LOST', 'the port is closed', error)
    }
  }

  #ping(): void {
    if (this.#over) return
    if (this.#unanswered === ping.missed) {
      this.#lose('the Connector answers no ping')
      return
    }
    this.#unanswered++
    this.#post(connectorPing)
    this.#pinging = this.#timers.setTimeout(() => this.#ping(), ping.every)
  }

  #take(message: unknown): void {
    if (this.#over) return
    const parsed = connectorMessage.safeParse(message)
    if (!parsed.success) {
      this.#lose('the Connector sent what is no message')
      return
    }
    switch (parsed.data.type) {
      case 'ping':
        return this.#post(connectorPong(this.#channelId))
      case 'pong':
        return this.#takePong(parsed.data.data.channel_id)
      case 'pcsc_lite_function_call::response':
        return this.#takeResponse(parsed.data.data)
    }
  }

  #takePong(channelId: number): void {
    this.#unanswered = 0
    this.#otherChannelId ??= channelId
    if (channelId !== this.#otherChannelId) this.#lose('the Connector was started anew')
  }

  #takeResponse(response: { request_id: number; payload: unknown[] } | { request_id: number; error: string }): void {
    const waiting = this.#waiting.get(response.request_id)
    this.#waiting.delete(response.request_id)
    if (!waiting) this.#lose('the Connector answers what was not asked')
    else if ('payload' in response) waiting.resolve(response.payload)
    else {
      const details = { field: 'Smart Card Connector' }
      waiting.reject(new CodedError('ERR_READER_PROTOCOL', response.error, { details }))
    }
  }

  #lose(why: string): CodedError {
    const error = this.#end('ERR_READER_CONNECTOR_LOST', why)
    this.#port.disconnect()
    return error
  }

  #end(code: ErrorCode, why: string, cause?: unknown): CodedError {
    if (this.#over) return this.#over
    this.#over = new CodedError(code, why, cause === undefined ? {} : { cause })
    this.#timers.clearTimeout(this.#pinging)
    for (const { reject } of this.#waiting.values()) reject(this.#over)
    this.#waiting.clear()
    this.#onOver()
    return this.#over
  }
}
