import type { CardChannel } from './card-channel.ts'

/**
 * ISO 7816-8 §11.6 PERFORM SECURITY OPERATION: COMPUTE DIGITAL SIGNATURE. `input` is what the card pads or signs: a
 * digest, or a DigestInfo. Resolves with the signature as the card gives it. Errors: StatusWordError (6982: no PIN yet).
 */
export function computeDigitalSignature(channel: CardChannel, input: Uint8Array): Promise<Uint8Array> {
  return channel.send({ name: 'COMPUTE DIGITAL SIGNATURE', ins: 0x2a, p1: 0x9e, p2: 0x9a, data: input, le: 256 })
}
