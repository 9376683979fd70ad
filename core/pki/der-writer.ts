import { concat } from '../bytes/concat.ts'
import { tags } from './der.ts'

/** One DER value from its content. */
export function der(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const content = concat(...parts)
  const { length } = content
  if (length < 0x80) return concat([tag, length], content)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return concat([tag, 0x80 | octets.length, ...octets], content)
}

/** An OBJECT IDENTIFIER from dotted decimal. Only for OIDs of our own tables: nothing is checked. */
export function derOid(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128))
    return groups
  })
  return der(tags.oid, octets)
}
