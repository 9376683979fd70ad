import {
  CompactEncrypt,
  compactDecrypt,
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { z } from 'zod'

const signing = 'ES256'
const agreement = 'ECDH-ES+A256KW'
const encryption = 'A256GCM'
const type = 'nhi-verification+jwt'
const skewSeconds = 60

const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string().min(1),
  use: z.enum(['sig', 'enc']),
})
const secretJwk = jwk.extend({ d: z.string().min(1) })
const publicKeys = z.object({ keys: z.array(jwk.refine((key) => !('d' in key))).min(2) })
const secretKeys = z.object({ keys: z.array(secretJwk).min(2) })

/** A set of public keys (RFC 7517): those that verify and those that encrypt, by `use`. */
export type PublicKeys = z.output<typeof publicKeys>
/** The same with their secrets. The first of each use is in use; the others stay for what is on the way. */
export type SecretKeys = z.output<typeof secretKeys>

/** Errors: what is wrong with the set; no key is in the words. */
export const readPublicKeys = (text: string): PublicKeys => readKeys(publicKeys, text)
export const readSecretKeys = (text: string): SecretKeys => readKeys(secretKeys, text)

function readKeys<T extends { keys: { use: string }[] }>(schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(JSON.parse(text))
  const uses = new Set(result.data?.keys.map(({ use }) => use))
  if (!result.success || uses.size < 2)
    throw new Error('not a set of P-256 keys with `kid`, one for `sig` and one for `enc`')
  return result.data
}

export async function makeSecretKeys(name: string): Promise<SecretKeys> {
  const make = async (use: 'sig' | 'enc') => {
    const algorithm = use === 'sig' ? signing : agreement
    const { privateKey } = await generateKeyPair(algorithm, { crv: 'P-256', extractable: true })
    // A copy: Node 20 can lock itself out while it exports a key as a JWK whose making is being forgotten.
    const copy = await importPKCS8(await exportPKCS8(privateKey), algorithm, { extractable: true })
    return { ...(await exportJWK(copy)), use, kid: `${name}-${use}` }
  }
  return secretKeys.parse({ keys: [await make('sig'), await make('enc')] })
}

export const publicKeysOf = ({ keys }: SecretKeys): PublicKeys => ({
  keys: keys.map(({ d: _secret, ...key }) => key),
})

/** Two who write to each other. */
export interface Correspondence {
  readonly own: SecretKeys
  readonly theirs: PublicKeys
}

/** Signs for the receiver and encrypts to them. */
export async function sealToken(
  { own, theirs }: Correspondence,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const signer = own.keys.find(({ use }) => use === 'sig')
  const receiver = theirs.keys.find(({ use }) => use === 'enc')
  if (!signer || !receiver) throw new Error('a key is missing')
  const signed = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: signing, typ: type, kid: signer.kid })
    .sign(await importJWK(signer as JWK, signing))
  return await new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: agreement, enc: encryption, cty: 'JWT', kid: receiver.kid })
    .encrypt(await importJWK(receiver as JWK, agreement))
}

/**
 * Opens what was sealed for us: our key, their signature, issuer, audience and time. Throws for anything that is not all
 * right; nothing of the content is in an error.
 */
export async function openToken<T>(
  { own, theirs }: Correspondence,
  token: string,
  expected: { readonly issuer: string; readonly audience: string; readonly now: Date; readonly schema: z.ZodType<T> },
): Promise<T> {
  const { plaintext } = await compactDecrypt(
    token,
    async ({ kid }) => {
      const key = own.keys.find((one) => one.use === 'enc' && one.kid === kid)
      if (!key) throw new Error('sealed for another key')
      return await importJWK(key as JWK, agreement)
    },
    { keyManagementAlgorithms: [agreement], contentEncryptionAlgorithms: [encryption] },
  )
  const verifying = { keys: theirs.keys.filter(({ use }) => use === 'sig') } as JSONWebKeySet
  const { payload } = await jwtVerify(new TextDecoder().decode(plaintext), createLocalJWKSet(verifying), {
    algorithms: [signing],
    typ: type,
    issuer: expected.issuer,
    audience: expected.audience,
    currentDate: expected.now,
    clockTolerance: skewSeconds,
    requiredClaims: ['exp', 'iat', 'jti'],
  })
  const result = expected.schema.safeParse(payload)
  if (!result.success) throw new Error('the token has other members')
  return result.data
}
