import { concat } from '../bytes/concat.ts'

/** The random number that a SAM card gives out for one authentication, in bytes. */
export const moduleChallengeLength = 16

/** R‖S of ECDSA over P-256. */
export const moduleResponseLength = 64

/**
 * What the portal signs (ES256) so that a SAM card knows it: its own words before anything that comes from outside, so that
 * the key serves nothing else.
 */
export function moduleAuthenticationMessage(module: string, random: Uint8Array): Uint8Array<ArrayBuffer> {
  if (random.length !== moduleChallengeLength) throw new RangeError('not the random number of a SAM card')
  return concat(new TextEncoder().encode(`nhi-sam-authentication${module}`), random)
}
