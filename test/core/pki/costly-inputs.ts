import { parseCertificate } from '../../../core/pki/certificate.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError } from '../../../core/pki/der.ts'
import { parseOcspResponse } from '../../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { today } from './judge.ts'

/** Something made to cost as much as it can. */
export interface CostlyInput {
  readonly name: string
  /** What comes of it: `good`, the reason of the refusal, or the part of an assertion at fault. */
  readonly ends: string
  /** Makes the octets; the answer does with them what the product does, as often as it is called. */
  readonly make: () => () => Ending
}

export interface Ending {
  readonly ends: string
  /** How many were checked. */
  readonly signatures: number
}

interface Octets {
  readonly leaf: Uint8Array
  readonly anchors: readonly Uint8Array[]
  readonly intermediates?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
  readonly ocsp?: readonly Uint8Array[]
}

/** Reads and validates everything from the octets on; nothing is remembered from one call to the next. */
export function validation(octets: Octets, terms: Partial<PathRequest> = {}): () => Ending {
  const { leaf, anchors, intermediates = [], crls = [], ocsp = [] } = octets
  return () => {
    let signatures = 0
    try {
      validatePath({
        leaf: parseCertificate(leaf),
        anchors: anchors.map(parseCertificate),
        intermediates: intermediates.map(parseCertificate),
        crls: crls.map(parseCrl),
        ocsp: ocsp.map(parseOcspResponse),
        time: today,
        checkRevocation: crls.length + ocsp.length > 0,
        verifySignature: (...signed) => {
          signatures++
          return verifySignature(...signed)
        },
        ...terms,
      })
      return { ends: 'good', signatures }
    } catch (error) {
      if (error instanceof PathRefusal) return { ends: error.reason, signatures }
      if (error instanceof DerError) return { ends: 'malformed', signatures }
      throw error
    }
  }
}
