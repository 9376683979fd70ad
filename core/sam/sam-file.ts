import { fromBase64, toBase64 } from '../bytes/base64.ts'
import { toBase64url } from '../bytes/base64url.ts'
import { type Json, canonicalJson, isJsonObject } from '../assertion/canonical-json.ts'
import { parseCompactJws } from '../assertion/compact-jws.ts'
import { readCanonicalJson } from '../assertion/read-canonical-json.ts'
import { CodedError, isCoded } from '../errors/coded-error.ts'

/** No module file is longer. */
export const samFileLimit = 65_536

const algorithm = 'ES256'
/** The domain tag: what an authority signs as a module file serves nothing else, and the reverse. */
const type = 'cloud-sam'

/** RFC 7914, with the salt of this file. */
export interface SamFileKdf {
  readonly n: number
  readonly r: number
  readonly p: number
  readonly salt: Uint8Array
}

/** 32 MiB and a tenth of a second in a browser: the secret is random, so that cost is not what protects it. */
export const usualCost = { n: 32_768, r: 8, p: 1 } as const
/** What a file may ask for, so that no file costs who opens it more than 128 MiB. */
const costs = { n: [16_384, 32_768, 65_536, 131_072], r: [8], p: [1] } as const

/** What the authority signs. The format is server/sam/README.md. */
export interface SamFileContent {
  /** Of the authority that issues: DER, as the next. */
  readonly authority: Uint8Array
  readonly certificate: Uint8Array
  readonly kdf: SamFileKdf
  /** Of AES-256-GCM, 12 octets. */
  readonly iv: Uint8Array
  /** PKCS#8 of the module's key under scrypt(secret), with GCM's tag; the module's certificate is the additional data. */
  readonly encryptedKey: Uint8Array
}

/** A module file as read. Nothing in it is trusted before `examineSamFile`. */
export interface SamFile extends SamFileContent {
  /** What the authority's signature is over, ASCII. */
  readonly signingInput: Uint8Array
  /** R‖S. */
  readonly signature: Uint8Array
}

/** What the authority is to sign (RFC 7515 §5.1) to make a file of it. `bytes` is `text` in ASCII. */
export function samFileSigningInput(content: SamFileContent): {
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
} {
  const { authority, certificate, kdf, iv, encryptedKey } = content
  const { n, r, p, salt } = kdf
  const encoder = new TextEncoder()
  const encode = (json: Json) => toBase64url(encoder.encode(canonicalJson(json)))
  const header = { alg: algorithm, typ: type, x5c: [toBase64(authority)] }
  const payload = {
    v: 1,
    certificate: toBase64(certificate),
    kdf: { name: 'scrypt', n, r, p, salt: toBase64(salt) },
    iv: toBase64(iv),
    key: toBase64(encryptedKey),
  }
  const text = `${encode(header)}.${encode(payload)}`
  return { text, bytes: encoder.encode(text) }
}

/** The file's octets. `signature` is R‖S over the signing input. */
export const assembleSamFile = (text: string, signature: Uint8Array): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${text}.${toBase64url(signature)}`)

/**
 * Reads the one form there is: a compact JWS with exactly these members, each part spelled in its RFC 8785 form. Errors:
 * ERR_SAM_FILE_SIZE, ERR_SAM_FILE_ZIP, ERR_SAM_FILE with details.field.
 */
export function parseSamFile(octets: Uint8Array): SamFile {
  if (octets.length > samFileLimit) throw tooLarge(octets.length)
  if (isZip(octets)) throw new CodedError('ERR_SAM_FILE_ZIP', 'a ZIP archive')
  const jws = asPartOfFile(() => parseCompactJws(new TextDecoder().decode(octets)))
  const header = membersOf(
    asPartOfFile(() => readCanonicalJson(jws.header, 'header')),
    'header',
    ['alg', 'typ', 'x5c'],
  )
  const { x5c } = header
  if (header['alg'] !== algorithm) throw malformed('alg')
  if (header['typ'] !== type) throw malformed('typ')
  if (!Array.isArray(x5c) || x5c.length !== 1) throw malformed('x5c')
  const payload = membersOf(
    asPartOfFile(() => readCanonicalJson(jws.payload, 'payload')),
    'payload',
    ['v', 'certificate', 'kdf', 'iv', 'key'],
  )
  if (payload['v'] !== 1) throw malformed('v')
  return {
    authority: octetsOf((x5c as Json[])[0], 'x5c'),
    certificate: octetsOf(payload['certificate'], 'certificate'),
    kdf: parseKdf(payload['kdf']),
    iv: octetsOf(payload['iv'], 'iv', 12),
    encryptedKey: octetsOf(payload['key'], 'key'),
    signingInput: jws.signingInput.slice(),
    signature: jws.signature.slice(),
  }
}

/** For whoever looks at a file's size before it is read. */
export const tooLarge = (octets: number): CodedError =>
  new CodedError('ERR_SAM_FILE_SIZE', 'too large for a module file', { details: { size: inUnits(octets) } })

function inUnits(octets: number): string {
  const units = ['KB', 'MB', 'GB', 'TB']
  let size = octets / 1024
  let unit = 0
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024
  return `${size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`
}

/** APPNOTE.TXT §4.3.7, and §4.3.16 for an archive of nothing. */
export const isZip = ([p, k, third, fourth]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))

function parseKdf(value: Json | undefined): SamFileKdf {
  const { name, n, r, p, salt } = membersOf(value, 'kdf', ['name', 'n', 'r', 'p', 'salt'])
  if (name !== 'scrypt') throw malformed('kdf.name')
  return {
    n: oneOf(n, costs.n, 'kdf.n'),
    r: oneOf(r, costs.r, 'kdf.r'),
    p: oneOf(p, costs.p, 'kdf.p'),
    salt: octetsOf(salt, 'kdf.salt', 16),
  }
}

function oneOf(value: Json | undefined, allowed: readonly number[], field: string): number {
  const known = allowed.find((candidate) => candidate === value)
  if (known === undefined) throw malformed(field)
  return known
}

/** The object with exactly these members. */
function membersOf(
  value: Json | undefined,
  field: string,
  names: readonly string[],
): { readonly [name: string]: Json } {
  if (!isJsonObject(value)) throw malformed(field)
  const found = Object.keys(value)
  if (found.length !== names.length || !names.every((name) => Object.hasOwn(value, name))) throw malformed(field)
  return value
}

function octetsOf(value: Json | undefined, field: string, length?: number): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string' || value === '') throw malformed(field)
  try {
    const octets = fromBase64(value)
    if (length === undefined || octets.length === length) return octets
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
  }
  throw malformed(field)
}

/** The JWS reader speaks of assertions. */
function asPartOfFile<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isCoded(error, 'ERR_LOGIN_MALFORMED')) throw error
    throw malformed(String(error.details?.['field'] ?? ''), error)
  }
}

const malformed = (field: string, cause?: unknown): CodedError =>
  new CodedError('ERR_SAM_FILE', `module file: ${field}`, { details: { field }, cause })
