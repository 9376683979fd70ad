import { readBinary } from '../../../core/smartcard/read-binary.ts'
import { select } from '../../../core/smartcard/select.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { applicationId } from '../../../demo/cards/hca-test-files.ts'
import { makeDemoPki } from '../../../demo/pki/make-demo-pki.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { atMostMilliseconds, type BenchResult } from '../result.ts'
import { StopWatch, timeMethods } from '../stop-watch.ts'

/** Enough for a steady p95, besides those that warm the compiler. */
const commands = 2_000
const warmUp = 300

/**
 * The driver's own time per command in Node: WebUSB transport, CCID and card channel together, with the time inside the
 * `USBDevice` object subtracted, on the virtual reader. Reads 200 bytes at a time from a card.
 */
export async function measureDriver(): Promise<BenchResult[]> {
  const desk = createVirtualDesk({ store: memoryStore() })
  const { cards } = await makeDemoPki({ now: new Date() })
  await desk.loadCards(cards)
  const reader = await desk.plugReader('it-500u')
  await desk.grantReader(reader)
  await desk.insertCard(reader, 'hca-personnel')

  const inDevice = new StopWatch()
  const context = new WebUsbContext({ usb: timeMethods(desk.usb, inDevice) })
  try {
    const [readerName = ''] = await context.listReaders()
    const { connection } = await context.connect(readerName, 'exclusive')
    const channel = new CardChannel(connection)
    await select(channel, applicationId)
    const own: number[] = []
    const device: number[] = []
    for (let i = 0; i < warmUp + commands; i++) {
      inDevice.reset()
      const start = performance.now()
      await readBinary(channel, { shortFileId: 2, length: 200 })
      const whole = performance.now() - start
      if (i < warmUp) continue
      device.push(inDevice.total)
      own.push(whole - inDevice.total)
    }
    await connection.disconnect()
    return [
      atMostMilliseconds({
        name: 'apdu (Node: driver alone)',
        samples: own,
        reference: 'inside the device object',
        referenceSamples: device,
        limit: 0.1,
      }),
    ]
  } finally {
    await context.close()
    desk.close()
  }
}
