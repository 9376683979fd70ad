import { toBase64url } from '../../core/bytes/base64url.ts'
import { type ProofClaims, type ProofHeader, proofType } from '../../core/protocol/proof.ts'
import type { PageKey } from './page-key.ts'

const encode = (value: ProofHeader | ProofClaims) => toBase64url(new TextEncoder().encode(JSON.stringify(value)))

/** A DPoP proof (RFC 9449 §4.2) for one call, as JWS compact. `iat` is in seconds by the server's clock. */
export async function makeProof(
  key: PageKey,
  { method, url, iat }: { method: string; url: URL; iat: number },
  webCrypto: Crypto = crypto,
): Promise<string> {
  const jti = toBase64url(webCrypto.getRandomValues(new Uint8Array(16)))
  const header = encode({ typ: proofType, alg: 'ES256', jwk: key.jwk })
  const claims = encode({ jti, htm: method, htu: url.origin + url.pathname, iat })
  const signed = `${header}.${claims}`
  const signature = await webCrypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.privateKey,
    new TextEncoder().encode(signed),
  )
  return `${signed}.${toBase64url(new Uint8Array(signature))}`
}
