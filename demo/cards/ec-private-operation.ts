import { fromBase64url } from '../../core/bytes/base64url.ts'
import { fromHex, toHex } from '../../core/bytes/hex.ts'
import { element } from '../pki/der.ts'

/** SEC 2 §2.4.2: secp256r1, which is P-256. */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const a = p - 3n
const generator: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
}

interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** Reads the private number of a P-256 JWK (RFC 7518 §6.2.2). Throws TypeError for any other key. */
export function importEcPrivateKey({ crv, d }: JsonWebKey): bigint {
  if (crv !== 'P-256' || d === undefined) throw new TypeError('not a P-256 private key')
  return toInteger(fromBase64url(d))
}

/** ECDSA over a SHA-256 digest that the caller made, as Ecdsa-Sig-Value. */
export function signDigest(privateNumber: bigint, digest: Uint8Array): Uint8Array<ArrayBuffer> {
  const { r, s } = sign(privateNumber, digest)
  return element(0x30, integer(r), integer(s))
}

/** The same as R‖S, 64 bytes. */
export function signDigestPlain(privateNumber: bigint, digest: Uint8Array): Uint8Array<ArrayBuffer> {
  const { r, s } = sign(privateNumber, digest)
  return fromHex([r, s].map((number) => number.toString(16).padStart(64, '0')).join(''))
}

/** SEC 1 §4.1.3. WebCrypto cannot: it hashes what it signs. For demo cards only: its time tells the key. */
function sign(privateNumber: bigint, digest: Uint8Array): { readonly r: bigint; readonly s: bigint } {
  const e = toInteger(digest.subarray(0, 32))
  for (;;) {
    const k = toInteger(crypto.getRandomValues(new Uint8Array(32)))
    if (k === 0n || k >= n) continue
    const r = (multiply(k, generator)?.x ?? 0n) % n
    const s = (inverse(k, n) * (e + r * privateNumber)) % n
    if (r !== 0n && s !== 0n) return { r, s }
  }
}

function multiply(factor: bigint, point: Point): Point | undefined {
  let result: Point | undefined
  for (const bit of factor.toString(2)) {
    result = add(result, result)
    if (bit === '1') result = add(result, point)
  }
  return result
}

/** SEC 1 §2.2.1; undefined is the point at infinity. */
function add(one: Point | undefined, other: Point | undefined): Point | undefined {
  if (!one || !other) return one ?? other
  if (one.x === other.x && (one.y + other.y) % p === 0n) return undefined
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x + a) * inverse(2n * one.y, p)
      : (other.y - one.y) * inverse(other.x - one.x, p)
  const x = modulo(slope * slope - one.x - other.x, p)
  return { x, y: modulo(slope * (one.x - x) - one.y, p) }
}

/** The extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high] = [modulo(value, modulus), modulus]
  let [x, y] = [1n, 0n]
  while (low > 1n) {
    const quotient = high / low
    ;[low, high] = [high % low, low]
    ;[x, y] = [y - quotient * x, x]
  }
  return modulo(x, modulus)
}

const modulo = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus

const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)

function integer(value: bigint): Uint8Array {
  const digits = value.toString(16)
  const bytes = fromHex(digits.padStart(digits.length + (digits.length % 2), '0'))
  return element(0x02, (bytes[0] ?? 0) >= 0x80 ? [0] : [], bytes)
}
