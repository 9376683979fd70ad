import { DerError, type DerValue } from './der.ts'
import { RecentOctets } from './recent-octets.ts'

export function readBoolean(value: DerValue, what: string): boolean {
  const octet = value.octet(0)
  if (value.length !== 1 || (octet !== 0 && octet !== 0xff)) throw new DerError(`${what}: not a DER BOOLEAN`)
  return octet === 0xff
}

/** Content octets of an INTEGER, minimal two's complement. Serial numbers are compared in this form. */
export function readInteger(value: DerValue, what: string): Uint8Array {
  requireInteger(value, what)
  return value.content
}

function requireInteger(value: DerValue, what: string): void {
  if (value.isEmpty) throw new DerError(`${what}: empty INTEGER`)
  const first = value.octet(0)
  const second = value.octet(1)
  if (value.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError(`${what}: INTEGER is not minimal`)
  }
}

/** An INTEGER or ENUMERATED that must fit a small number, zero or more. */
export function readSmallInteger(value: DerValue, what: string): number {
  requireInteger(value, what)
  if (value.length > 4 || value.octet(0) >= 0x80) throw new DerError(`${what}: out of range`)
  let number = 0
  for (let i = 0; i < value.length; i++) number = number * 256 + value.octet(i)
  return number
}

/** The octets of a BIT STRING and how many bits of the last one are unused; those must be zero. */
export function readBitString(value: DerValue, what: string): { readonly octets: Uint8Array; readonly unused: number } {
  const unused = value.octet(0)
  if (unused < 0 || unused > 7 || (unused > 0 && value.length === 1)) throw new DerError(`${what}: bad BIT STRING`)
  if (value.length > 1 && (value.octet(value.length - 1) & ((1 << unused) - 1)) !== 0) {
    throw new DerError(`${what}: unused bits are not zero`)
  }
  return { octets: value.source.subarray(value.contentStart + 1, value.end), unused }
}

/** A BIT STRING that holds whole octets: keys, signatures. */
export function readOctetAlignedBits(value: DerValue, what: string): Uint8Array {
  const { octets, unused } = readBitString(value, what)
  if (unused !== 0) throw new DerError(`${what}: not whole octets`)
  return octets
}

/** Dotted decimal. */
export const readOid = ({ source, contentStart, end }: DerValue, what: string): string =>
  recentOids.read(source, contentStart, end, (octets) => decodeOid(octets, what))

/** The same thirty stand in every certificate. */
const recentOids = new RecentOctets<string>(4096)

function decodeOid(octets: Uint8Array, what: string): string {
  if (octets.length === 0 || octets.length > 64 || (octets.at(-1) ?? 0) >= 0x80) {
    throw new DerError(`${what}: bad OBJECT IDENTIFIER`)
  }
  let text = ''
  let arc = 0
  let octetsOfArc = 0
  for (const octet of octets) {
    if (octetsOfArc === 0 && octet === 0x80) throw new DerError(`${what}: OBJECT IDENTIFIER is not minimal`)
    // Seven groups of seven bits stay exact in a double; longer arcs (2.25 and a UUID) name nothing that we know.
    if (++octetsOfArc > 7) throw new DerError(`${what}: OBJECT IDENTIFIER arc too long`)
    arc = arc * 128 + (octet & 0x7f)
    if (octet >= 0x80) continue
    if (text === '') text = arc < 80 ? `${Math.floor(arc / 40)}.${arc % 40}` : `2.${arc - 80}`
    else text += `.${arc}`
    arc = 0
    octetsOfArc = 0
  }
  return text
}

const utf8 = new TextDecoder()

/** ASCII octets as text; undefined when they are something else, or longer than any name or address is. */
export function asciiText(octets: Uint8Array): string | undefined {
  if (octets.length > 8192) return undefined
  for (let i = 0; i < octets.length; i++) if ((octets[i] ?? 0) >= 0x80) return undefined
  return utf8.decode(octets)
}
