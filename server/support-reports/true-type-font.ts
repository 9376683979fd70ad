/** A TrueType font file (OpenType 1.9 with `glyf` outlines), as far as it is needed to embed a part of it. */
export interface TrueTypeFont {
  has(codePoint: number): boolean
  /** A font with the glyphs of these characters alone. Those that it does not have are left out. */
  subset(codePoints: Iterable<number>): Uint8Array
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * pdf-lib's own subsetting writes short offsets of glyphs that begin at odd places, and loses most of them: what it embeds is
 * made here. Throws on a file that is no such font.
 */
export function openTrueType(bytes: Uint8Array): TrueTypeFont {
  const tables = readDirectory(bytes)
  const table = (tag: string): Uint8Array => {
    const found = tables.get(tag)
    if (!found) throw new Error(`the font has no table ${tag}`)
    return found
  }
  const glyphs = readCharacterMap(table('cmap'))
  const isLong = view(table('head')).getInt16(50) === 1
  const loca = view(table('loca'))
  const glyf = table('glyf')
  const metricCount = view(table('hhea')).getUint16(34)
  const metrics = view(table('hmtx'))

  const offsetOf = (glyph: number) => (isLong ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2)
  const outlineOf = (glyph: number) => glyf.subarray(offsetOf(glyph), offsetOf(glyph + 1))
  const advanceOf = (glyph: number) => metrics.getUint16(Math.min(glyph, metricCount - 1) * 4)
  const bearingOf = (glyph: number) =>
    glyph < metricCount
      ? metrics.getInt16(glyph * 4 + 2)
      : metrics.getInt16(metricCount * 4 + (glyph - metricCount) * 2)

  return {
    has: (codePoint) => glyphs.has(codePoint),
    subset(codePoints) {
      const characters = [...new Set(codePoints)].filter((code) => glyphs.has(code)).toSorted((a, b) => a - b)
      // .notdef is the first of every font. A glyph that is made of others brings them.
      const kept = new Set([0])
      for (const code of characters) kept.add(glyphs.get(code) ?? 0)
      for (const glyph of kept) for (const { component } of componentsOf(outlineOf(glyph))) kept.add(component)
      const newNumbers = new Map([...kept].map((glyph, number) => [glyph, number]))

      const outlines = [...kept].map((glyph) => renumber(outlineOf(glyph), newNumbers))
      const newLoca = new Uint8Array((kept.size + 1) * 4)
      let at = 0
      for (const [number, outline] of outlines.entries()) {
        view(newLoca).setUint32(number * 4, at)
        at += padded(outline.length)
      }
      view(newLoca).setUint32(kept.size * 4, at)
      const newGlyf = new Uint8Array(at)
      for (const [number, outline] of outlines.entries()) newGlyf.set(outline, view(newLoca).getUint32(number * 4))

      const newMetrics = new Uint8Array(kept.size * 4)
      for (const [glyph, number] of newNumbers) {
        view(newMetrics).setUint16(number * 4, advanceOf(glyph))
        view(newMetrics).setInt16(number * 4 + 2, bearingOf(glyph))
      }
      const map = characters.map((code) => [code, newNumbers.get(glyphs.get(code) ?? 0) ?? 0] as const)
      const same = ['OS/2', 'name', 'cvt ', 'fpgm', 'prep'].flatMap((tag) => {
        const found = tables.get(tag)
        return found ? [[tag, found] as const] : []
      })
      return writeFont([
        ...same,
        ['cmap', writeCharacterMap(map)],
        ['glyf', newGlyf],
        ['head', changed(table('head'), (head) => (head.setUint32(8, 0), head.setInt16(50, 1)))],
        ['hhea', changed(table('hhea'), (hhea) => hhea.setUint16(34, kept.size))],
        ['hmtx', newMetrics],
        ['loca', newLoca],
        ['maxp', changed(table('maxp'), (maxp) => maxp.setUint16(4, kept.size))],
        // Without names of glyphs.
        ['post', changed(table('post').slice(0, 32), (post) => post.setUint32(0, 0x0003_0000))],
      ])
    },
  }
}

const padded = (length: number) => Math.ceil(length / 4) * 4

function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice()
  change(view(copy))
  return copy
}

function readDirectory(bytes: Uint8Array): Map<string, Uint8Array> {
  const font = view(bytes)
  if (bytes.length < 12 || font.getUint32(0) !== 0x0001_0000) throw new Error('this is no TrueType font')
  return new Map(
    Array.from({ length: font.getUint16(4) }, (_, index) => {
      const at = 12 + index * 16
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
      const offset = font.getUint32(at + 8)
      return [tag, bytes.subarray(offset, offset + font.getUint32(at + 12))]
    }),
  )
}

/** The subtable of all Unicode (3, 10), format 12: groups of characters whose glyphs follow each other. */
function readCharacterMap(bytes: Uint8Array): Map<number, number> {
  const cmap = view(bytes)
  for (let index = 0; index < cmap.getUint16(2); index++) {
    const at = 4 + index * 8
    const offset = cmap.getUint32(at + 4)
    if (cmap.getUint16(at) !== 3 || cmap.getUint16(at + 2) !== 10 || cmap.getUint16(offset) !== 12) continue
    const glyphs = new Map<number, number>()
    for (let group = 0; group < cmap.getUint32(offset + 12); group++) {
      const first = offset + 16 + group * 12
      const [start, end, glyph] = [cmap.getUint32(first), cmap.getUint32(first + 4), cmap.getUint32(first + 8)]
      for (let code = start; code <= end; code++) glyphs.set(code, glyph + code - start)
    }
    return glyphs
  }
  throw new Error('the font has no map of all Unicode')
}

function writeCharacterMap(map: readonly (readonly [code: number, glyph: number])[]): Uint8Array {
  const bytes = new Uint8Array(12 + 16 + map.length * 12)
  const cmap = view(bytes)
  cmap.setUint16(2, 1)
  cmap.setUint16(4, 3)
  cmap.setUint16(6, 10)
  cmap.setUint32(8, 12)
  cmap.setUint16(12, 12)
  cmap.setUint32(16, 16 + map.length * 12)
  cmap.setUint32(24, map.length)
  for (const [index, [code, glyph]] of map.entries()) {
    const at = 28 + index * 12
    cmap.setUint32(at, code)
    cmap.setUint32(at + 4, code)
    cmap.setUint32(at + 8, glyph)
  }
  return bytes
}

// Flags of a component: OpenType, glyf, composite glyph description.
const argumentsAreWords = 0x0001
const hasScale = 0x0008
const moreComponents = 0x0020
const hasTwoScales = 0x0040
const hasMatrix = 0x0080

function componentsOf(outline: Uint8Array): { readonly at: number; readonly component: number }[] {
  const glyph = view(outline)
  const found = []
  if (outline.length < 10 || glyph.getInt16(0) >= 0) return []
  for (let at = 10, flags = moreComponents; (flags & moreComponents) !== 0;) {
    flags = glyph.getUint16(at)
    found.push({ at: at + 2, component: glyph.getUint16(at + 2) })
    at += 4 + ((flags & argumentsAreWords) === 0 ? 2 : 4)
    if ((flags & hasScale) !== 0) at += 2
    else if ((flags & hasTwoScales) !== 0) at += 4
    else if ((flags & hasMatrix) !== 0) at += 8
  }
  return found
}

const renumber = (outline: Uint8Array, numbers: ReadonlyMap<number, number>): Uint8Array =>
  changed(outline, (glyph) => {
    for (const { at, component } of componentsOf(outline)) glyph.setUint16(at, numbers.get(component) ?? 0)
  })

function writeFont(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const begin = 12 + sorted.length * 16
  const font = new Uint8Array(sorted.reduce((length, [, bytes]) => length + padded(bytes.length), begin))
  const head = view(font)
  const power = Math.floor(Math.log2(sorted.length))
  head.setUint32(0, 0x0001_0000)
  head.setUint16(4, sorted.length)
  head.setUint16(6, 2 ** power * 16)
  head.setUint16(8, power)
  head.setUint16(10, (sorted.length - 2 ** power) * 16)
  let at = begin
  for (const [index, [tag, bytes]] of sorted.entries()) {
    const row = 12 + index * 16
    for (let sign = 0; sign < 4; sign++) head.setUint8(row + sign, tag.charCodeAt(sign))
    font.set(bytes, at)
    head.setUint32(row + 4, sumOf(font.subarray(at, at + padded(bytes.length))))
    head.setUint32(row + 8, at)
    head.setUint32(row + 12, bytes.length)
    at += padded(bytes.length)
  }
  return font
}

/** Of a table's words, modulo 2³². */
function sumOf(bytes: Uint8Array): number {
  const words = view(bytes)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + words.getUint32(at)) >>> 0
  return sum
}
