import { equal } from '../bytes/equal.ts'
import { DerError, readDer, tags } from './der.ts'
import { parseGeneralNames } from './general-name.ts'
import type { Name } from './name.ts'

/** Authorities that one list may speak for, and octets of the names of one. */
const authorityLimit = 4096
const octetLimit = 4096

/** Equal texts for equal names of authorities. */
export const authorityKey = (name: Name): string => JSON.stringify(name.canonical)

/**
 * Numbers the authorities that an indirect list speaks for (RFC 5280 §5.3.3). Number 0 is the list's own issuer. The same
 * octets come again and again, often one entry after another, so names are read only where the octets are new.
 */
export class AuthorityNumbers {
  /** The names' keys of number 1, number 2 … */
  readonly names: string[][] = []
  readonly #byOctets = new Map<string, number>()
  #last: Uint8Array = new Uint8Array()
  #lastNumber = 0

  /** `certificateIssuer` is the content of the extension. */
  numberOf(certificateIssuer: Uint8Array): number {
    if (equal(certificateIssuer, this.#last)) return this.#lastNumber
    if (certificateIssuer.length > octetLimit) throw new DerError('certificateIssuer: too long')
    const octets = String.fromCharCode(...certificateIssuer)
    const number = this.#byOctets.get(octets) ?? this.#read(certificateIssuer)
    this.#byOctets.set(octets, number)
    this.#last = certificateIssuer
    this.#lastNumber = number
    return number
  }

  #read(certificateIssuer: Uint8Array): number {
    if (this.names.length >= authorityLimit) throw new DerError('certificateIssuer: too many authorities')
    const what = 'certificateIssuer'
    const names = parseGeneralNames(readDer(certificateIssuer, what, tags.sequence), what)
    const keys = names.flatMap((name) => (name.form === 'directory' ? [authorityKey(name.name)] : []))
    if (keys.length === 0) throw new DerError(`${what}: no directory name`)
    return this.names.push(keys)
  }
}
