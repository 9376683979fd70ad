import { type DerValue, readAll, tags } from './der.ts'
import { readOid } from './der-primitives.ts'

/** `values` are those of one attribute; GPKI's attributes have one each. */
export interface DirectoryAttribute {
  readonly type: string
  readonly values: readonly DerValue[]
}

/** subjectDirectoryAttributes (RFC 5280 §4.2.1.8). */
export function parseDirectoryAttributes(value: DerValue): DirectoryAttribute[] {
  const what = 'subjectDirectoryAttributes'
  return readAll(value, what, tags.sequence, (attribute) => {
    const reader = attribute.reader()
    const type = readOid(reader.read(what, tags.oid), what)
    const set = reader.read(what, tags.set)
    reader.finish(what)
    const values: DerValue[] = []
    for (const inner = set.reader(); !inner.done;) values.push(inner.read(what))
    return { type, values }
  })
}
