import { CodedError } from '../../core/errors/coded-error.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import { deriveKey, type ScryptParameters } from './derive-key.ts'

/** The private key of a module file, as it lies there. */
export interface SealedKey {
  readonly kdf: ScryptParameters
  readonly iv: Uint8Array
  /** AES-256-GCM of PKCS#8, the tag at its end. */
  readonly encryptedKey: Uint8Array
  /** DER, and what the sealing binds the key to. */
  readonly certificate: Uint8Array
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * Opens the key of a module straight into a CryptoKey that signs and cannot be read out: its bytes never are in this
 * program's memory. The caller owns `secret` and zeroes it. Errors: ERR_SAM_SECRET, ERR_SAM_ALTERED.
 */
export async function openModuleKey(sealed: SealedKey, secret: Uint8Array): Promise<CryptoKey> {
  const key = await unwrap(sealed, await unwrappingKey(sealed, secret))
  await requireKeyOf(sealed.certificate, key)
  return key
}

async function unwrappingKey({ kdf }: SealedKey, secret: Uint8Array): Promise<CryptoKey> {
  const bytes = await deriveKey(secret, kdf)
  try {
    return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['unwrapKey'])
  } finally {
    bytes.fill(0)
  }
}

async function unwrap({ iv, encryptedKey, certificate }: SealedKey, unwrapping: CryptoKey): Promise<CryptoKey> {
  const aes = { name: 'AES-GCM', iv: iv.slice(), additionalData: certificate.slice() } as const
  try {
    return await crypto.subtle.unwrapKey('pkcs8', encryptedKey.slice(), unwrapping, aes, ecdsa, false, ['sign'])
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : undefined
    // The file is as it was issued, since its signature was checked: what does not decrypt it is the secret.
    if (name === 'OperationError') throw new CodedError('ERR_SAM_SECRET', 'the secret opens nothing', { cause })
    if (name === 'DataError') throw new CodedError('ERR_SAM_ALTERED', 'what is sealed is no key', { cause })
    throw cause
  }
}

/** A key that is not the certificate's would sign what nobody accepts. */
async function requireKeyOf(certificate: Uint8Array, key: CryptoKey): Promise<void> {
  const { spki } = parseCertificate(certificate).publicKey
  const probe = crypto.getRandomValues(new Uint8Array(32))
  const publicKey = await crypto.subtle.importKey('spki', spki.slice(), ecdsa, false, ['verify'])
  const signature = await crypto.subtle.sign(ecdsa, key, probe)
  if (await crypto.subtle.verify(ecdsa, publicKey, signature, probe)) return
  throw new CodedError('ERR_SAM_ALTERED', 'the key is not that of the certificate')
}
