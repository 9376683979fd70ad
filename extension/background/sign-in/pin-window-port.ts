import type { PinWindowState } from '../../../core/protocol/pin-window.ts'

/** A PIN window that shows the flow. */
export interface PinWindowPort {
  readonly windowId: number | undefined
  send(state: PinWindowState): void
  onGone(listener: () => void): void
}
