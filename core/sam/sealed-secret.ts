import { concat } from '../bytes/concat.ts'
import { fromBase64url, toBase64url } from '../bytes/base64url.ts'
import { isOnCurve } from '../pki/elliptic-curves.ts'
import { CodedError } from '../errors/coded-error.ts'
import { secretLength } from './sam-secret.ts'

/**
 * How a module's secret travels from the job that made it to the one page that asked for it. The page keeps a P-256 key whose
 * private half nobody can read out, and files the public half with the application; the job seals to it:
 *
 *   e        a fresh P-256 key of the job's
 *   shared   ECDH(e, the page's key)
 *   key      HKDF-SHA-256(shared, no salt, info = "nhi-sam-sealed-secret" ‖ module code ‖ e's point ‖ the page's point)
 *   sealed   base64url( e's point, 65 octets uncompressed ‖ AES-256-GCM(key, IV of zeros, the 16 octets of the secret) )
 *
 * The key seals once, so that its IV may be a constant. Both halves run on WebCrypto, which is handed in.
 */
const infoTag = new TextEncoder().encode('nhi-sam-sealed-secret')
const pointLength = 65
const iv = new Uint8Array(12)
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const

/** base64url of an uncompressed point, without bits that mean nothing. */
export const pageKeyPattern = /^B[A-Za-z0-9_-]{85}[AEIMQUYcgkosw048]$/
/** A key of that form, whose point is one of the curve: to any other nothing can be sealed. */
export function isPageKey(text: string): boolean {
  if (!pageKeyPattern.test(text)) return false
  const point = fromBase64url(text)
  return isOnCurve(curve.namedCurve, { x: point.subarray(1, 33), y: point.subarray(33) })
}

export const sealedSecretPattern = /^B[A-Za-z0-9_-]{128}[AQgw]$/

export interface PageKeyPair {
  /** As it is filed. */
  readonly publicKey: string
  readonly privateKey: CryptoKey
}

/** A key that cannot be read out, only kept and used. */
export async function makePageKeyPair(subtle: SubtleCrypto): Promise<PageKeyPair> {
  const { publicKey, privateKey } = await subtle.generateKey(curve, false, ['deriveBits'])
  return { publicKey: toBase64url(await pointOf(subtle, publicKey)), privateKey }
}

/** Errors: whatever the platform throws for a point that is not on the curve. */
export async function sealSecret(
  subtle: SubtleCrypto,
  {
    pageKey,
    moduleCode,
    secret,
  }: { readonly pageKey: string; readonly moduleCode: string; readonly secret: Uint8Array },
): Promise<string> {
  if (secret.length !== secretLength) throw new RangeError('not 128 bits')
  const page = fromBase64url(pageKey)
  const ephemeral = await subtle.generateKey(curve, false, ['deriveBits'])
  const point = await pointOf(subtle, ephemeral.publicKey)
  const key = await deriveKey(subtle, ephemeral.privateKey, page, [moduleCode, point, page], 'encrypt')
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, Uint8Array.from(secret))
  return toBase64url(concat(point, new Uint8Array(sealed)))
}

/** Whoever calls owns the secret and overwrites it. Error: ERR_SAM_SECRET for what was not sealed to this key and module. */
export async function openSecret(
  subtle: SubtleCrypto,
  {
    pageKey,
    moduleCode,
    sealed,
  }: { readonly pageKey: PageKeyPair; readonly moduleCode: string; readonly sealed: string },
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const octets = fromBase64url(sealed)
    const point = octets.slice(0, pointLength)
    const info = [moduleCode, point, fromBase64url(pageKey.publicKey)] as const
    const key = await deriveKey(subtle, pageKey.privateKey, point, info, 'decrypt')
    return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, octets.slice(pointLength)))
  } catch (cause) {
    throw new CodedError('ERR_SAM_SECRET', 'a secret that was not sealed to this page', { cause })
  }
}

const pointOf = async (subtle: SubtleCrypto, key: CryptoKey) => new Uint8Array(await subtle.exportKey('raw', key))

async function deriveKey(
  subtle: SubtleCrypto,
  privateKey: CryptoKey,
  point: Uint8Array<ArrayBuffer>,
  [moduleCode, ...points]: readonly [string, Uint8Array, Uint8Array],
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const other = await subtle.importKey('raw', point, curve, false, [])
  const shared = await subtle.deriveBits({ name: 'ECDH', public: other }, privateKey, 256)
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const info = concat(infoTag, new TextEncoder().encode(moduleCode), ...points)
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info } as const
  return await subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, [usage])
}
