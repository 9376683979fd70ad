import { ecdsaSignatureToRaw } from '../../core/assertion/ecdsa-signature.ts'
import { DerError } from '../../core/pki/der.ts'
import { isKeyFor } from '../../core/pki/is-key-for.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import type { SignatureScheme } from '../../core/pki/signature-schemes.ts'
import type { VerifySignatureLater } from '../../core/sam/examine-sam-file.ts'

/** Octets of a coordinate, for the curves that every WebCrypto has. */
const numberLengths: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48 }

/**
 * Checks a signature with the browser's own cryptography: RSA PKCS#1 v1.5 and ECDSA, which certificates and module files
 * are signed with. False for every other scheme, and for what is no key or signature.
 */
export const verifyByWebCrypto: VerifySignatureLater = async (scheme, key, message, signature) => {
  const form = isKeyFor(scheme, key) ? formOf(scheme, key) : undefined
  if (!form) return false
  try {
    const imported = await crypto.subtle.importKey('spki', key.spki.slice(), form.parameters, false, ['verify'])
    return await crypto.subtle.verify(form.parameters, imported, form.read(signature), message.slice())
  } catch (error) {
    if (error instanceof DOMException || error instanceof DerError) return false
    throw error
  }
}

interface Form {
  readonly parameters: RsaHashedImportParams | (EcKeyImportParams & EcdsaParams)
  /** The signature as WebCrypto takes it. */
  readonly read: (signature: Uint8Array) => Uint8Array<ArrayBuffer>
}

function formOf(scheme: SignatureScheme, key: PublicKey): Form | undefined {
  if (scheme.name === 'RSASSA-PKCS1-v1_5') {
    return { parameters: { name: scheme.name, hash: scheme.hash }, read: (signature) => signature.slice() }
  }
  if (scheme.name !== 'ECDSA' || key.type !== 'ec') return undefined
  const numberLength = numberLengths[key.curve]
  if (numberLength === undefined) return undefined
  return {
    parameters: { name: scheme.name, hash: scheme.hash, namedCurve: key.curve },
    read: (signature) => (scheme.encoding === 'der' ? ecdsaSignatureToRaw(signature, numberLength) : signature.slice()),
  }
}
