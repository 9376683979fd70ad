/**
 * What a card is asked to confirm. All three stand in the challenge and, unchanged, under the card's signature: the PIN
 * window shows what it signs, and the server compares it with what it asked for. A page between the two that puts other
 * words in shows them, has them signed, and is refused; one that wants the words of one act for another is refused too.
 * (No interface, which would not pass for JSON.)
 */
export type Confirmation = {
  /** An action of core/portal/actions.ts. What it is called is the extension's own knowledge, never the challenge's. */
  readonly action: string
  /** Whom or what it is done to, by the server's own key. */
  readonly subject: string
  /** The same in words, for the person at the PIN window. */
  readonly words: string
}

/** The form of each. Words are one line, without signs that nobody sees or that turn the order of others around. */
export const confirmationPatterns = {
  action: /^[a-z][a-z-]{0,63}$/,
  subject: /^[\x21-\x7e]{1,64}$/,
  words: /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,120}$/u,
} as const satisfies Record<keyof Confirmation, RegExp>

/** A text as words may be: what they may not have is left out, and what is too long is cut. */
export const toWords = (text: string): string =>
  Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ''))
    .slice(0, 120)
    .join('')
