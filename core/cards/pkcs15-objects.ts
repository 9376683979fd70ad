import { toHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import { context, DerError, DerReader, type DerValue, readAll, readDer, tags } from '../pki/der.ts'
import { readBitString, readBoolean, readSmallInteger } from '../pki/der-primitives.ts'
import type { Pkcs15Path } from './pkcs15-files.ts'

/*
 * The files of PKCS#15 v1.1 §6, which are those of ISO 7816-15 §8, as far as signing in needs them. Read by strict DER;
 * fields behind the ones we know are left alone, since both standards let a type grow at its end.
 */

/** A mechanism as the card numbers it (PKCS#15 §6.9 AlgorithmInfo). */
export interface Pkcs15Algorithm {
  /** By which a key's entry names it. */
  readonly reference: number
  /** PKCS#11's number of the mechanism. */
  readonly mechanism: number
  /** For MANAGE SECURITY ENVIRONMENT, where the card says it. */
  readonly algorithmReference: number | undefined
}

export interface Pkcs15TokenInfo {
  /** Upper-case hex; undefined when the card gives none (ISO 7816-15 lets it). */
  readonly serialNumber: string | undefined
  readonly algorithms: readonly Pkcs15Algorithm[]
}

/** What the object directory file lists: where the objects of a kind are. */
export type Pkcs15Directory = 'privateKeys' | 'certificates' | 'authObjects'
export interface Pkcs15DirectoryEntry {
  readonly directory: Pkcs15Directory
  /** A file to read, or the objects themselves. */
  readonly content: Pkcs15Path | Uint8Array
}

export interface Pkcs15PrivateKey {
  /** Identifiers are hex. */
  readonly id: string
  /** The PIN that guards it. */
  readonly authId: string | undefined
  readonly canSign: boolean
  readonly keyReference: number | undefined
  readonly algorithmReferences: readonly number[]
  readonly path: Pkcs15Path | undefined
}

export interface Pkcs15Certificate {
  readonly id: string
  readonly isAuthority: boolean
  /** A file to read, or the certificate itself. */
  readonly value: Pkcs15Path | Uint8Array
}

/** §6.8.2 PinType. */
export const pinTypes = ['bcd', 'ascii-numeric', 'utf8', 'half-nibble-bcd', 'iso9564-1'] as const
export type Pkcs15PinType = (typeof pinTypes)[number]

export interface Pkcs15Pin {
  readonly authId: string
  readonly type: Pkcs15PinType
  /** In characters. */
  readonly minimum: number
  readonly maximum: number | undefined
  /** In octets, as the card takes it; 0 when it does not matter. */
  readonly storedLength: number
  /** P2 of VERIFY. */
  readonly reference: number
  readonly needsPadding: boolean
  readonly padding: number | undefined
  readonly path: Pkcs15Path | undefined
  /** For the holder to type at sign-in: no security officer's and no unblocking PIN, and sent as it is. */
  readonly isUsable: boolean
}

const mask = (...bits: readonly number[]) => bits.reduce((all, bit) => all | (1 << bit), 0)
/** §6.3 KeyUsageFlags: sign, signRecover, nonRepudiation. */
const signUsages = mask(2, 3, 9)
/** §6.8.2 PinFlags. */
const pinFlags = { needsPadding: mask(5), notForHolder: mask(6, 7), secureMessaging: mask(9, 10) } as const

/** EF(TokenInfo), §6.9. */
export function parseTokenInfo(bytes: Uint8Array): Pkcs15TokenInfo {
  return parsing('EF(TokenInfo)', (what) => {
    const info = new DerReader(bytes).read(what, tags.sequence).reader()
    info.read(what, tags.integer)
    const serialNumber = info.optional(what, tags.octetString)
    let algorithms: Pkcs15Algorithm[] = []
    while (!info.done) {
      const field = info.read(what)
      if (field.tag === context(2, true))
        algorithms = readAll(field, what, tags.sequence, (it) => readAlgorithm(it, what))
    }
    return { serialNumber: serialNumber && toHex(serialNumber.content).toUpperCase(), algorithms }
  })
}

function readAlgorithm(value: DerValue, what: string): Pkcs15Algorithm {
  const fields = value.reader()
  const reference = readReference(fields.read(what, tags.integer), what)
  const mechanism = readSmallInteger(fields.read(what, tags.integer), what)
  fields.read(what) // parameters
  fields.read(what, tags.bitString)
  fields.optional(what, tags.oid)
  const algorithmReference = fields.optional(what, tags.integer)
  return { reference, mechanism, algorithmReference: algorithmReference && readReference(algorithmReference, what) }
}

const directories: Readonly<Record<number, Pkcs15Directory>> = {
  [context(0, true)]: 'privateKeys',
  [context(4, true)]: 'certificates',
  [context(8, true)]: 'authObjects',
}

/** EF(ODF), §6.2. */
export function parseObjectDirectory(bytes: Uint8Array): Pkcs15DirectoryEntry[] {
  return parsing('EF(ODF)', (what) =>
    readRecords(bytes, what).flatMap((record) => {
      const directory = directories[record.tag]
      return directory ? [{ directory, content: readPathOrObjects(record.reader().read(what), what) }] : []
    }),
  )
}

function readPathOrObjects(value: DerValue, what: string): Pkcs15Path | Uint8Array {
  if (value.tag === tags.sequence) return readPath(value, what)
  if (value.tag === context(0, true)) return value.content
  throw new DerError(`${what}: neither path nor objects`)
}

/** EF(PrKDF), §6.3: RSA and EC keys; others are left out. */
export function parsePrivateKeys(bytes: Uint8Array): Pkcs15PrivateKey[] {
  return parsing('EF(PrKDF)', (what) =>
    readRecords(bytes, what).flatMap((record) => {
      if (record.tag !== tags.sequence && record.tag !== context(0, true)) return []
      const { common, own, type } = readObject(record, what)
      const fields = own.reader()
      const id = readId(fields.read(what, tags.octetString))
      const usage = readFlags(fields.read(what, tags.bitString), what)
      const native = fields.optional(what, tags.boolean)
      fields.optional(what, tags.bitString)
      const keyReference = fields.optional(what, tags.integer)
      fields.optional(what, tags.generalizedTime)
      fields.optional(what, context(0))
      const algorithms = fields.optional(what, context(1, true))
      const value = type.read(what, tags.sequence).reader()
      const path = value.optional(what, tags.sequence)
      return [
        {
          id,
          authId: common.authId,
          canSign: (usage & signUsages) !== 0 && (!native || readBoolean(native, what)),
          keyReference: keyReference && readReference(keyReference, what),
          algorithmReferences: algorithms
            ? readAll(algorithms, what, tags.integer, (reference) => readReference(reference, what))
            : [],
          path: path && readPath(path, what),
        },
      ]
    }),
  )
}

/** EF(CDF), §6.6: X.509 certificates; others are left out, as are those that stand elsewhere (a URL). */
export function parseCertificates(bytes: Uint8Array): Pkcs15Certificate[] {
  return parsing('EF(CDF)', (what) =>
    readRecords(bytes, what).flatMap((record): Pkcs15Certificate[] => {
      if (record.tag !== tags.sequence) return []
      const { own, type } = readObject(record, what)
      const fields = own.reader()
      const id = readId(fields.read(what, tags.octetString))
      const authority = fields.optional(what, tags.boolean)
      const value = type.read(what, tags.sequence).reader().read(what)
      const isAuthority = authority !== undefined && readBoolean(authority, what)
      if (value.tag === tags.sequence) return [{ id, isAuthority, value: readPath(value, what) }]
      return value.tag === context(0, true) ? [{ id, isAuthority, value: value.content }] : []
    }),
  )
}

/** EF(AODF), §6.8: PINs; other ways of authentication are left out. */
export function parsePins(bytes: Uint8Array): Pkcs15Pin[] {
  return parsing('EF(AODF)', (what) =>
    readRecords(bytes, what).flatMap((record) => {
      if (record.tag !== tags.sequence) return []
      const { own, type } = readObject(record, what)
      const authId = readId(own.reader().read(what, tags.octetString))
      const fields = type.read(what, tags.sequence).reader()
      const flags = readFlags(fields.read(what, tags.bitString), what)
      const pinType = pinTypes[readSmallInteger(fields.read(what, tags.enumerated), what)]
      if (!pinType) throw new DerError(`${what}: PIN type`)
      const minimum = readSmallInteger(fields.read(what, tags.integer), what)
      const storedLength = readSmallInteger(fields.read(what, tags.integer), what)
      const maximum = fields.optional(what, tags.integer)
      const reference = fields.optional(what, context(0))
      const padding = fields.optional(what, tags.octetString)
      fields.optional(what, tags.generalizedTime)
      const path = fields.optional(what, tags.sequence)
      return [
        {
          authId,
          type: pinType,
          minimum,
          maximum: maximum && readSmallInteger(maximum, what),
          storedLength,
          reference: reference ? readReference(reference, what) : 0,
          needsPadding: (flags & pinFlags.needsPadding) !== 0,
          padding: padding?.content[0],
          path: path && readPath(path, what),
          isUsable: (flags & (pinFlags.notForHolder | pinFlags.secureMessaging)) === 0,
        },
      ]
    }),
  )
}

/** §6.1.7 PKCS15Object: its common attributes, those of its class, and a reader over those of its type ([1]). */
function readObject(record: DerValue, what: string) {
  const object = record.reader()
  const common = object.read(what, tags.sequence).reader()
  common.optional(what, tags.utf8String)
  common.optional(what, tags.bitString)
  const authId = common.optional(what, tags.octetString)
  const own = object.read(what, tags.sequence)
  object.optional(what, context(0, true))
  const type = object.read(what, context(1, true)).reader()
  return { common: { authId: authId && readId(authId) }, own, type }
}

/** A directory file is a row of objects; zeros or FF fill what is left of it. */
function readRecords(bytes: Uint8Array, what: string): DerValue[] {
  const reader = new DerReader(bytes)
  const records: DerValue[] = []
  while (!reader.done && !reader.nextIs(0x00) && !reader.nextIs(0xff)) records.push(reader.read(what))
  return records
}

function readPath(value: DerValue, what: string): Pkcs15Path {
  const fields = value.reader()
  const path = fields.read(what, tags.octetString).content
  if (path.length % 2 !== 0 || path.length > 16) throw new DerError(`${what}: path`)
  const offset = fields.optional(what, tags.integer)
  const length = fields.optional(what, context(0))
  if (!offset || !length) return { path }
  return { path, part: { offset: readSmallInteger(offset, what), length: readSmallInteger(length, what) } }
}

const readId = (value: DerValue): string => toHex(value.content)

/** The first thirty bits of a BIT STRING: bit 0 of the standard's list is bit 0 of the number. */
function readFlags(value: DerValue, what: string): number {
  const { octets } = readBitString(value, what)
  let flags = 0
  for (let bit = 0; bit < Math.min(30, 8 * octets.length); bit++)
    if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) flags |= 1 << bit
  return flags
}

/** A reference of one octet. Many cards write those from 80 on as negative numbers. */
function readReference(value: DerValue, what: string): number {
  if (value.length === 1) return value.octet(0)
  const number = readSmallInteger(value, what)
  if (number > 0xff) throw new DerError(`${what}: reference`)
  return number
}

/** `readDer` for a file that is exactly one certificate. What fills the rest of the file is cut off. */
export function cutCertificate(bytes: Uint8Array): Uint8Array {
  return parsing('certificate', (what) => readDer(new DerReader(bytes).read(what, tags.sequence).der, what).der)
}

function parsing<T>(field: string, parse: (what: string) => T): T {
  try {
    return parse(field)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw new CodedError('ERR_CARD_MALFORMED', error.message, { cause: error, details: { field } })
  }
}
