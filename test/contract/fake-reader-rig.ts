import type { SmartCardContext } from '../../core/smartcard/context.ts'
import type { EchoCard } from '../core/ccid/echo-card.ts'
import type { FakeReader } from '../core/ccid/fake-reader.ts'
import type { ManualTimers } from '../core/smartcard/manual-timers.ts'
import type { ContractRig } from './connection.ts'

export interface FakeReaderRigOptions {
  readonly context: SmartCardContext
  readonly readerName: string
  readonly fake: FakeReader
  readonly timers: ManualTimers
  readonly makeCard: () => EchoCard
  readonly unplug: () => void
  readonly close: () => Promise<void>
}

/** The contract's rig over a FakeReader, however the context reaches it. */
export function fakeReaderRig({ fake, timers, makeCard, ...rest }: FakeReaderRigOptions): ContractRig {
  const cards: EchoCard[] = []
  return {
    ...rest,
    insertCard: () => cards.push(fake.insert(makeCard())),
    removeCard: () => fake.remove(),
    pullAt: (step) => {
      fake.fault = ({ name }) => {
        if (name === (step === 'power-on' ? 'IccPowerOn' : 'XfrBlock')) {
          fake.fault = () => undefined
          fake.remove()
        }
        return undefined
      }
    },
    hold: () => fake.hold(),
    echoed: () =>
      cards.flatMap(({ received }) => received.flatMap((command) => (command[1] === 0x14 ? [command[5] ?? -1] : []))),
    advance: (milliseconds) => timers.advance(milliseconds),
  }
}
