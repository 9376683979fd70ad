import { concat } from '../../core/bytes/concat.ts'

/**
 * A small DER writer and reader (X.690), for what the certificate library does not make: OCSP answers and card
 * attributes. It shares nothing with core/pki, whose mistakes it must not repeat.
 */
export type Der = Uint8Array<ArrayBuffer>

/** One element: tag (one byte), definite and minimal length, content. */
export function element(tag: number, ...contents: readonly (Uint8Array | readonly number[])[]): Der {
  const content = concat(...contents)
  return concat([tag], lengthOctets(content.length), content)
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

export const sequence = (...parts: Uint8Array[]): Der => element(0x30, ...parts)
export const set = (...parts: Uint8Array[]): Der => element(0x31, ...parts)
/** `[number]` EXPLICIT, or IMPLICIT over a constructed type. */
export const context = (number: number, ...parts: Uint8Array[]): Der => element(0xa0 | number, ...parts)
/** `[number]` IMPLICIT over a primitive type. */
export const contextPrimitive = (number: number, content: Uint8Array = new Uint8Array()): Der =>
  element(0x80 | number, content)

export const nullValue = (): Der => element(0x05)
export const octetString = (content: Uint8Array): Der => element(0x04, content)
/** A BIT STRING of whole bytes. */
export const bitString = (content: Uint8Array): Der => element(0x03, [0], content)
export const enumerated = (value: number): Der => element(0x0a, [value])
export const utf8String = (text: string): Der => element(0x0c, new TextEncoder().encode(text))
export const printableString = (text: string): Der => element(0x13, new TextEncoder().encode(text))

/** `20260131235959Z`: to the second, always with Z (RFC 5280 §4.1.2.5.2). */
export function generalizedTime(time: Date): Der {
  const digits = time
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/\D/g, '')
  return element(0x18, new TextEncoder().encode(`${digits}Z`))
}

export function objectIdentifier(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, [first * 40 + second, ...rest].flatMap(base128))
}

function base128(arc: number): number[] {
  const octets = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest % 128) | 0x80)
  return octets
}

/** An element that was read. `whole` and `content` are views into the bytes given. */
export interface Element {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

/** The elements that fill `bytes` completely. Throws RangeError for anything that is not DER in our subset. */
export function readElements(bytes: Uint8Array): Element[] {
  const elements: Element[] = []
  let rest = bytes
  while (rest.length > 0) {
    const { header, length } = readHeader(rest)
    if (rest.length < header + length) throw new RangeError('DER: cut short')
    elements.push({
      tag: rest[0] ?? 0,
      content: rest.subarray(header, header + length),
      whole: rest.subarray(0, header + length),
    })
    rest = rest.subarray(header + length)
  }
  return elements
}

function readHeader(bytes: Uint8Array): { header: number; length: number } {
  const first = bytes[1]
  if (((bytes[0] ?? 0) & 0x1f) === 0x1f || first === undefined) throw new RangeError('DER: header')
  if (first < 0x80) return { header: 2, length: first }
  const count = first & 0x7f
  const octets = bytes.subarray(2, 2 + count)
  if (count === 0 || count > 3 || octets.length < count) throw new RangeError('DER: length')
  const length = octets.reduce((value, octet) => value * 256 + octet, 0)
  if (lengthOctets(length).length !== count + 1) throw new RangeError('DER: length is not minimal')
  return { header: 2 + count, length }
}

/** The single element that fills `bytes`, which must have this tag. */
export function readElement(bytes: Uint8Array, tag: number): Element {
  const [only, ...others] = readElements(bytes)
  if (!only || others.length > 0 || only.tag !== tag) throw new RangeError(`DER: not one element ${tag.toString(16)}`)
  return only
}
