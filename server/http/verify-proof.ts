import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { fromBase64url } from '../../core/bytes/base64url.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import {
  type ProofClaims,
  type ProofHeader,
  type ProofKey,
  proofSkewSeconds,
  proofType,
  thumbprintInput,
} from '../../core/protocol/proof.ts'

const bytes = (count: number) => z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((count * 4) / 3)}}$`))

const header = z.strictObject({
  typ: z.literal(proofType),
  alg: z.literal('ES256'),
  jwk: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: bytes(32), y: bytes(32) }),
}) satisfies z.ZodType<ProofHeader>

const claims = z.strictObject({
  jti: bytes(16),
  htm: z.string(),
  htu: z.string(),
  iat: z.int(),
}) satisfies z.ZodType<ProofClaims>

const maximumLength = 2048
const refuse = (field: string, cause?: unknown) =>
  new CodedError('ERR_REQUEST_PROOF', `proof of possession refused: ${field}`, { details: { field }, cause })

export interface VerifiedProof {
  /** RFC 7638 thumbprint of the key that made it. */
  readonly jkt: string
  readonly jti: string
  readonly iat: number
}

/**
 * RFC 9449 §4.3, in its order: form, algorithm, signature, method, address, time. Whose key it is, and whether the proof was
 * used before, is for the caller. Errors: ERR_REQUEST_PROOF with details.field.
 */
export function verifyProof(
  proof: string | undefined,
  request: { readonly method: string; readonly url: string; readonly now: Date },
): VerifiedProof {
  if (proof === undefined || proof === '') throw refuse('missing')
  const parts = proof.length > maximumLength ? [] : proof.split('.')
  const [headerPart, claimsPart, signaturePart] = parts
  if (parts.length !== 3 || headerPart === undefined || claimsPart === undefined || signaturePart === undefined) {
    throw refuse('form')
  }
  const { jwk } = parse(header, headerPart, 'header')
  const { jti, htm, htu, iat } = parse(claims, claimsPart, 'claims')
  const signature = decode(signaturePart, 'signature')
  const signed = Buffer.from(`${headerPart}.${claimsPart}`)
  if (!verify('sha256', signed, { key: importKey(jwk), dsaEncoding: 'ieee-p1363' }, signature)) {
    throw refuse('signature')
  }
  if (htm !== request.method) throw refuse('htm')
  if (htu !== request.url) throw refuse('htu')
  if (Math.abs(request.now.getTime() / 1000 - iat) > proofSkewSeconds) throw refuse('iat')
  return { jkt: thumbprint(jwk), jti, iat }
}

export const thumbprint = (jwk: ProofKey): string =>
  createHash('sha256').update(thumbprintInput(jwk)).digest('base64url')

function parse<S extends z.ZodType>(schema: S, part: string, field: string): z.output<S> {
  const text = new TextDecoder().decode(decode(part, field))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw refuse(field, error)
  }
  const result = schema.safeParse(value)
  if (!result.success) throw refuse(field)
  return result.data
}

function decode(part: string, field: string): Uint8Array {
  try {
    return fromBase64url(part)
  } catch (error) {
    throw refuse(field, error)
  }
}

function importKey(jwk: ProofKey): KeyObject {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch (error) {
    throw refuse('jwk', error) // not a point on the curve
  }
}
