import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import type { CcidPort } from '../../core/ccid/openable-reader.ts'
import { openSerialReader } from '../../core/serial-ccid/open-serial-reader.ts'
import { serialReaderModels, type SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import { atrs, EchoCard } from '../core/ccid/echo-card.ts'
import type { FakeLevel } from '../core/ccid/fake-reader.ts'
import { FakeSerialReader } from '../core/serial-ccid/fake-serial-line.ts'
import { ManualTimers } from '../core/smartcard/manual-timers.ts'
import { type ContractRig, describeSmartCardContext } from './connection.ts'
import { fakeReaderRig } from './fake-reader-rig.ts'

for (const model of serialReaderModels)
  for (const level of ['tpdu-t0', 'tpdu-t1'] as const)
    for (const slot of new Set([0, model.slots.length - 1]))
      describeSmartCardContext(`serial line, ${model.id}, slot ${slot}, ${level}`, () => makeRig(model, level, slot))

function makeRig(model: SerialReaderModel, level: FakeLevel, slot: number): ContractRig {
  const timers = new ManualTimers()
  const { echoes } = model
  const slotNames = model.slots.map(({ name }) => name)
  const serial = new FakeSerialReader({ slots: slotNames.length, echoes, level })
  const fake = serial.slots[slot]!
  const context = new CcidReaders({ timers })
  const port: CcidPort = {
    open: async () => {
      serial.reopen()
      return (await openSerialReader(serial, timers)).reader
    },
    close: async () => undefined,
  }
  context.add(port, slotNames)
  return fakeReaderRig({
    context,
    readerName: slotNames[slot]!,
    fake,
    timers,
    makeCard: () => new EchoCard(level === 'tpdu-t0' ? atrs.t0 : atrs.t1),
    unplug: () => {
      serial.lose()
      void context.remove(port)
    },
    close: () => context.close(),
  })
}
