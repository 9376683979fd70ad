/**
 * The page's proof of possession, sent with every signed-in call (DESIGN §3.8): a DPoP proof (RFC 9449) in the header
 * `DPoP`, signed by the page's non-extractable P-256 key. The session stores the key's thumbprint.
 */
export const proofHeaderName = 'DPoP'
export const proofType = 'dpop+jwt'
/** `iat` may be this far from the server's clock, in seconds. */
export const proofSkewSeconds = 60

export interface ProofKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

export interface ProofHeader {
  readonly typ: typeof proofType
  readonly alg: 'ES256'
  readonly jwk: ProofKey
}

export interface ProofClaims {
  /** 16 random bytes, base64url. Stored by the server for unsafe methods only. */
  readonly jti: string
  readonly htm: string
  /** The address without query and fragment. */
  readonly htu: string
  readonly iat: number
}

/** RFC 7638 §3: what is hashed (SHA-256, then base64url) to name the key. */
export const thumbprintInput = ({ crv, kty, x, y }: ProofKey): string => JSON.stringify({ crv, kty, x, y })
