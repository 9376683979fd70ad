import { CodedError } from '../errors/coded-error.ts'
import type { Challenge, LoginClaims } from './claims.ts'
import { requireExtensionVersion } from './extension-version.ts'

/** Each claim that the server set itself, with the value it set. */
const expectations: readonly {
  readonly field: string
  readonly claimed: (claims: LoginClaims) => string | number | undefined
  readonly set: (challenge: Challenge) => string | number | undefined
}[] = [
  { field: 'aud', claimed: ({ aud }) => aud, set: ({ aud }) => aud },
  { field: 'purpose', claimed: ({ purpose }) => purpose, set: ({ purpose }) => purpose },
  { field: 'nonce', claimed: ({ nonce }) => nonce, set: ({ nonce }) => nonce },
  { field: 'jti', claimed: ({ jti }) => jti, set: ({ jti }) => jti },
  { field: 'iat', claimed: ({ iat }) => iat, set: ({ iat }) => iat },
  { field: 'exp', claimed: ({ exp }) => exp, set: ({ exp }) => exp },
  { field: 'cnf', claimed: ({ cnf }) => cnf.jkt, set: ({ jkt }) => jkt },
  { field: 'confirm.action', claimed: ({ confirm }) => confirm?.action, set: ({ confirm }) => confirm?.action },
  { field: 'confirm.subject', claimed: ({ confirm }) => confirm?.subject, set: ({ confirm }) => confirm?.subject },
  { field: 'confirm.words', claimed: ({ confirm }) => confirm?.words, set: ({ confirm }) => confirm?.words },
]

/**
 * Compares the claims with the challenge as the server recorded it; times are compared for equality, since the client's
 * clock decides nothing. The origin is what the browser told the extension, and must be the portal's.
 *
 * Throws ERR_LOGIN_ORIGIN (details.origin), ERR_LOGIN_ALTERED (details.field), ERR_BRIDGE_OUTDATED.
 */
export function requireChallenge(claims: LoginClaims, challenge: Challenge, allowedOrigin: string): void {
  if (claims.origin !== allowedOrigin) {
    throw new CodedError('ERR_LOGIN_ORIGIN', `signed for ${claims.origin}`, { details: { origin: claims.origin } })
  }
  const altered = (field: string) => new CodedError('ERR_LOGIN_ALTERED', `differs: ${field}`, { details: { field } })
  const different = expectations.find(({ claimed, set }) => claimed(claims) !== set(challenge))
  if (different) throw altered(different.field)
  if (!challenge.cardTypes.includes(claims.cardType)) throw altered('cardType')
  requireExtensionVersion(claims.ext.version, challenge.minimumExtension)
}
