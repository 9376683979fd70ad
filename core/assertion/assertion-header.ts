import { decodeBase64 } from '../bytes/base64.ts'
import { type AssertionAlgorithm, assertionAlgorithms, isAssertionAlgorithm } from './algorithms.ts'
import { decodePart } from './compact-jws.ts'
import { malformed } from './malformed.ts'
import { readCanonicalJson } from './read-canonical-json.ts'
import { isJsonObject } from './canonical-json.ts'

/** The domain tag: under the signature, so that what is signed for us serves nothing else, and the reverse. */
export const assertionType = 'card-login+jwt'

/** Before and after the certificate's base64: the RFC 8785 form of a header with these members, and no other. */
const beginningOf = (algorithm: AssertionAlgorithm) => `{"alg":"${algorithm}","typ":"${assertionType}","x5c":["`
const ending = '"]}'

/** The one text of a header. `x5c` is the signing certificate in base64, which needs no escape. */
export const headerText = (algorithm: AssertionAlgorithm, x5c: string): string =>
  `${beginningOf(algorithm)}${x5c}${ending}`

const encoder = new TextEncoder()
const end = encoder.encode(ending)
const forms = assertionAlgorithms.map((algorithm) => ({ algorithm, start: encoder.encode(beginningOf(algorithm)) }))

export interface AssertionHeader {
  readonly algorithm: AssertionAlgorithm
  /** DER. */
  readonly certificate: Uint8Array
}

/** Reads a header by its form, octet for octet. Throws ERR_LOGIN_MALFORMED, naming the member that is not as it must be. */
export function parseHeader(header: Uint8Array): AssertionHeader {
  const form = forms.find(({ start }) => isAt(start, header, 0))
  const endsAt = header.length - end.length
  if (!form || !isAt(end, header, endsAt)) throw malformed(fieldAtFault(header))
  const certificate = decodePart(header.subarray(form.start.length, endsAt), 'x5c', decodeBase64)
  if (certificate.length === 0) throw malformed('x5c')
  return { algorithm: form.algorithm, certificate }
}

function isAt(part: Uint8Array, whole: Uint8Array, at: number): boolean {
  for (let i = 0; i < part.length; i++) if (part[i] !== whole[at + i]) return false
  return true
}

/** Only ever called for a header that has not the form. */
function fieldAtFault(octets: Uint8Array): string {
  const header = readCanonicalJson(octets, 'header')
  if (!isJsonObject(header)) return 'header'
  const { alg, typ, x5c: _, ...others } = header
  if (Object.keys(others).length > 0) return 'header'
  if (!isAssertionAlgorithm(alg)) return 'alg'
  return typ === assertionType ? 'x5c' : 'typ'
}
