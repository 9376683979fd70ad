/** Texts and the words looked for in them are compared in this form: one width, one case. */
export const toSearchText = (text: string): string => text.normalize('NFKC').toLowerCase()

/** More words than these find nothing more. */
const mostWords = 8

/** The words of a search, in the form in which texts are searched: all of them must occur. */
export const searchWords = (typed: string): readonly string[] =>
  [...new Set(toSearchText(typed).split(/\s+/).filter(Boolean))].slice(0, mostWords)

/** Stands for every text: with it the table of counts also holds how many texts there are. */
export const everyText = 0

/** Two UTF-16 units as one 32-bit number, signed as PostgreSQL's integer is; a single one as itself. No two are alike. */
const single = (text: string, at: number): number => text.charCodeAt(at)
const pair = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)

/**
 * By which a text is found: each character and each two that stand side by side, as numbers, ascending. Chinese has no
 * spaces to take words apart at, and two characters already tell most words from one another.
 */
export function gramsOfText(searchText: string): number[] {
  const grams = new Set<number>([everyText])
  for (const piece of searchText.split(/\s+/)) {
    for (let at = 0; at < piece.length; at++) {
      grams.add(single(piece, at))
      if (at + 1 < piece.length) grams.add(pair(piece, at))
    }
  }
  return [...grams].toSorted((a, b) => a - b)
}

/** What every text has in which the word occurs. */
export function gramsOfWord(word: string): number[] {
  if (word.length === 1) return [single(word, 0)]
  return [...new Set(Array.from({ length: word.length - 1 }, (_, at) => pair(word, at)))]
}
