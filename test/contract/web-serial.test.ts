import { serialReaderModels, type SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import { serveSerial } from '../../extension/offscreen/serve-serial.ts'
import { LocalSerialPorts } from '../../extension/readers/local-serial-ports.ts'
import { RemoteSerialPorts } from '../../extension/readers/remote-serial-ports.ts'
import type { SerialPorts } from '../../extension/readers/serial-ports.ts'
import { WebSerialContext } from '../../extension/readers/web-serial.ts'
import { EchoCard, atrs } from '../core/ccid/echo-card.ts'
import { FakeSerialReader } from '../core/serial-ccid/fake-serial-line.ts'
import { ManualTimers } from '../core/smartcard/manual-timers.ts'
import { FakeSerial, FakeSerialPort } from '../extension/readers/fake-serial.ts'
import { type ContractRig, describeSmartCardContext } from './connection.ts'
import { fakeReaderRig } from './fake-reader-rig.ts'

for (const model of serialReaderModels)
  describeSmartCardContext(`Web Serial, ${model.id}`, () => makeRig(model, (serial) => new LocalSerialPorts(serial)))

describeSmartCardContext('Web Serial in another document', () =>
  makeRig(serialReaderModels[0]!, (serial, timers) => {
    const start = async () => {
      const { port1, port2 } = new MessageChannel()
      const end = serveSerial(port2, new LocalSerialPorts(serial))
      return { port: port1, onEnd: () => undefined, end: () => void end() }
    }
    return new RemoteSerialPorts(start, timers)
  }),
)

function makeRig(
  model: SerialReaderModel,
  makePorts: (serial: FakeSerial, timers: ManualTimers) => SerialPorts,
): ContractRig {
  const timers = new ManualTimers()
  const serial = new FakeSerial()
  const port = new FakeSerialPort(new FakeSerialReader({ slots: model.slots.length, echoes: model.echoes }))
  serial.plug(port)
  const context = new WebSerialContext({ ports: makePorts(serial, timers), timers })
  return fakeReaderRig({
    context,
    readerName: model.slots.length === 1 ? '健保讀卡機' : `健保讀卡機－${model.slots[0]?.name}`,
    fake: port.reader.slots[0]!,
    timers,
    makeCard: () => new EchoCard(atrs.t1),
    unplug: () => serial.unplug(port),
    close: () => context.close(),
  })
}
