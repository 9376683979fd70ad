/** A command as the card's operating system reads it (ISO 7816-4 §5.1). Own reading: core's mistakes must show here. */
export interface CardCommand {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  /** Bytes wanted at most; undefined when none. */
  readonly le: number | undefined
  /** Le was given as 0: as much as there is. */
  readonly leMaximum: boolean
}

/** Undefined when the lengths do not add up: the card answers 6700. */
export function parseCommand(bytes: Uint8Array): CardCommand | undefined {
  if (bytes.length < 4) return undefined
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes
  const body = bytes.subarray(4)
  const lengths = body[0] === 0 && body.length > 1 ? extendedLengths(body) : shortLengths(body)
  if (!lengths) return undefined
  const { lc, dataOffset, leField, maximum } = lengths
  const le = leField === undefined ? undefined : leField || maximum
  const data = body.subarray(dataOffset, dataOffset + lc)
  return { cla, ins, p1, p2, data, le, leMaximum: leField === 0 }
}

interface Lengths {
  readonly lc: number
  readonly dataOffset: number
  readonly leField: number | undefined
  readonly maximum: number
}

function shortLengths(body: Uint8Array): Lengths | undefined {
  const maximum = 256
  const [first = 0] = body
  if (body.length === 0) return { lc: 0, dataOffset: 0, leField: undefined, maximum }
  if (body.length === 1) return { lc: 0, dataOffset: 0, leField: first, maximum }
  if (body.length === 1 + first) return { lc: first, dataOffset: 1, leField: undefined, maximum }
  if (body.length === 2 + first) return { lc: first, dataOffset: 1, leField: body[1 + first], maximum }
  return undefined
}

function extendedLengths(body: Uint8Array): Lengths | undefined {
  const maximum = 65536
  const number = (at: number) => (body[at] ?? 0) * 256 + (body[at + 1] ?? 0)
  if (body.length === 3) return { lc: 0, dataOffset: 0, leField: number(1), maximum }
  const lc = number(1)
  if (lc === 0) return undefined
  if (body.length === 3 + lc) return { lc, dataOffset: 3, leField: undefined, maximum }
  if (body.length === 5 + lc) return { lc, dataOffset: 3, leField: number(3 + lc), maximum }
  return undefined
}
