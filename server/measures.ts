import type { CardType } from '../core/cards/card-types.ts'
import type { ErrorCode } from '../core/errors/error-codes.ts'

/** What became of one run of a job. */
export type JobOutcome = 'done' | 'failed' | 'gave-up' | 'given-back'

/**
 * What the server counts of itself. Whoever calls hands over words of our own tables and numbers: never what a caller sent, nor
 * anything of a person or an institution.
 */
export interface Measures {
  /** `route`: a row of the route table, a document, a page, or a word for the rest. */
  answered(request: { readonly route: string; readonly status: number; readonly seconds: number }): void
  refused(code: ErrorCode): void
  /** `cardType`: undefined for a password alone, and where it did not become known. */
  signedIn(cardType: CardType | undefined, outcome: 'done' | ErrorCode): void
  /** Somebody waits for a connection to the database; answers what is to be called when it is had. */
  waitsForConnection(): () => void
  /** A connection is in use; answers what is to be called when it is given back. */
  usesConnection(): () => void
  queried(seconds: number): void
  /** One try of a transaction. */
  transacted(outcome: 'committed' | 'rolled-back' | 'tried-again', seconds: number): void
  jobEnded(kind: string, outcome: JobOutcome, seconds: number): void
}

const nothing = () => undefined

export const noMeasures: Measures = {
  answered: nothing,
  refused: nothing,
  signedIn: nothing,
  waitsForConnection: () => nothing,
  usesConnection: () => nothing,
  queried: nothing,
  transacted: nothing,
  jobEnded: nothing,
}

/** Seconds since `begun`, a time of performance.now(). */
export const secondsSince = (begun: number): number => (performance.now() - begun) / 1000
