import type { CodedError } from '../../core/errors/coded-error.ts'
import type { HostTokenPin } from '../../core/protocol/native-host.ts'

/** A token of a vendor's PKCS#11 module: a card that signs by way of its issuing centre's component. */
export interface ListedToken {
  /** Names it to `sign`, until it is taken out. */
  readonly token: string
  /** Most modules: the reader's name, cut off after 64 bytes. */
  readonly slotDescription: string
  readonly serialNumber: string
  readonly pin: HostTokenPin
  /** DER. */
  readonly certificates: readonly Uint8Array[]
}

export interface TokenListing {
  readonly tokens: readonly ListedToken[]
  /** Why a module that is there cannot be used. */
  readonly refusals: readonly CodedError[]
  /** Grows with every token that comes or goes. */
  readonly count: number
}

/** What there is beside readers. It signs login assertions and nothing else. */
export interface TokenSource {
  /** Errors: ERR_READER_HOST_*. */
  list(): Promise<TokenListing>
  /** Resolves when the tokens are no longer those of `count`. Errors: as `list`, and the signal's reason. */
  changed(count: number, signal: AbortSignal): Promise<void>
  /**
   * One login, one signature, one logout. `pin` undefined: it is entered on the device. Errors: ERR_PIN_*, ERR_CARD_*,
   * ERR_READER_*, and the signal's reason, after which the card is free again.
   */
  sign(token: string, signingInput: string, pin: Uint8Array | undefined, signal: AbortSignal): Promise<Uint8Array>
}
