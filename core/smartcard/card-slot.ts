import type { SmartCardProtocol } from './context.ts'
import type { PinPadProperties, PinTemplate } from './pin-pad.ts'

/** A card under power. A new object after every power-on, so that a card swapped or reset is told by identity. */
export interface PoweredCard {
  readonly answerToReset: Uint8Array
  readonly protocol: SmartCardProtocol
}

/** Where a driver meets what shares it (shared-slot.ts): one place for a card, used by one command at a time. */
export interface CardSlot {
  /** Undefined from the moment the card is gone, unpowered, or lost to a fault. */
  readonly card: PoweredCard | undefined
  /** Powers the card, resetting it if it was powered. Errors: ERR_CARD_ABSENT, ERR_CARD_MUTE, ERR_CARD_UNKNOWN, ERR_READER_*. */
  powerOn(preferredProtocols?: readonly SmartCardProtocol[]): Promise<PoweredCard>
  powerOff(): Promise<void>
  /** Errors: ERR_CARD_REMOVED, ERR_CARD_MUTE, ERR_READER_*. */
  transmit(command: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
  /** Undefined for a reader without keypad. */
  readonly pinPad?: PinPadProperties | undefined
  /** There with `pinPad`. As PinPadConnection.verifyPinOnReader. */
  verifyPinOnReader?(template: PinTemplate, signal?: AbortSignal): Promise<Uint8Array>
  /** Asks the reader. */
  isPresent(): Promise<boolean>
}
