/** Levenshtein: how many letters must be put in, taken out or replaced to make one word of the other. */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [row, letter] of a.split('').entries()) {
    const here = [row + 1]
    for (const [at, other] of b.split('').entries()) {
      const replaced = (above[at] ?? 0) + (letter === other ? 0 : 1)
      here.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (here[at] ?? 0) + 1))
    }
    above = here
  }
  return above.at(-1) ?? 0
}
