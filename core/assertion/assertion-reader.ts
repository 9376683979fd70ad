import { SeenTexts } from '../bytes/seen-texts.ts'
import type { AssertionHeader } from './assertion-header.ts'
import { type ParsedAssertion, parseAssertion } from './parse-assertion.ts'

/** Letters of the longest assertion that anything is kept of: those of real cards have some 4,000, and anybody may send more. */
const longestKept = 6_144

interface KnownHeader {
  readonly text: string
  readonly header: AssertionHeader
}

/**
 * Reads assertions as `parseAssertion` does, and knows the headers of cards that came before: letter for letter the same
 * header says the same, and is most of an assertion. Kept from the second time on, since most cards come once in an hour.
 * What it says is as little trusted as ever; its certificate's octets are handed out again and must not be changed.
 */
export class AssertionReader {
  /** By letters of the certificate's signature, which differ from card to card. */
  readonly #known = new Map<string, KnownHeader>()
  readonly #seen = new SeenTexts()
  readonly #limit: number

  /** How many headers are kept: with token and certificate 5 KiB each, never more than 10. */
  constructor(limit = 4096) {
    this.#limit = limit
  }

  /** Throws ERR_LOGIN_MALFORMED with `details.field`. */
  read(token: string): ParsedAssertion {
    const end = token.indexOf('.')
    const mark = token.slice(Math.max(0, end - 40), Math.max(0, end - 8))
    const known = this.#known.get(mark)
    if (known && token.slice(0, end) === known.text) return parseAssertion(token, known.header)
    const assertion = parseAssertion(token)
    if (token.length <= longestKept && this.#seen.wasSeen(mark))
      this.#keep(mark, { text: token.slice(0, end), header: assertion })
    return assertion
  }

  #keep(mark: string, { text, header: { algorithm, certificate } }: KnownHeader): void {
    this.#known.set(mark, { text, header: { algorithm, certificate } })
    if (this.#known.size <= this.#limit) return
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest)
      return
    }
  }
}
