import type { BridgeAction, BridgeResults } from '../../../core/protocol/bridge.ts'
import type { Page } from '../page.ts'
import type { RequestOf } from '../requests.ts'
import type { Services } from '../services.ts'

/** One message action: a portal page asks, the result is its answer; CodedErrors become answers too. */
export interface Action<A extends BridgeAction> {
  readonly name: A
  /**
   * Resolves with undefined for a word about another request (`cancel`, `renew-challenge`), which bears that request's id:
   * that request alone is answered.
   */
  run(request: RequestOf<A>, page: Page, services: Services): Promise<BridgeResults[keyof BridgeResults] | undefined>
}
