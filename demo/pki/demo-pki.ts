import type { Environment } from '../../core/cards/environments.ts'
import type { CardFile } from '../cards/card-file.ts'
import type { IssuingAuthorityCode } from './authorities.ts'

/** A certificate that an authority issued: what its revocation list and its OCSP answers are made from. */
export interface IssuedCertificate {
  /** Hex, as encoded: a leading `00` where the number's first bit is set. */
  readonly serialNumber: string
  /** ISO time, or null while it is good. The reason is always keyCompromise. */
  readonly revokedAt: string | null
}

export interface DemoAuthority {
  /** As in its addresses under http://pki.localhost/. */
  readonly slug: string
  /** Base64 DER. */
  readonly certificate: string
  readonly privateKey: JsonWebKey
  /** SHA-1 of the key bits, lower-case hex: the subject key identifier, and `ca_key_id` of enrolments. */
  readonly keyId: string
  readonly issued: readonly IssuedCertificate[]
  /** The responder that the authority has its OCSP answers signed by; null for the root and the impostor. */
  readonly responder: { readonly certificate: string; readonly privateKey: JsonWebKey } | null
}

/** A certificate with its key. */
export interface DemoKeyHolder {
  /** Base64 DER. */
  readonly certificate: string
  readonly privateKey: JsonWebKey
}

/** The portal's own authority for security modules, P-256 throughout. */
export interface DemoSamAuthority {
  readonly environment: Environment
  readonly root: DemoKeyHolder
  readonly issuing: DemoKeyHolder
  /** By which a SAM card knows the portal: it has the public key. */
  readonly authentication: { readonly publicKey: JsonWebKey; readonly privateKey: JsonWebKey }
}

/** The demo's whole trust, as plain JSON: made once, kept by the demo server. */
export interface DemoPki {
  readonly madeAt: string
  readonly root: DemoAuthority
  readonly authorities: Readonly<Record<IssuingAuthorityCode, DemoAuthority>>
  /** Bears the HCA's name over a key of its own. No portal may trust it. */
  readonly impostor: DemoAuthority
  /** One per environment: a portal has that of its own, and refuses the other's modules. */
  readonly samAuthorities: Readonly<Record<Environment, DemoSamAuthority>>
  /** Security modules among them. */
  readonly cards: readonly CardFile[]
}
