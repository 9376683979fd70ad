import type { AnswerToReset } from '../smartcard/answer-to-reset.ts'
import { transmitT0 } from '../smartcard/t0.ts'
import { transmitExtendedApdu, transmitShortApdu } from './apdu-level.ts'
import { t0Characters, t1Characters } from './character-level.ts'
import { type CcidClassDescriptor, type ExchangeLevel, features } from './class-descriptor.ts'
import { headerLength } from './messages.ts'
import type { Speaker } from './speaker.ts'
import { edcLength } from './t1-block.ts'
import { type T1Options, T1Protocol } from './t1.ts'
import type { TransferBlock } from './transfer-block.ts'

type MakeSpeaker = (atr: AnswerToReset, protocol: 't0' | 't1', descriptor: CcidClassDescriptor) => Speaker

/** Readers declare less than any block needs only by mistake. */
const smallestData = 261

/** By level of exchange (dwFeatures). */
export const speakers: Record<ExchangeLevel, MakeSpeaker> = {
  'short-apdu': () => ({ transmit: transmitShortApdu }),
  'extended-apdu': (_atr, _protocol, { dwMaxCCIDMessageLength }) => {
    const most = Math.max(smallestData, dwMaxCCIDMessageLength - headerLength)
    return { transmit: (command, transfer) => transmitExtendedApdu(command, transfer, most) }
  },
  tpdu: (atr, protocol, descriptor) =>
    protocol === 't0' ? t0Over((transfer) => transfer) : new T1Protocol(t1Options(atr, descriptor)),
  character: (atr, protocol, descriptor) => {
    if (protocol === 't0') return t0Over(t0Characters)
    const t1 = new T1Protocol(t1Options(atr, descriptor))
    const blocks = (transfer: TransferBlock) => t1Characters(transfer, edcLength(atr.t1.errorDetection))
    return {
      begin: (transfer) => t1.begin(blocks(transfer)),
      transmit: (command, transfer) => t1.transmit(command, blocks(transfer)),
    }
  },
}

/** `tpdus` makes of the reader's messages what carries one TPDU. */
const t0Over = (tpdus: (transfer: TransferBlock) => TransferBlock): Speaker => ({
  transmit: (command, transfer) => transmitT0(command, async (tpdu) => (await tpdus(transfer)(tpdu)).abData),
})

const t1Options = (
  { t1: { ifsc, errorDetection } }: AnswerToReset,
  { dwFeatures, dwMaxIFSD, dwMaxCCIDMessageLength }: CcidClassDescriptor,
): T1Options => ({
  ifsc,
  errorDetection,
  ifsd: dwMaxIFSD,
  blockMaximum: dwMaxCCIDMessageLength - headerLength,
  negotiatesIfsd: (dwFeatures & features.automaticIfsd) === 0,
})
