/** What a chip keeps: the try counter and its statistics for good, the rest while it has power. Plain JSON. */
export interface CardState {
  readonly triesLeft: number
  readonly powered: boolean
  /** The application is selected. */
  readonly selected: boolean
  /** Identifier of the current elementary file, or null. */
  readonly currentFile: number | null
  /** Security status: the PIN was verified and no signature made since. */
  readonly verified: boolean
  /** Security environment: the signing key was chosen. */
  readonly keyChosen: boolean
  /** Security status of a security module: it was told who asks. */
  readonly authenticated: boolean
  /** Its random number that was given out and not answered yet, hex, or null. */
  readonly challenge: string | null
  /** VERIFY commands with a PIN and EXTERNAL AUTHENTICATE, resets (cold and warm), and signatures, since personalisation. */
  readonly verifyCount: number
  readonly resetCount: number
  readonly signCount: number
}

export const newCardState = (triesLeft: number): CardState => ({
  triesLeft,
  ...volatileState,
  verifyCount: 0,
  resetCount: 0,
  signCount: 0,
})

/** What loss of power and every reset leave of the volatile part. */
export const volatileState = {
  powered: false,
  selected: false,
  currentFile: null,
  verified: false,
  keyChosen: false,
  authenticated: false,
  challenge: null,
} as const satisfies Partial<CardState>

/** A chip's memory. What `update` resolves with has been stored for good: the card may answer. */
export interface CardMemory {
  readonly state: CardState
  /** Reads the newest state, writes what `change` makes of it, and resolves with that. */
  update(change: (state: CardState) => CardState): Promise<CardState>
}
