import { CodedError } from '../errors/coded-error.ts'

/** ISO 7816-3 §8.2, what a reader driver and a card profile want of it. */
export interface AnswerToReset {
  readonly convention: 'direct' | 'inverse'
  /** Transmission protocols offered, in the card's order; [0] when it says nothing. 15 (global bytes) is left out. */
  readonly protocols: readonly number[]
  /** TA1: the speeds (Fi, Di) the card can do. 0x11 is the default. */
  readonly fidi: number
  /** TC1: extra guard time N. */
  readonly extraGuardTime: number
  /** TA2: the card is in specific mode: this protocol, no negotiation. */
  readonly specificMode: { readonly protocol: number; readonly useFidi: boolean } | undefined
  /** TC2: T=0 waiting integer WI. */
  readonly waitingInteger: number
  readonly t1: {
    /** First TA for T=1: bytes the card takes in one block. */
    readonly ifsc: number
    /** First TB for T=1: BWI and CWI as one byte. */
    readonly waitingIntegers: number
    /** First TC for T=1, bit 1. */
    readonly errorDetection: 'lrc' | 'crc'
  }
  readonly historicalBytes: Uint8Array
  /** The check byte. Cards with a wrong one are in use, so whoever needs it right says so. */
  readonly tck: 'absent' | 'right' | 'wrong'
}

interface InterfaceGroup {
  /** The protocol the group is about (from the TD before it); undefined for the first group. */
  readonly protocol: number | undefined
  readonly a?: number
  readonly b?: number
  readonly c?: number
}

const globalGroup = 15

/** Errors: ERR_CARD_MALFORMED (field ATR) when TS is no convention or announced bytes are missing. */
export function parseAnswerToReset(bytes: Uint8Array): AnswerToReset {
  let at = 0
  const next = (): number => {
    const byte = bytes[at++]
    if (byte === undefined) throw malformed(`ends after ${bytes.length} bytes`)
    return byte
  }

  const ts = next()
  if (ts !== 0x3b && ts !== 0x3f) throw malformed('has no known convention')
  const t0 = next()
  const groups: InterfaceGroup[] = []
  let presence = t0 >> 4
  let protocol: number | undefined
  for (;;) {
    const group = {
      protocol,
      ...(presence & 1 ? { a: next() } : {}),
      ...(presence & 2 ? { b: next() } : {}),
      ...(presence & 4 ? { c: next() } : {}),
    }
    groups.push(group)
    if ((presence & 8) === 0) break
    const td = next()
    protocol = td & 0x0f
    presence = td >> 4
  }
  const historicalBytes = bytes.subarray(at, at + (t0 & 0x0f))
  at += t0 & 0x0f
  if (at > bytes.length) throw malformed(`ends after ${bytes.length} bytes`)

  const [first, second] = groups
  const offered = groups.flatMap(({ protocol }) =>
    protocol === undefined || protocol === globalGroup ? [] : [protocol],
  )
  // §8.2.3: specific bytes are those from the third group on, of the first group for that protocol.
  const t1 = groups.slice(2).find(({ protocol }) => protocol === 1)
  return {
    convention: ts === 0x3b ? 'direct' : 'inverse',
    protocols: offered.length > 0 ? [...new Set(offered)] : [0],
    fidi: first?.a ?? 0x11,
    extraGuardTime: first?.c ?? 0,
    specificMode: second?.a === undefined ? undefined : { protocol: second.a & 0x0f, useFidi: (second.a & 0x10) === 0 },
    waitingInteger: second?.c ?? 10,
    t1: {
      ifsc: t1?.a ?? 32,
      waitingIntegers: t1?.b ?? 0x4d,
      errorDetection: ((t1?.c ?? 0) & 1) === 1 ? 'crc' : 'lrc',
    },
    historicalBytes,
    tck: at === bytes.length ? 'absent' : checkByte(bytes, at),
  }
}

/** §8.2.5: the exclusive-or of all bytes from T0 to TCK is zero. */
const checkByte = (bytes: Uint8Array, at: number): 'right' | 'wrong' =>
  bytes.subarray(1, at + 1).reduce((sum, byte) => sum ^ byte, 0) === 0 ? 'right' : 'wrong'

const malformed = (what: string): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', `the ATR ${what}`, { details: { field: 'ATR' } })
