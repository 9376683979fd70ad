import type { CardChannel } from '../smartcard/card-channel.ts'
import { computeDigitalSignature } from '../smartcard/compute-digital-signature.ts'
import { manageSecurityEnvironment } from '../smartcard/manage-security-environment.ts'
import type { Pkcs15Files } from './pkcs15-files.ts'
import type { Pkcs15SigningKey } from './pkcs15-signing-key.ts'
import { assertionSignature, digestInfo, pkcs1Block, type SigningKey } from './signature-input.ts'

type Input = (digest: Uint8Array, kind: SigningKey) => Uint8Array

/** PKCS#11 mechanisms that sign what the caller hashed, best first, and what COMPUTE DIGITAL SIGNATURE is given for them. */
const mechanisms: Readonly<
  Record<SigningKey['algorithm'], readonly { readonly mechanism: number; readonly input: Input }[]>
> = {
  RS256: [
    { mechanism: 0x0001, input: digestInfo }, // CKM_RSA_PKCS
    {
      mechanism: 0x0003, // CKM_RSA_X_509
      input: (digest, kind) => (kind.algorithm === 'RS256' ? pkcs1Block(digest, kind.modulusLength) : digest),
    },
  ],
  ES256: [{ mechanism: 0x1041, input: (digest) => digest }], // CKM_ECDSA
}

/**
 * MSE SET and PSO COMPUTE DIGITAL SIGNATURE over a SHA-256 digest. A card that does not name its mechanisms is asked for
 * the usual one: RSA pads a DigestInfo, ECDSA takes the digest. Errors: ERR_CARD_MALFORMED, StatusWordError.
 */
export async function signWithPkcs15(
  channel: CardChannel,
  files: Pkcs15Files,
  { key, kind, algorithms }: Pkcs15SigningKey,
  digest: Uint8Array,
): Promise<Uint8Array> {
  const known = mechanisms[kind.algorithm]
  const [chosen] = known.flatMap(({ mechanism, input }) => {
    const named = algorithms.find((algorithm) => algorithm.mechanism === mechanism)
    return named ? [{ input, algorithm: named.algorithmReference }] : []
  })
  const usual = known[0]?.input ?? digestInfo
  await files.select(key.path?.path)
  await manageSecurityEnvironment(channel, {
    template: 'digitalSignature',
    ...(chosen?.algorithm === undefined ? {} : { algorithm: chosen.algorithm }),
    ...(key.keyReference === undefined ? {} : { privateKeyReference: key.keyReference }),
  })
  return assertionSignature(kind, await computeDigitalSignature(channel, (chosen?.input ?? usual)(digest, kind)))
}
