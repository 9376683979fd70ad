import { WebUsbContext } from '../../extension/readers/web-usb.ts'
import { EchoCard, atrs } from '../core/ccid/echo-card.ts'
import { fakeDescriptor, FakeReader } from '../core/ccid/fake-reader.ts'
import { ManualTimers } from '../core/smartcard/manual-timers.ts'
import { ccidEndpoints, FakeUsb, FakeUsbDevice } from '../extension/readers/fake-usb-device.ts'
import { describeSmartCardContext } from './connection.ts'
import { fakeReaderRig } from './fake-reader-rig.ts'

for (const notifies of [true, false])
  describeSmartCardContext(`WebUSB, ${notifies ? 'with' : 'without'} an interrupt endpoint`, () => {
    const timers = new ManualTimers()
    const fake = new FakeReader('short-apdu', { notifies })
    const usb = new FakeUsb()
    const endpoints = notifies ? ccidEndpoints : ccidEndpoints.slice(0, 2)
    const device = new FakeUsbDevice({
      interfaces: [{ number: 0, interfaceClass: 0xff, endpoints, descriptor: fakeDescriptor('short-apdu') }],
      reader: fake,
    })
    usb.plug(device)
    const context = new WebUsbContext({ usb, timers })
    return fakeReaderRig({
      context,
      readerName: 'InfoThink IT-500U',
      fake,
      timers,
      makeCard: () => new EchoCard(atrs.t1),
      unplug: () => usb.unplug(device),
      close: () => context.close(),
    })
  })
