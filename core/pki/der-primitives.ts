import { DerError, type DerValue } from './der.ts'

export function readBoolean(value: DerValue, what: string): boolean {
  const { content } = value
  const octet = content[0]
  if (content.length !== 1 || (octet !== 0 && octet !== 0xff)) throw new DerError(`${what}: not a DER BOOLEAN`)
  return octet === 0xff
}

/** Content octets of an INTEGER, minimal two's complement. Serial numbers are compared in this form. */
export function readInteger(value: DerValue, what: string): Uint8Array {
  const { content } = value
  const [first, second = 0] = content
  if (first === undefined) throw new DerError(`${what}: empty INTEGER`)
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError(`${what}: INTEGER is not minimal`)
  }
  return content
}

/** An INTEGER or ENUMERATED that must fit a small number, zero or more. */
export function readSmallInteger(value: DerValue, what: string): number {
  const octets = readInteger(value, what)
  if (octets.length > 4 || (octets[0] ?? 0) >= 0x80) throw new DerError(`${what}: out of range`)
  return octets.reduce((number, octet) => number * 256 + octet, 0)
}

/** The octets of a BIT STRING and how many bits of the last one are unused; those must be zero. */
export function readBitString(value: DerValue, what: string): { readonly octets: Uint8Array; readonly unused: number } {
  const { content } = value
  const unused = content[0]
  const octets = content.subarray(1)
  if (unused === undefined || unused > 7 || (unused > 0 && octets.length === 0)) {
    throw new DerError(`${what}: bad BIT STRING`)
  }
  if (((octets.at(-1) ?? 0) & ((1 << unused) - 1)) !== 0) throw new DerError(`${what}: unused bits are not zero`)
  return { octets, unused }
}

/** A BIT STRING that holds whole octets: keys, signatures. */
export function readOctetAlignedBits(value: DerValue, what: string): Uint8Array {
  const { octets, unused } = readBitString(value, what)
  if (unused !== 0) throw new DerError(`${what}: not whole octets`)
  return octets
}

/** Dotted decimal. */
export function readOid(value: DerValue, what: string): string {
  const { content } = value
  if (content.length === 0 || content.length > 64 || (content.at(-1) ?? 0) >= 0x80) {
    throw new DerError(`${what}: bad OBJECT IDENTIFIER`)
  }
  let text = ''
  let arc = 0
  let octetsOfArc = 0
  for (const octet of content) {
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

/** ASCII octets as text; undefined when they are something else, or longer than any name or address is. */
export function asciiText(octets: Uint8Array): string | undefined {
  if (octets.length > 8192 || !octets.every((octet) => octet < 0x80)) return undefined
  return String.fromCharCode(...octets)
}
