import { commonPieces, longestPiece } from './common-passwords.ts'
import { type PasswordKind, passwordKinds } from './password-kinds.ts'

/** Why a new password is refused. The page has a sentence for each. */
export const passwordFaults = [
  'short',
  'long',
  'repeated',
  'common',
  'id-number',
  'name',
  'account',
  'institution',
  /** Told by the server: it alone knows the earlier ones. */
  'used-before',
] as const
export type PasswordFault = (typeof passwordFaults)[number]

/** What somebody who knows the person would try; as far as it is known. */
export interface PasswordOwner {
  readonly idNumber?: string | null
  readonly name?: string | null
  readonly account?: string | null
  readonly institutions?: readonly string[]
}

/** In Unicode code points: NIST asks that at least 64 be taken, and hashing needs some end. */
export const maximumLength = 128
/** A sentence of common words is fine; two or three of them are what is tried first. */
const fewPieces = 3
const fewestDifferentSigns = 5
/** Repeating less than this adds nothing. */
const shortestUnit = 8

/**
 * One form for what is typed in different ways (UAX #15, NFKC, as NIST SP 800-63B-4 §3.1.1.2 asks): what an input method
 * writes in full width is the same password.
 */
export const normalizePassword = (password: string): string => password.normalize('NFKC')

/** How many of the latest passwords of one's own cannot be used again. */
export const remembered = 5

/**
 * The first rule that a new password breaks; undefined when it may be used. No mixture of signs is asked for and none grows
 * old by itself (NIST SP 800-63B-4 §3.1.1.2): length counts, and that it cannot be thought of.
 */
export function passwordFault(password: string, kind: PasswordKind, owner: PasswordOwner): PasswordFault | undefined {
  const text = normalizePassword(password)
  const signs = Array.from(text.toLowerCase())
  if (signs.length < passwordKinds[kind].minimumLength) return 'short'
  if (signs.length > maximumLength) return 'long'
  if (new Set(signs).size < fewestDifferentSigns || unitLength(signs) < shortestUnit) return 'repeated'
  const plain = signs.join('')
  const mentions = (fact: string | null | undefined, shortest: number) =>
    fact !== null &&
    fact !== undefined &&
    fact.length >= shortest &&
    plain.includes(normalizePassword(fact).toLowerCase())
  if (mentions(owner.idNumber, 1) || mentions(owner.idNumber?.slice(1), 1)) return 'id-number'
  if (mentions(owner.account, 3)) return 'account'
  if (mentions(owner.name, 2)) return 'name'
  if (owner.institutions?.some((code) => mentions(code, 1))) return 'institution'
  if (pieceCount(signs) <= fewPieces) return 'common'
  return undefined
}

/** The length of what is said again and again; the whole length when nothing is. */
function unitLength(signs: readonly string[]): number {
  for (let length = 1; length <= signs.length / 2; length++) {
    if (signs.every((sign, at) => sign === signs[at % length])) return length
  }
  return signs.length
}

const isSeparator = (sign = '') => /[\p{P}\p{S}\s]/u.test(sign)

/**
 * How few common pieces the password is made of, a separator between them not counted; infinite when something else is in it. A sign
 * that is repeated at least three times is one piece, and so is a date in digits.
 */
function pieceCount(signs: readonly string[]): number {
  const fewest: number[] = [0]
  for (let end = 1; end <= signs.length; end++) {
    const last = signs[end - 1] ?? ''
    const before = signs[end - 2]
    let best = Infinity
    if (isSeparator(last)) best = (fewest[end - 1] ?? Infinity) + (isSeparator(before) && before !== last ? 1 : 0)
    for (let begin = Math.max(0, end - longestPiece); begin < end; begin++) {
      if (isPiece(signs.slice(begin, end))) best = Math.min(best, (fewest[begin] ?? Infinity) + 1)
    }
    let begin = end - 1
    while (begin > 0 && signs[begin - 1] === last) {
      begin--
      if (end - begin >= 3) best = Math.min(best, (fewest[begin] ?? Infinity) + 1)
    }
    fewest[end] = best
  }
  return fewest[signs.length] ?? Infinity
}

const date = /^(?:(?:19|20)?\d\d|1[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

function isPiece(signs: readonly string[]): boolean {
  const text = signs.join('')
  return commonPieces.has(text) || date.test(text)
}
