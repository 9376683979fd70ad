/** What comparing the reader's security module with the portal's environment came to. */
export type SamComparison = 'not-yet-checked'

/** A security module in a slot is a card like any other so far: nothing is read from it, and nothing is claimed of it. */
export const compareSam = (): SamComparison => 'not-yet-checked'
