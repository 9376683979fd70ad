import type { BridgeAction, BridgeRequest } from '../../core/protocol/bridge.ts'

/** Requests by their action. */
export type Requests = { readonly [A in BridgeAction]: Extract<BridgeRequest, { action: A }> }
export type RequestOf<A extends BridgeAction> = Requests[A]
