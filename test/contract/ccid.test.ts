import { CcidReader } from '../../core/ccid/ccid-reader.ts'
import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import type { CcidPort } from '../../core/ccid/openable-reader.ts'
import { cardFor, fakeDescriptor, type FakeLevel, fakeLevels, FakeReader } from '../core/ccid/fake-reader.ts'
import { ManualTimers } from '../core/smartcard/manual-timers.ts'
import { type ContractRig, describeSmartCardContext } from './connection.ts'
import { fakeReaderRig } from './fake-reader-rig.ts'

for (const level of fakeLevels)
  for (const notifies of [true, false])
    describeSmartCardContext(`CCID at level ${level}, ${notifies ? 'told of cards' : 'polled'}`, () =>
      makeRig(level, notifies),
    )

function makeRig(level: FakeLevel, notifies: boolean): ContractRig {
  const timers = new ManualTimers()
  const fake = new FakeReader(level, { notifies })
  const context = new CcidReaders({ timers })
  const port: CcidPort = {
    open: async () => new CcidReader({ pipe: fake, descriptor: fakeDescriptor(level), timers }),
    close: async () => undefined,
  }
  context.add(port, ['Fake Reader'])
  return fakeReaderRig({
    context,
    readerName: 'Fake Reader',
    fake,
    timers,
    makeCard: () => cardFor(level),
    unplug: () => {
      fake.lose()
      void context.remove(port)
    },
    close: () => context.close(),
  })
}
