import { type Json, canonicalJson } from './canonical-json.ts'
import { malformed } from './malformed.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The JSON value of a part, which must be spelled in its RFC 8785 form: so no member stands twice, and no value has a
 * second spelling. Throws ERR_LOGIN_MALFORMED with `field`.
 */
export function readCanonicalJson(octets: Uint8Array, field: string): Json {
  try {
    const text = utf8.decode(octets)
    const value: Json = JSON.parse(text)
    if (canonicalJson(value) === text) return value
  } catch (cause) {
    throw malformed(field, cause)
  }
  throw malformed(field)
}
