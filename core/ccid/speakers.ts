import { CodedError } from '../errors/coded-error.ts'
import type { AnswerToReset } from '../smartcard/answer-to-reset.ts'
import { transmitExtendedApdu, transmitShortApdu } from './apdu-level.ts'
import { type CcidClassDescriptor, type ExchangeLevel, features } from './class-descriptor.ts'
import { headerLength } from './messages.ts'
import type { Speaker } from './speaker.ts'
import { transmitT0 } from './t0.ts'
import { T1Protocol } from './t1.ts'

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
  tpdu: (atr, protocol, { dwFeatures, dwMaxIFSD, dwMaxCCIDMessageLength }) =>
    protocol === 't0'
      ? { transmit: transmitT0 }
      : new T1Protocol({
          ifsc: atr.t1.ifsc,
          errorDetection: atr.t1.errorDetection,
          ifsd: dwMaxIFSD,
          blockMaximum: dwMaxCCIDMessageLength - headerLength,
          negotiatesIfsd: (dwFeatures & features.automaticIfsd) === 0,
        }),
  character: () => {
    const details = { field: 'dwFeatures' }
    throw new CodedError('ERR_READER_PROTOCOL', 'readers at character level are not supported', { details })
  },
}
