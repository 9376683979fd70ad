import { isCoded } from '../errors/coded-error.ts'
import { type AssertionHeader, parseHeader } from './assertion-header.ts'
import { parseCompactJws } from './compact-jws.ts'
import { malformed } from './malformed.ts'
import { assertionLimit } from './parse-assertion.ts'

/** What a module signed beside a card, as read: nothing in it is trusted before certificate and signature were checked. */
export interface ParsedModule extends AssertionHeader {
  /** What the signature is over, ASCII. */
  readonly signingInput: Uint8Array
  readonly signature: Uint8Array
}

/**
 * Reads a module's token: of the same form as the card's assertion, over the very same payload, octet for octet, so that
 * what the card and the module vouch for cannot be two things. Throws ERR_LOGIN_MALFORMED with `details.field`, as
 * parseAssertion with `module.` before it.
 */
export function parseModule(token: string, assertion: string): ParsedModule {
  try {
    if (token.length > assertionLimit) throw malformed('length')
    const { header, signature, signingInput } = parseCompactJws(token)
    // Strict base64url has one text for its octets.
    if (payloadOf(token) !== payloadOf(assertion)) throw malformed('payload')
    return { ...parseHeader(header), signingInput, signature }
  } catch (error) {
    throw isCoded(error, 'ERR_LOGIN_MALFORMED') ? malformed(`module.${error.details?.['field']}`, error) : error
  }
}

const payloadOf = (token: string): string => token.split('.', 2)[1] ?? ''
