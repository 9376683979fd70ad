import { compareCrlNumbers } from '../../core/pki/crl-number.ts'

/** Which of an authority's lists it is. */
export interface ListVersion {
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  /** Hex; undefined for a list without one. */
  readonly crlNumber: string | undefined
}

/** Below zero when `a` is the older one: by date, and of the same second by number. Zero for the same list. */
export const compareListVersions = (a: ListVersion, b: ListVersion): number =>
  a.thisUpdate - b.thisUpdate || compareCrlNumbers(a.crlNumber ?? '', b.crlNumber ?? '')
