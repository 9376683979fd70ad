import { fromBase64url } from '../../../core/bytes/base64url.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { SignInResult } from '../../../core/protocol/bridge.ts'
import type { PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import { requireFittingChallenge, requireSameRequest } from '../fitting-challenge.ts'
import type { Page } from '../page.ts'
import type { RequestOf } from '../requests.ts'
import { deadlineOf, Flow, type FlowServices } from './flow.ts'
import { flowStore } from './flow-record.ts'
import { closePinWindow, focusPinWindow } from './pin-window.ts'
import type { PinWindowPort } from './pin-window-port.ts'

/** The one sign-in there may be, across all tabs and the worker's lives. */
export class SignIns {
  readonly #services: FlowServices
  /** Settled once a sign-in of the worker's last life was taken up: nothing is decided before. */
  readonly #restored: Promise<void>
  /** Requests that their page took back, or left, before they were begun: a cold worker takes a moment to come to them. */
  readonly #withdrawn = new WeakMap<Page, Set<string> | 'all'>()
  #current: Flow | undefined
  readonly #listeners = new Set<() => void>()

  constructor(services: FlowServices) {
    this.#services = services
    this.#restored = this.#restore()
  }

  /** The sign-in under way: it has the readers and the cards. */
  get state(): PinWindowState | undefined {
    return this.#current?.state
  }

  /** Calls `listener` whenever `state` may have changed; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Brings the window of the sign-in under way to the front. */
  async showWindow(): Promise<void> {
    await this.#restored
    const windowId = this.#current?.record.windowId
    if (typeof windowId === 'number') await focusPinWindow(windowId)
  }

  /** Answers when the person is done. Errors: ERR_BRIDGE_BUSY, and whatever ended the sign-in. */
  async begin({ id, body }: RequestOf<'sign-in'>, page: Page, tabId: number): Promise<SignInResult> {
    await this.#restored
    if (this.#isWithdrawn(id, page)) throw new CodedError('ERR_PIN_CANCELLED', 'taken back before it was begun')
    const before = this.#current
    if (before && !before.over) throw new CodedError('ERR_BRIDGE_BUSY', 'another sign-in is open')
    const record = {
      flow: crypto.randomUUID(),
      requestId: id,
      origin: page.origin,
      tabId,
      ...body,
      deadline: deadlineOf(body.challenge),
      windowId: null,
      chosenReader: null,
      chosenModule: null,
      askedFor: null,
      stage: 'before-pin',
    } as const
    const flow = new Flow(record, this.#services, { page, onChange: this.#tell })
    this.#current = flow
    this.#tell()
    await before?.dispose()
    await flow.begin()
    return flow.result
  }

  /** Error for a request that nobody knows any more: ERR_BRIDGE_INTERRUPTED. */
  async resume(id: string, page: Page): Promise<SignInResult> {
    await this.#restored
    const flow = this.#requested(id, page)
    if (!flow) throw new CodedError('ERR_BRIDGE_INTERRUPTED', 'the request is not known any more')
    flow.attachPage(page)
    return flow.result
  }

  async renew({ id, body }: RequestOf<'renew-challenge'>, page: Page): Promise<undefined> {
    await this.#restored
    const flow = this.#requested(id, page)
    if (!flow) return
    try {
      requireSameRequest(body.challenge, flow.record.challenge)
      requireFittingChallenge({ ...flow.record, ...body }, page.origin, this.#services.extension)
      flow.renew(body.challenge)
    } catch (error) {
      if (!isCoded(error)) throw error
      flow.refuse(error)
    }
  }

  /** The portal's answer for a security module; one that nobody wants changes nothing. */
  async authenticateModule({ id, body }: RequestOf<'authenticate-module'>, page: Page): Promise<undefined> {
    await this.#restored
    this.#requested(id, page)?.moduleAnswered(fromBase64url(body.response))
  }

  async cancel(id: string, page: Page): Promise<undefined> {
    await this.#restored
    const flow = this.#requested(id, page)
    flow?.cancelByPage()
    const withdrawn = this.#withdrawn.get(page) ?? new Set()
    if (!flow && withdrawn !== 'all') this.#withdrawn.set(page, withdrawn.add(id))
  }

  pageGone(page: Page): void {
    this.#withdrawn.set(page, 'all')
    this.#current?.pageGone(page)
  }

  async fromWindow(name: string, request: PinWindowRequest, window: PinWindowPort): Promise<void> {
    await this.#restored
    const flow = this.#named(name)
    if (!flow) {
      if (window.windowId !== undefined) await closePinWindow(window.windowId)
      return
    }
    if (request.action === 'attach') flow.attachWindow(window)
    else flow.handle(request)
  }

  async windowRemoved(windowId: number): Promise<void> {
    await this.#restored
    this.#current?.windowRemoved(windowId)
  }

  /** A cloud module was imported or removed: a sign-in that waits for one looks again. */
  async modulesChanged(): Promise<void> {
    await this.#restored
    await this.#current?.modulesChanged()
  }

  /** Owns `pin` and zeroes it. */
  async usePin(name: string, pin: Uint8Array): Promise<void> {
    await this.#restored
    await this.#named(name)?.usePin(pin)
    pin.fill(0)
  }

  /** Ends the sign-in that is open, if any; resolves when the readers are free. */
  async close(): Promise<void> {
    await this.#restored
    await this.#current?.dispose()
  }

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener()
  }

  #isWithdrawn(id: string, page: Page): boolean {
    const withdrawn = this.#withdrawn.get(page)
    return withdrawn === 'all' || withdrawn?.has(id) === true
  }

  #named(name: string): Flow | undefined {
    return this.#current?.record.flow === name ? this.#current : undefined
  }

  #requested(id: string, page: Page): Flow | undefined {
    return this.#current?.isRequest(id, page) ? this.#current : undefined
  }

  async #restore(): Promise<void> {
    const record = await flowStore.load()
    if (!record) return
    this.#current = new Flow(record, this.#services, { onChange: this.#tell })
    await this.#current.restore()
  }
}
