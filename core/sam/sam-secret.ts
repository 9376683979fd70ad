import { concat } from '../bytes/concat.ts'
import { equal } from '../bytes/equal.ts'
import { CodedError } from '../errors/coded-error.ts'
import { sha256 } from '../pki/sha256.ts'

/** 開啟碼: the 128-bit secret that a module file is encrypted to, with 12 bits that tell a slip of the typist. */
export const secretLength = 16
const checkBits = 12
const symbols = 28
const groupLength = 4

/** Crockford's Base32: no I, L, O or U, which are read as 1, 1 and 0 when somebody types them. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const readAs: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }

/** As people see and type it: seven groups of four. The text cannot be overwritten: it is for a screen, and not kept. */
export function formatSamSecret(secret: Uint8Array): string {
  if (secret.length !== secretLength) throw new RangeError('not 128 bits')
  const octets = concat(secret, checkOf(secret))
  let text = ''
  for (let at = 0; at < symbols; at++) {
    if (at > 0 && at % groupLength === 0) text += '-'
    text += alphabet.charAt(fiveBits(octets, at * 5))
  }
  return text
}

/** Whoever calls owns the octets and overwrites them. Error: ERR_SAM_SECRET_FORM. */
export function parseSamSecret(text: string): Uint8Array<ArrayBuffer> {
  const typed = text.toUpperCase().replaceAll(/[\s-]/g, '')
  const values = typed.split('').map((letter) => alphabet.indexOf(readAs[letter] ?? letter))
  if (values.length !== symbols || values.includes(-1)) throw malformed()
  const octets = new Uint8Array(Math.ceil((symbols * 5) / 8))
  values.forEach((value, at) => putFiveBits(octets, at * 5, value))
  const secret = octets.slice(0, secretLength)
  const isRight = equal(octets.subarray(secretLength), checkOf(secret))
  octets.fill(0)
  if (!isRight) {
    secret.fill(0)
    throw malformed()
  }
  return secret
}

/** The first twelve bits of a hash, in two octets. */
function checkOf(secret: Uint8Array): Uint8Array {
  const [first = 0, second = 0] = sha256(concat(new TextEncoder().encode('nhi-sam-secret'), secret))
  return Uint8Array.of(first, second & (0xff << (16 - checkBits)))
}

const fiveBits = (octets: Uint8Array, bit: number): number => {
  const [high = 0, low = 0] = octets.subarray(bit >> 3)
  return (((high << 8) | low) >> (11 - (bit & 7))) & 31
}

function putFiveBits(octets: Uint8Array, bit: number, value: number): void {
  const shifted = value << (11 - (bit & 7))
  const at = bit >> 3
  octets[at] = (octets[at] ?? 0) | (shifted >> 8)
  if (at + 1 < octets.length) octets[at + 1] = (octets[at + 1] ?? 0) | (shifted & 0xff)
}

const malformed = (): CodedError => new CodedError('ERR_SAM_SECRET_FORM', 'not an opening code')
