import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'

/** A command as ISO 7816-4 §5.1 prints it. `le` is the number of bytes wanted at most (Ne): 1 to 65536. */
export interface CommandApdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array | undefined
  readonly le?: number | undefined
}

/** ISO 7816-4 §5.1: the lengths that fit short fields. */
export const shortDataMaximum = 255
export const shortLeMaximum = 256
export const extendedDataMaximum = 65535
export const extendedLeMaximum = 65536

export const needsExtended = ({ data, le }: Pick<CommandApdu, 'data' | 'le'>): boolean =>
  (data?.length ?? 0) > shortDataMaximum || (le ?? 0) > shortLeMaximum

/** Cases 1 to 4, in short form when the lengths fit and in extended form otherwise. Throws RangeError for lengths no APDU has. */
export function encodeCommand({ cla, ins, p1, p2, data, le }: CommandApdu): Uint8Array<ArrayBuffer> {
  const length = data?.length ?? 0
  if (length > extendedDataMaximum) throw new RangeError(`command data of ${length} bytes`)
  if (le !== undefined && (le < 1 || le > extendedLeMaximum)) throw new RangeError(`Ne of ${le}`)
  const header = [cla, ins, p1, p2]
  if (!needsExtended({ data, le })) {
    return concat(header, length > 0 ? [length] : [], data ?? [], le === undefined ? [] : [le & 0xff])
  }
  const lc = length > 0 ? [0, length >> 8, length & 0xff] : []
  // The leading zero that marks extended fields stands once: before Lc, or before Le where there is no Lc.
  const leField = le === undefined ? [] : [...(length > 0 ? [] : [0]), (le >> 8) & 0xff, le & 0xff]
  return concat(header, lc, data ?? [], leField)
}

/** The parts of encoded command bytes; `data` is a view into them. Throws RangeError when the lengths do not add up. */
export function decodeCommand(bytes: Uint8Array): CommandApdu & { readonly extended: boolean } {
  const [cla, ins, p1, p2, first] = bytes
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    throw new RangeError('APDU header')
  const header = { cla, ins, p1, p2 }
  const body = bytes.subarray(4)
  if (first === undefined) return { ...header, extended: false }
  if (body.length === 1) return { ...header, le: first || shortLeMaximum, extended: false }
  if (first !== 0) return { ...header, ...decodeBody(body, 1, first, shortLeMaximum), extended: false }
  const number = ((body[1] ?? 0) << 8) | (body[2] ?? 0)
  if (body.length === 3) return { ...header, le: number || extendedLeMaximum, extended: true }
  if (number === 0) throw new RangeError('APDU Lc')
  return { ...header, ...decodeBody(body, 3, number, extendedLeMaximum), extended: true }
}

function decodeBody(body: Uint8Array, lcSize: 1 | 3, lc: number, leMaximum: number): Pick<CommandApdu, 'data' | 'le'> {
  const leSize = lcSize === 1 ? 1 : 2
  const data = body.subarray(lcSize, lcSize + lc)
  const rest = body.subarray(lcSize + lc)
  if (data.length !== lc || (rest.length !== 0 && rest.length !== leSize)) throw new RangeError('APDU length')
  if (rest.length === 0) return { data }
  const le = rest.reduce((value, byte) => (value << 8) | byte, 0)
  return { data, le: le || leMaximum }
}

/** CLA to Lc, 255 bytes and Le. */
const shortApduMaximum = 261

/** Extended lengths are for readers of the extended APDU level and for T=1; elsewhere long data goes by chaining. */
export function requireShort(command: Uint8Array): void {
  const isExtended = command.length > 5 && command[4] === 0
  if (!isExtended && command.length <= shortApduMaximum) return
  const details = { field: 'extended APDU' }
  throw new CodedError('ERR_READER_PROTOCOL', 'the reader takes short APDUs only', { details })
}
