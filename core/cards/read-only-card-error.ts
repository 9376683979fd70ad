import { CodedError } from '../errors/coded-error.ts'
import type { KnownCard, ReadOnlyCard } from './card-profile.ts'

/** The card is known, and cannot sign by the commands that we know. `info` is what it is. */
export class ReadOnlyCardError extends CodedError {
  readonly info: KnownCard

  constructor({ info, refusal }: ReadOnlyCard) {
    super(refusal.code, refusal.message, { cause: refusal, ...(refusal.details ? { details: refusal.details } : {}) })
    this.info = info
  }
}
