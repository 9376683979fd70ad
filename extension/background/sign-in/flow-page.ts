import type { Challenge } from '../../../core/assertion/claims.ts'
import type { BridgeEvent } from '../../../core/protocol/bridge.ts'
import type { Page } from '../page.ts'
import { PageAnswer } from './page-answer.ts'
import type { ModuleNumber } from './reader-modules.ts'

/** The portal page of a sign-in: what it is told, and what it alone can ask the portal for. */
export class FlowPage {
  readonly challenge = new PageAnswer<Challenge>()
  readonly moduleResponse = new PageAnswer<Uint8Array>()
  readonly #id: string
  readonly #over: AbortSignal
  #page: Page | undefined

  /** `id`: of its request. Nothing is said any more once `over` is aborted. */
  constructor(id: string, page: Page | undefined, over: AbortSignal) {
    this.#id = id
    this.#page = page
    this.#over = over
  }

  get isThere(): boolean {
    return this.#page !== undefined
  }

  is(page: Page): boolean {
    return this.#page === page
  }

  /** It is back after the worker was stopped. */
  attach(page: Page): void {
    this.#page = page
    this.challenge.repeat()
    this.moduleResponse.repeat()
  }

  tell(event: WithoutId<BridgeEvent>): void {
    if (!this.#over.aborted) this.#page?.send({ id: this.#id, ...event })
  }

  /** A fresh challenge; undefined when none came in time. */
  wantChallenge(): Promise<Challenge | undefined> {
    return this.challenge.want(() => this.tell({ event: 'challenge-wanted' }), this.#over)
  }

  /** What a security module in the reader wants to hear from the portal; undefined when nothing came in time. */
  wantModuleResponse(number: ModuleNumber): Promise<Uint8Array | undefined> {
    return this.moduleResponse.want(() => this.tell({ event: 'module-authentication-wanted', ...number }), this.#over)
  }
}

type WithoutId<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
