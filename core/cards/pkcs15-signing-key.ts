import { fromHex } from '../bytes/hex.ts'
import type { Pkcs15Files, Pkcs15Path } from './pkcs15-files.ts'
import {
  cutCertificate,
  parseCertificates,
  parseObjectDirectory,
  parsePins,
  parsePrivateKeys,
  parseTokenInfo,
  type Pkcs15Algorithm,
  type Pkcs15Directory,
  type Pkcs15Pin,
  type Pkcs15PrivateKey,
} from './pkcs15-objects.ts'
import { pinLimits } from './pkcs15-pin.ts'
import { type SigningKey, signingKeyOf } from './signature-input.ts'

/** PKCS#15 v1.1 §5.5: files of the application. */
export const tokenInfoFile: Pkcs15Path = { path: fromHex('50 32') }
const objectDirectoryFile: Pkcs15Path = { path: fromHex('50 31') }

/** A key that can sign, its certificate and the PIN that guards it. */
export interface Pkcs15SigningKey {
  readonly key: Pkcs15PrivateKey
  readonly kind: SigningKey
  /** DER. */
  readonly certificate: Uint8Array
  readonly pin: Pkcs15Pin
  readonly pinLimits: { readonly minimum: number; readonly maximum: number }
  /** The card's mechanisms that this key may use, as far as the card says. */
  readonly algorithms: readonly Pkcs15Algorithm[]
}

/**
 * The first certificate, in the card's order, whose key signs and is guarded by a PIN that we know how to send; undefined
 * when there is none. Errors: ERR_CARD_MALFORMED, StatusWordError.
 */
export async function findSigningKey(files: Pkcs15Files): Promise<Pkcs15SigningKey | undefined> {
  const { algorithms } = parseTokenInfo(await files.read(tokenInfoFile))
  const directory = parseObjectDirectory(await files.read(objectDirectoryFile))
  const readAll = async <T>(wanted: Pkcs15Directory, parse: (bytes: Uint8Array) => T[]): Promise<T[]> => {
    const objects: T[] = []
    for (const entry of directory)
      if (entry.directory === wanted) objects.push(...parse(await load(files, entry.content)))
    return objects
  }
  const pins = await readAll('authObjects', parsePins)
  const keys = await readAll('privateKeys', parsePrivateKeys)
  for (const { id, isAuthority, value } of await readAll('certificates', parseCertificates)) {
    const key = keys.find((candidate) => candidate.id === id && candidate.canSign)
    const pin = key && pins.find(({ authId, isUsable }) => isUsable && authId === key.authId)
    const limits = pin && pinLimits(pin)
    if (isAuthority || !key || !pin || !limits) continue
    const certificate = cutCertificate(await load(files, value))
    const kind = signingKeyOf(certificate)
    if (!kind) continue
    // A key that names none may use whatever the card has for its kind.
    const { algorithmReferences: named } = key
    const own = algorithms.filter(({ reference }) => named.length === 0 || named.includes(reference))
    return { key, kind, certificate, pin, pinLimits: limits, algorithms: own }
  }
  return undefined
}

const load = async (files: Pkcs15Files, content: Pkcs15Path | Uint8Array): Promise<Uint8Array> =>
  content instanceof Uint8Array ? content : files.read(content)
