import type { SignInStep } from '../../../core/protocol/bridge.ts'
import type { PinWindowPhase } from '../../../core/protocol/pin-window.ts'

/** What the page's progress line is told of the PIN window's phases. */
export const stepOf: { readonly [P in PinWindowPhase]?: SignInStep } = {
  'waiting-for-reader': 'waiting-for-reader',
  'waiting-for-card': 'waiting-for-card',
  'waiting-for-pin': 'waiting-for-pin',
  'confirm-last-try': 'waiting-for-pin',
  signing: 'signing',
}
