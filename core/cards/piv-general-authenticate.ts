import { parseTlv } from '../bytes/ber-tlv.ts'
import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import { der } from '../pki/der-writer.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { assertionSignature, pkcs1Block, type SigningKey } from './signature-input.ts'

/** NIST SP 800-78-4 table 6-2, by octets of the modulus. A 4096-bit key is of SP 800-78-5. */
const rsaAlgorithms: Readonly<Record<number, number>> = { 256: 0x07, 384: 0x05, 512: 0x16 }
const eccP256 = 0x11

/** SP 800-73-4 Part 2 table 7: the dynamic authentication template and what stands in it. */
const tags = { template: 0x7c, challenge: 0x81, response: 0x82 } as const

/**
 * SP 800-73-4 Part 2 §3.2.4 GENERAL AUTHENTICATE as a signature (Appendix A.4): the card applies its key, so RSA padding is
 * made here. Errors: ERR_CARD_MALFORMED, StatusWordError (6982: no PIN yet).
 */
export async function generalAuthenticate(
  channel: CardChannel,
  keyReference: number,
  key: SigningKey,
  digest: Uint8Array,
): Promise<Uint8Array> {
  const algorithm = key.algorithm === 'ES256' ? eccP256 : (rsaAlgorithms[key.modulusLength] ?? 0)
  const input = key.algorithm === 'ES256' ? digest : pkcs1Block(digest, key.modulusLength)
  const answer = await channel.send({
    name: 'GENERAL AUTHENTICATE',
    ins: 0x87,
    p1: algorithm,
    p2: keyReference,
    data: der(tags.template, concat(der(tags.response), der(tags.challenge, input))),
    le: 256,
  })
  return assertionSignature(key, readResponse(answer))
}

function readResponse(answer: Uint8Array): Uint8Array {
  try {
    const [template, ...others] = parseTlv(answer)
    const [response] = template?.tag === tags.template && others.length === 0 ? parseTlv(template.value) : []
    if (response?.tag === tags.response) return response.value
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  const details = { field: 'GENERAL AUTHENTICATE' }
  throw new CodedError('ERR_CARD_MALFORMED', 'no response in the dynamic authentication template', { details })
}
