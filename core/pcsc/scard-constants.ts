import type {
  SmartCardAccessMode,
  SmartCardConnectionStatus,
  SmartCardDisposition,
  SmartCardProtocol,
} from '../smartcard/context.ts'

/** Where systems number the same things differently. */
export interface ScardDialect {
  /** SCARD_PROTOCOL_RAW. */
  readonly protocolRaw: number
  /** SCardStatus: one bit for each state, or a number from 1. */
  readonly cardStates: 'bits' | 'numbers'
}

/** pcsc-lite, and what was made after it. `featureRequest`: CM_IOCTL_GET_FEATURE_REQUEST, SCARD_CTL_CODE(3400). */
export const pcscLite = {
  protocolRaw: 4,
  cardStates: 'bits',
  featureRequest: 0x4200_0d48,
} as const satisfies ScardDialect & { readonly featureRequest: number }

/** Numbers of winscard.h (PC/SC part 5), the same on every system but where ScardDialect says. */
export const scope = { system: 2 } as const
export const infinite = 0xffffffff

export const shareModes: Record<SmartCardAccessMode, number> = { exclusive: 1, shared: 2, direct: 3 }
/** SCARD_EJECT_CARD (3) is not used: no reader of these ejects, and pcsc-lite would leave the card under power. */
export const dispositions: Record<SmartCardDisposition, number> = { leave: 0, reset: 1, unpower: 2, eject: 2 }

export const readerStateBits = {
  unaware: 0,
  changed: 0x02,
  unknown: 0x04,
  unavailable: 0x08,
  empty: 0x10,
  present: 0x20,
  mute: 0x200,
} as const

/** The upper half of dwEventState counts insertions and removals. */
export const eventCountShift = 16

/** Return codes that are acted upon; what the others mean stands in scard-errors.ts. */
export const scardCodes = {
  success: 0,
  cancelled: 0x80100002,
  invalidHandle: 0x80100003,
  insufficientBuffer: 0x80100008,
  unknownReader: 0x80100009,
  timeout: 0x8010000a,
  sharingViolation: 0x8010000b,
  commError: 0x80100013,
  notTransacted: 0x80100016,
  readerUnavailable: 0x80100017,
  noService: 0x8010001d,
  serviceStopped: 0x8010001e,
  noReadersAvailable: 0x8010002e,
  commDataLost: 0x8010002f,
  unresponsiveCard: 0x80100066,
  unpoweredCard: 0x80100067,
  resetCard: 0x80100068,
  removedCard: 0x80100069,
} as const

const protocolBits = ({ protocolRaw }: ScardDialect): Record<SmartCardProtocol, number> => ({
  t0: 1,
  t1: 2,
  raw: protocolRaw,
})

export const protocolMask = (dialect: ScardDialect, protocols: readonly SmartCardProtocol[]): number =>
  protocols.reduce((mask, protocol) => mask | protocolBits(dialect)[protocol], 0)

/** `raw` where no protocol was chosen: a direct connection has none. */
export function protocolOf(dialect: ScardDialect, bits: number): SmartCardProtocol {
  const all = protocolBits(dialect)
  return (['t0', 't1'] as const).find((protocol) => all[protocol] === bits) ?? 'raw'
}

type CardState = SmartCardConnectionStatus['state']
/** From the state that says most to the one that says least: SCARD_SPECIFIC, NEGOTIABLE, POWERED, SWALLOWED, PRESENT. */
const cardStates: readonly { readonly bit: number; readonly number: number; readonly state: CardState }[] = [
  { bit: 0x40, number: 6, state: 'negotiable' },
  { bit: 0x20, number: 5, state: 'negotiable' },
  { bit: 0x10, number: 4, state: 'powered' },
  { bit: 0x08, number: 3, state: 'swallowed' },
  { bit: 0x04, number: 2, state: 'present' },
]

/** What SCardStatus says of the card. */
export function cardStateOf(dialect: ScardDialect, dwState: number, protocol: SmartCardProtocol): CardState {
  const low = dwState & 0xffff
  const row = cardStates.find(({ bit, number }) => (dialect.cardStates === 'bits' ? (low & bit) !== 0 : low === number))
  if (!row) return 'absent'
  // pcsc-lite goes on saying SCARD_NEGOTIABLE when a protocol is in use.
  return row.state === 'negotiable' && protocol !== 'raw' ? protocol : row.state
}
