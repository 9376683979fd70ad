import type { BridgeAction, BridgeRequest, BridgeResults } from '../../../core/protocol/bridge.ts'
import type { Page } from '../page.ts'
import type { Services } from '../services.ts'

/** Requests by their action. */
export type Requests = { readonly [A in BridgeAction]: Extract<BridgeRequest, { action: A }> }
export type RequestOf<A extends BridgeAction> = Requests[A]

/** One message action: a portal page asks, the result is its answer; CodedErrors become answers too. */
export interface Action<A extends BridgeAction> {
  readonly name: A
  /**
   * Resolves with undefined for a word about another request (`cancel`, `renew-challenge`), which bears that request's id:
   * that request alone is answered.
   */
  run(request: RequestOf<A>, page: Page, services: Services): Promise<BridgeResults[keyof BridgeResults] | undefined>
}
