/** A data object as cards write it (ISO 7816-4 §6.3). `value` is a view into the bytes read. */
export interface TlvObject {
  readonly tag: number
  readonly value: Uint8Array
}

/** The data objects that fill `bytes`: tags of one or two bytes, definite lengths. Throws RangeError for anything else. */
export function parseTlv(bytes: Uint8Array): TlvObject[] {
  const objects: TlvObject[] = []
  let at = 0
  const next = (): number => {
    const byte = bytes[at++]
    if (byte === undefined) throw new RangeError('TLV: cut short')
    return byte
  }
  while (at < bytes.length) {
    let tag = next()
    if ((tag & 0x1f) === 0x1f) {
      const second = next()
      if ((second & 0x80) !== 0) throw new RangeError('TLV: tag of three bytes')
      tag = (tag << 8) | second
    }
    let length = next()
    if (length > 0x80 && length <= 0x83) {
      const count = length & 0x7f
      length = 0
      for (let i = 0; i < count; i++) length = (length << 8) | next()
    } else if (length >= 0x80) {
      throw new RangeError('TLV: length')
    }
    if (at + length > bytes.length) throw new RangeError('TLV: cut short')
    objects.push({ tag, value: bytes.subarray(at, at + length) })
    at += length
  }
  return objects
}
