import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { SignInResult } from '../../../core/protocol/bridge.ts'
import type { PinWindowRequest } from '../../../core/protocol/pin-window.ts'
import { requireFittingChallenge, requireSameRequest } from '../fitting-challenge.ts'
import type { Page } from '../page.ts'
import type { RequestOf } from '../requests.ts'
import { deadlineOf, Flow, type FlowServices } from './flow.ts'
import { flowStore } from './flow-record.ts'
import { closePinWindow } from './pin-window.ts'
import type { PinWindowPort } from './pin-window-port.ts'

/** The one sign-in there may be, across all tabs and the worker's lives. */
export class SignIns {
  readonly #services: FlowServices
  /** Settled once a sign-in of the worker's last life was taken up: nothing is decided before. */
  readonly #restored: Promise<void>
  /** Requests that their page took back, or left, before they were begun: a cold worker takes a moment to come to them. */
  readonly #withdrawn = new WeakMap<Page, Set<string> | 'all'>()
  #current: Flow | undefined

  constructor(services: FlowServices) {
    this.#services = services
    this.#restored = this.#restore()
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
      askedFor: null,
      stage: 'before-pin',
    } as const
    const flow = new Flow(record, this.#services, page)
    this.#current = flow
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
    this.#current = new Flow(record, this.#services)
    await this.#current.restore()
  }
}
