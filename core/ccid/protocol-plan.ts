import { CodedError } from '../errors/coded-error.ts'
import type { AnswerToReset } from '../smartcard/answer-to-reset.ts'
import type { SmartCardProtocol } from '../smartcard/context.ts'
import { type CcidClassDescriptor, features } from './class-descriptor.ts'

/** How to go on after the ATR. */
export interface ProtocolPlan {
  readonly protocol: 't0' | 't1'
  /** Fi and Di as TA1 codes them. */
  readonly fidi: number
  /** The PPS request to send to the card, when the reader leaves that to us and there is something to ask. */
  readonly pps: Uint8Array | undefined
  readonly setParameters: boolean
  /** The reader does not follow the parameters by itself: it must also be told clock and rate. */
  readonly setDataRate: boolean
}

/** ISO 7816-3 tables 7 and 8; 0 where reserved. */
const Fi = [372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0]
const Di = [0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0]

export const defaultFidi = 0x11

const protocolNames: Readonly<Record<number, 't0' | 't1'>> = { 0: 't0', 1: 't1' }

/** Errors: ERR_CARD_UNKNOWN when card, reader and caller have no protocol in common. */
export function planProtocol(
  atr: AnswerToReset,
  descriptor: CcidClassDescriptor,
  preferred: readonly SmartCardProtocol[] | undefined,
): ProtocolPlan {
  const { specificMode } = atr
  const offered = specificMode ? [specificMode.protocol] : atr.protocols
  const protocol = offered
    .filter((number) => readerKnows(descriptor, number))
    .map((number) => protocolNames[number])
    .find((name) => name && (!preferred?.length || preferred.includes(name)))
  if (!protocol) throw new CodedError('ERR_CARD_UNKNOWN', 'card, reader and caller have no protocol in common')

  const readerNegotiates = (descriptor.dwFeatures & features.automaticNegotiation) !== 0
  const readerDoesPps = (descriptor.dwFeatures & features.automaticPps) !== 0
  const wantsCardSpeed = specificMode ? specificMode.useFidi : canDo(descriptor, atr.fidi)
  const fidi = wantsCardSpeed ? atr.fidi : defaultFidi
  const isDefault = fidi === defaultFidi && protocol === protocolNames[atr.protocols[0] ?? 0]
  const asks = !specificMode && !readerNegotiates && !readerDoesPps && !isDefault
  return {
    protocol,
    fidi,
    pps: asks ? ppsRequest(protocol, fidi) : undefined,
    setParameters: !readerNegotiates,
    setDataRate: !readerNegotiates && (descriptor.dwFeatures & followsBoth) !== followsBoth,
  }
}

const followsBoth = features.automaticClock | features.automaticBaudRate

/** dwProtocols; a reader that names neither is taken to know both. */
const readerKnows = ({ dwProtocols }: CcidClassDescriptor, protocol: number): boolean =>
  (dwProtocols & 3) === 0 || (dwProtocols & (1 << protocol)) !== 0

/** Whether the reader keeps up with the speed that the card's Fi and Di make. */
function canDo(descriptor: CcidClassDescriptor, fidi: number): boolean {
  const rate = dataRate(descriptor, fidi)
  // Readers round the rates they list.
  return rate !== undefined && rate <= descriptor.dwMaxDataRate + 1
}

/** In bit/s, at the reader's default clock; undefined for reserved values of Fi and Di. */
function dataRate({ dwDefaultClock }: CcidClassDescriptor, fidi: number): number | undefined {
  const f = Fi[fidi >> 4] ?? 0
  const d = Di[fidi & 0x0f] ?? 0
  return f > 0 && d > 0 ? Math.floor((1000 * dwDefaultClock * d) / f) : undefined
}

/** CCID 1.1 §6.1.14: dwClockFrequency and dwDataRate of SetDataRateAndClockFrequency. */
export function dataRateAndClock(descriptor: CcidClassDescriptor, fidi: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, descriptor.dwDefaultClock, true)
  view.setUint32(4, dataRate(descriptor, fidi) ?? descriptor.dwDataRate, true)
  return bytes
}

/** ISO 7816-3 §9.2: PPSS, PPS0, PPS1 when the speed is not the default, PCK. */
function ppsRequest(protocol: 't0' | 't1', fidi: number): Uint8Array {
  const t = protocol === 't1' ? 1 : 0
  const bytes = fidi === defaultFidi ? [0xff, t] : [0xff, 0x10 | t, fidi]
  return Uint8Array.of(...bytes, exclusiveOr(bytes))
}

/** ISO 7816-3 §9.3: resolves the speed agreed. Errors: ERR_CARD_MUTE when the card agrees to nothing we asked. */
export function requirePpsAnswer(request: Uint8Array, answer: Uint8Array): number {
  const [ppss, pps0 = 0, pps1] = answer
  const takesSpeed = (pps0 & 0x10) !== 0
  const asked = (request[1] ?? 0) & 0x10 ? request[2] : defaultFidi
  const agrees =
    ppss === 0xff &&
    (pps0 & 0x0f) === ((request[1] ?? 0) & 0x0f) &&
    exclusiveOr([...answer]) === 0 &&
    (!takesSpeed || pps1 === asked)
  if (!agrees) throw new CodedError('ERR_CARD_MUTE', 'the card does not agree to the protocol asked for')
  return takesSpeed ? (asked ?? defaultFidi) : defaultFidi
}

/** CCID 1.1 §6.1.7: abProtocolDataStructure of SetParameters. */
export function protocolParameters(atr: AnswerToReset, protocol: 't0' | 't1', fidi: number): Uint8Array {
  const inverse = atr.convention === 'inverse' ? 2 : 0
  if (protocol === 't0') return Uint8Array.of(fidi, inverse, atr.extraGuardTime, atr.waitingInteger, 0)
  const crc = atr.t1.errorDetection === 'crc' ? 1 : 0
  const bmTCCKST1 = 0x10 | inverse | crc
  return Uint8Array.of(fidi, bmTCCKST1, atr.extraGuardTime, atr.t1.waitingIntegers, 0, atr.t1.ifsc, 0)
}

const exclusiveOr = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum ^ byte, 0)
