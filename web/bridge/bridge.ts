import type { CheckReport } from '../../core/check/check-report.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { relayReadyType } from '../../core/protocol/bridge-channel.ts'
import type {
  BridgeRequest,
  BridgeResults,
  CardWatchEnd,
  ExtensionPage,
  ExtensionStatus,
  SignInResult,
} from '../../core/protocol/bridge.ts'
import { isRecord } from '../is-record.ts'
import type { Memory } from '../state/memory.ts'
import type { CardWatchOptions } from './card-watch-request.ts'
import { type BridgeWindow, Connection, type WindowMessage } from './connection.ts'
import { malformed, readResult } from './messages.ts'
import { requestSignIn, type SignInOptions, type SignInRequest } from './sign-in-request.ts'

export interface BridgePlatform {
  readonly window: BridgeWindow
  /** Remembers that the extension was here, so that "disabled" can be told from "never installed". */
  readonly memory: Memory
  /** Seconds since 1970 by the server's clock. */
  readonly serverSeconds: () => number
}

const seenName = 'extension-seen'

/** For actions that only wake the worker. A first start on a slow disk has been seen to take seconds. */
const answerMilliseconds = 8000

/** The extension, as a portal page sees it (core/protocol/bridge-channel.ts). One per page; `close` when the page goes. */
export class Bridge {
  readonly #platform: BridgePlatform
  readonly #listeners = new Set<() => void>()
  #connecting: Promise<Connection> | undefined
  #signingIn = false

  constructor(platform: BridgePlatform) {
    this.#platform = platform
    platform.window.addEventListener('message', this.#onWindowMessage)
  }

  /**
   * Whether the extension is there, which one, and whether it serves this site.
   * Errors: ERR_BRIDGE_INSECURE, _MISSING, _DISABLED, _OUTDATED, _SITE_NOT_ALLOWED, _RELOAD, _TIMEOUT, _MESSAGE.
   */
  async status(): Promise<ExtensionStatus> {
    const status = await this.#ask('status', (id) => ({ id, action: 'status', body: {} }))
    this.#platform.memory.write(seenName, status.version)
    return status
  }

  /** Opens a page of the extension's own, in a tab: for choosing a USB reader, or the settings check. */
  async openPage(page: ExtensionPage): Promise<void> {
    await this.#ask('open-page', (id) => ({ id, action: 'open-page', body: page }))
  }

  /** The masked report that the person agreed to send by this site; null where there is none, or it was taken before. */
  async takeCheckReport(): Promise<CheckReport | null> {
    const { report } = await this.#ask('take-check-report', (id) => ({ id, action: 'take-check-report', body: {} }))
    return report
  }

  /**
   * Has the person sign in at the extension's PIN window; lasts until that is done, cancelled or out of time.
   * Errors: whatever the extension reports, those of `status`, ERR_BRIDGE_BUSY when this page has a sign-in open already.
   */
  async signIn(request: SignInRequest, options: SignInOptions): Promise<SignInResult> {
    if (this.#signingIn) throw new CodedError('ERR_BRIDGE_BUSY', 'this page has a sign-in open')
    this.#signingIn = true
    try {
      return await requestSignIn(await this.#connect(), request, options, this.#platform.serverSeconds)
    } finally {
      this.#signingIn = false
    }
  }

  /**
   * Has the extension watch the card that signed in with the key of this thumbprint; lasts until the watch has ended.
   * Errors: those of `status`, ERR_BRIDGE_INTERRUPTED.
   */
  async watchCard(jkt: string, options: CardWatchOptions): Promise<CardWatchEnd> {
    // who is not signed in needs none of it
    const { requestCardWatch } = await import('./card-watch-request.ts')
    return await requestCardWatch(await this.#connect(), jkt, options)
  }

  /** Calls `listener` whenever a relay reports itself: after an installation or update under an open page. */
  onRelayReady(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  close(): void {
    this.#platform.window.removeEventListener('message', this.#onWindowMessage)
    this.#connecting?.then(
      (connection) => connection.close(),
      () => {},
    )
  }

  readonly #onWindowMessage = (event: WindowMessage): void => {
    const { window } = this.#platform
    if (event.source !== window || event.origin !== window.location.origin) return
    if (!isRecord(event.data) || event.data.type !== relayReadyType) return
    // requests still open stay with the old relay, which answers them itself
    this.#connecting = undefined
    for (const listener of this.#listeners) listener()
  }

  #connect(): Promise<Connection> {
    const connecting = (this.#connecting ??= this.#open())
    // the next request tries anew, whatever went wrong this time
    connecting.catch(() => {
      if (this.#connecting === connecting) this.#connecting = undefined
    })
    return connecting
  }

  async #open(): Promise<Connection> {
    const { window, memory } = this.#platform
    if (!window.isSecureContext) throw new CodedError('ERR_BRIDGE_INSECURE', 'not a secure context')
    const connection = await Connection.open(window)
    if (connection) return connection
    throw memory.read(seenName) === undefined
      ? new CodedError('ERR_BRIDGE_MISSING', 'no relay answered')
      : new CodedError('ERR_BRIDGE_DISABLED', 'no relay answered; one did before')
  }

  async #ask<A extends 'status' | 'open-page' | 'take-check-report'>(
    action: A,
    message: (id: string) => Extract<BridgeRequest, { action: A }>,
  ): Promise<BridgeResults[A]> {
    const connection = await this.#connect()
    const id = crypto.randomUUID()
    let stop = () => {}
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        timer = setTimeout(() => {
          reject(new CodedError('ERR_BRIDGE_TIMEOUT', `no answer to ${action}`))
        }, answerMilliseconds)
        stop = connection.listen(id, (incoming) => {
          if (incoming.kind === 'result') resolve(incoming.result)
          else if (incoming.kind === 'error') reject(incoming.error)
          else reject(malformed(incoming.kind === 'malformed' ? incoming.field : 'event'))
        })
        connection.send(message(id))
      })
      return readResult[action](result)
    } finally {
      clearTimeout(timer)
      stop()
    }
  }
}
