/** More is read anew: names, addresses and the like are shorter. */
const longest = 1024
/** Octets at the end that choose the place; all of them are compared. */
const marking = 32

interface Read<T> {
  readonly octets: Uint8Array
  readonly value: T
}

/**
 * What was read from octets, for when the same come again, as an authority's name and addresses do in each of its
 * certificates. Kept until another needs its place. For values that depend on nothing but their octets and that nobody
 * changes; what cannot be read is not kept.
 */
export class RecentOctets<T> {
  readonly #places: (Read<T> | undefined)[]

  /** `places` is a power of two. */
  constructor(places: number) {
    this.#places = Array.from({ length: places })
  }

  /** `read` gets octets of its own, and may throw. */
  read(source: Uint8Array, start: number, end: number, read: (octets: Uint8Array) => T): T {
    let mark = end - start
    for (let i = Math.max(start, end - marking); i < end; i++) mark = Math.imul(mark, 31) + (source[i] ?? 0)
    const place = mark & (this.#places.length - 1)
    const earlier = this.#places[place]
    if (earlier && isSame(earlier.octets, source, start, end)) return earlier.value
    const octets = source.slice(start, end)
    const value = read(octets)
    if (octets.length <= longest) this.#places[place] = { octets, value }
    return value
  }
}

function isSame(octets: Uint8Array, source: Uint8Array, start: number, end: number): boolean {
  if (octets.length !== end - start) return false
  for (let i = 0; i < octets.length; i++) if (octets[i] !== source[start + i]) return false
  return true
}
