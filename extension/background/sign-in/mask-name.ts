const mask = '○'

/** A name that its bearer knows again and nobody else learns: 林示範 → 林○範, 林示 → 林○. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim())
  const [first = ''] = letters
  const last = letters.length > 2 ? letters.at(-1) : ''
  return first + mask.repeat(Math.max(1, letters.length - 2)) + last
}
