import { CodedError } from '../errors/coded-error.ts'
import type { KnownCard, ReadOnlyCard } from './card-profile.ts'

/** The card is known, and cannot sign by the commands that we know. `info` and `certificate` are those of ReadOnlyCard. */
export class ReadOnlyCardError extends CodedError {
  readonly info: KnownCard
  readonly certificate: Uint8Array | undefined

  constructor({ info, certificate, refusal }: ReadOnlyCard) {
    super(refusal.code, refusal.message, { cause: refusal, ...(refusal.details ? { details: refusal.details } : {}) })
    this.info = info
    this.certificate = certificate
  }
}
