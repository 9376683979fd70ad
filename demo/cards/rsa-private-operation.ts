import { fromBase64url } from '../../core/bytes/base64url.ts'
import { concat } from '../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../core/bytes/hex.ts'

/** What a card's chip does with its key. WebCrypto cannot: it hashes what it signs, and a card is given the hash. */
export interface RsaPrivateKey {
  /** Length of the modulus, in bytes. */
  readonly size: number
  readonly p: bigint
  readonly q: bigint
  readonly dp: bigint
  readonly dq: bigint
  readonly qi: bigint
}

/** Reads a JWK with its CRT members (RFC 7518 §6.3.2). Throws TypeError when one is missing. */
export function importRsaPrivateKey(jwk: JsonWebKey): RsaPrivateKey {
  const bytes = (name: 'n' | 'p' | 'q' | 'dp' | 'dq' | 'qi') => {
    const value = jwk[name]
    if (value === undefined) throw new TypeError(`JWK without ${name}`)
    return fromBase64url(value)
  }
  const [p, q, dp, dq, qi] = [bytes('p'), bytes('q'), bytes('dp'), bytes('dq'), bytes('qi')].map(toInteger)
  return { size: bytes('n').length, p: p ?? 0n, q: q ?? 0n, dp: dp ?? 0n, dq: dq ?? 0n, qi: qi ?? 0n }
}

/** RSASSA-PKCS1-v1_5 over a DigestInfo that the caller made (RFC 8017 §8.2.1 from step 2). */
export function signDigestInfo(key: RsaPrivateKey, digestInfo: Uint8Array): Uint8Array<ArrayBuffer> {
  const padding = new Uint8Array(key.size - digestInfo.length - 3).fill(0xff)
  return applyRsaKey(key, concat([0x00, 0x01], padding, [0x00], digestInfo))
}

/** RSADP and RSASP1 (RFC 8017 §5.1.2 and §5.2.1, second form): a block of the modulus' length, in and out. */
export function applyRsaKey(key: RsaPrivateKey, block: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = toInteger(block)
  const m1 = power(message, key.dp, key.p)
  const m2 = power(message, key.dq, key.q)
  const h = (((m1 - m2) * key.qi) % key.p) + key.p
  return toBytes(m2 + (h % key.p) * key.q, key.size)
}

/** Square and multiply, four bits of the exponent at a time. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n, base % modulus]
  for (let i = 2; i < 16; i++) powers.push(((powers[i - 1] ?? 1n) * (powers[1] ?? 1n)) % modulus)
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus
    if (digit !== '0') result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % modulus
  }
  return result
}

const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)

const toBytes = (value: bigint, size: number): Uint8Array<ArrayBuffer> =>
  fromHex(value.toString(16).padStart(2 * size, '0'))
