import { describe, expect, test } from 'vitest'
import { quirksOf } from '../../../core/ccid/quirks.ts'
import { readerListNotification } from '../../../core/smartcard/reader-states.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { atrs, EchoCard, echo } from '../../core/ccid/echo-card.ts'
import { fakeDescriptor, FakeReader } from '../../core/ccid/fake-reader.ts'
import { ManualTimers, settle } from '../../core/smartcard/manual-timers.ts'
import { ccidEndpoints, FakeUsb, FakeUsbDevice, type FakeUsbOptions } from './fake-usb-device.ts'

const descriptor = fakeDescriptor('short-apdu')
const ccid = { number: 0, interfaceClass: 0xff, endpoints: ccidEndpoints, descriptor }
const protectedCcid = { ...ccid, interfaceClass: 0x0b }

function plug(...devices: Partial<FakeUsbOptions>[]) {
  const timers = new ManualTimers()
  const usb = new FakeUsb()
  const fakes = devices.map((options) => {
    const fake = new FakeReader('short-apdu', { notifies: true })
    const device = new FakeUsbDevice({ interfaces: [ccid], reader: fake, ...options })
    usb.plug(device)
    return { fake, device }
  })
  const context = new WebUsbContext({ usb, timers })
  return { timers, usb, context, ...fakes[0]!, fakes }
}

const insert = (fake: FakeReader): EchoCard => fake.insert(new EchoCard(atrs.t1))

describe('which readers are listed', () => {
  test('a vendor-class interface with a CCID descriptor is, by maker and product', async () => {
    const { context } = plug({})
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U'])
    expect(await context.refusals()).toEqual([])
  })

  test('a vendor-class interface without one is something else, and is let go', async () => {
    const { context, device } = plug({ interfaces: [{ number: 0, interfaceClass: 0xff, endpoints: ccidEndpoints }] })
    expect(await context.listReaders()).toEqual([])
    expect(await context.refusals()).toEqual([])
    expect(device.opened).toBe(false)
    await context.listReaders()
    expect(device.calls.filter((call) => call === 'open')).toHaveLength(1)
  })

  test('the protected class is refused with its reason, and the device not even opened', async () => {
    const { context, device } = plug({ interfaces: [protectedCcid] })
    expect(await context.listReaders()).toEqual([])
    const protectedClass = { code: 'ERR_READER_PROTECTED_CLASS', details: { reader: 'InfoThink IT-500U' } }
    expect(await context.refusals()).toMatchObject([{ readerName: 'InfoThink IT-500U', error: protectedClass }])
    await expect(context.connect('InfoThink IT-500U', 'shared')).rejects.toMatchObject(protectedClass)
    expect(device.calls).toEqual([])
  })

  test('one protected alternate protects its interface', async () => {
    const { context, device } = plug({ interfaces: [ccid, { ...protectedCcid, alternateSetting: 1 }] })
    expect(await context.listReaders()).toEqual([])
    expect(await context.refusals()).toHaveLength(1)
    expect(device.calls).toEqual([])
  })

  test('beside a protected interface, a vendor one is used', async () => {
    const second = { ...ccid, number: 1 }
    const { context, device, fake } = plug({ interfaces: [{ ...protectedCcid, endpoints: [] }, second] })
    insert(fake)
    const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
    expect(device.calls).toContain('claimInterface 1')
    expect(await context.refusals()).toEqual([])
    await connection.disconnect()
  })

  test('Castles EZ100PU is, though it has class 0 and no descriptor', async () => {
    const quirks = quirksOf(0x0ca6, 0x0010)
    expect(quirks).toBeDefined()
    const interfaces = [{ number: 0, interfaceClass: 0x00, endpoints: ccidEndpoints }]
    const { context } = plug({
      vendorId: 0x0ca6,
      productId: 0x0010,
      manufacturerName: 'CASTLES',
      productName: 'EZ100PU',
      interfaces,
    })
    expect(await context.listReaders()).toEqual(['CASTLES EZ100PU'])
  })

  test('any other class-0 device is not', async () => {
    const { context } = plug({ interfaces: [{ ...ccid, interfaceClass: 0x00 }] })
    expect(await context.listReaders()).toEqual([])
  })
})

describe('names', () => {
  test('are unique, and stay when another reader goes', async () => {
    const { context, usb, device } = plug({}, {}, { interfaces: [protectedCcid] })
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U', 'InfoThink IT-500U 2'])
    expect((await context.refusals()).map(({ readerName }) => readerName)).toEqual(['InfoThink IT-500U 3'])
    usb.unplug(device)
    await settle()
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U 2'])
  })

  test.each([
    ['InfoThink', 'InfoThink IT-500U', 'InfoThink IT-500U'],
    ['Acme\u0000', ' Card\tReader\u202e ', 'Acme Card Reader'],
    [null, null, 'USB 1403:75FF'],
  ])('of %j and %j is %j', async (manufacturerName, productName, expected) => {
    expect(await plug({ manufacturerName, productName }).context.listReaders()).toEqual([expected])
  })

  test('tell the slots of one reader apart', async () => {
    const { context } = plug({ interfaces: [{ ...ccid, descriptor: { ...descriptor, bMaxSlotIndex: 1 } }] })
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U', 'InfoThink IT-500U slot 2'])
  })
})

describe('using one', () => {
  test('opens, selects, claims, and gives all back in turn', async () => {
    const { context, device, fake, timers } = plug({ unconfigured: true })
    insert(fake)
    const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
    await connection.disconnect()
    await timers.advance(1000)
    const calls = device.calls.filter((call) => !/Transfer|transfer|interruptIn/.test(call))
    expect(calls).toEqual([
      'open',
      'selectConfiguration 1',
      'close',
      'open',
      'claimInterface 0',
      'releaseInterface 0',
      'close',
    ])
  })

  test('selects the alternate setting that the reader stands in', async () => {
    const interfaces = [
      { number: 2, interfaceClass: 0xff },
      { ...ccid, number: 2, alternateSetting: 1 },
    ]
    const { context, device, fake } = plug({ interfaces })
    insert(fake)
    const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
    expect(device.calls).toEqual(expect.arrayContaining(['claimInterface 2', 'selectAlternateInterface 2 1']))
    await connection.disconnect()
  })

  test('is one transferOut and one transferIn for each command', async () => {
    const { context, device, fake } = plug({})
    insert(fake)
    const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
    device.calls.length = 0
    await connection.transmit(echo([1]))
    await connection.transmit(echo([2]))
    expect(device.calls).toEqual(['transferOut', 'transferIn', 'transferOut', 'transferIn'])
    await connection.disconnect()
  })

  test('finds the class descriptor behind the endpoints too', async () => {
    expect(await plug({ interfaces: [{ ...ccid, descriptorLast: true }] }).context.listReaders()).toHaveLength(1)
  })
})

describe('what the browser throws', () => {
  const exception = (name: string): DOMException => new DOMException('as the browser words it', name)

  test.each([
    ['SecurityError', 'ERR_READER_ACCESS_DENIED'],
    ['NetworkError', 'ERR_READER_ACCESS_DENIED'],
    ['NotFoundError', 'ERR_READER_LOST'],
  ])('on opening: %s is %s, and is looked at again', async (name, code) => {
    const { context, device } = plug({})
    device.fail = { open: exception(name) }
    expect(await context.listReaders()).toEqual([])
    expect(await context.refusals()).toMatchObject([{ readerName: 'InfoThink IT-500U', error: { code } }])
    device.fail = {}
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U'])
    expect(await context.refusals()).toEqual([])
  })

  test.each([
    ['SecurityError', 'ERR_READER_PROTECTED_CLASS'],
    ['NetworkError', 'ERR_READER_BUSY'],
    ['NotFoundError', 'ERR_READER_LOST'],
  ])('on claiming: %s is %s, and the device is closed', async (name, code) => {
    const { context, device } = plug({})
    const [readerName] = await context.listReaders()
    device.fail = { claimInterface: exception(name) }
    await expect(context.connect(readerName!, 'shared')).rejects.toMatchObject({
      code,
      details: { reader: 'InfoThink IT-500U' },
    })
    expect(device.opened).toBe(false)
  })

  test.each(['NetworkError', 'NotFoundError', 'AbortError', 'InvalidStateError'])(
    'on a transfer: %s is a lost reader',
    async (name) => {
      const { context, device, fake } = plug({})
      insert(fake)
      const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
      device.fail = { transferOut: exception(name) }
      await expect(connection.transmit(echo([1]))).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
      await connection.disconnect()
    },
  )

  test.each(['transferIn', 'transferOut'] as const)(
    'a stall on %s is cleared, and the reader works again',
    async (call) => {
      const { context, device, fake } = plug({})
      insert(fake)
      const [readerName] = await context.listReaders()
      const { connection } = await context.connect(readerName!, 'shared')
      device.fail = { [call]: 'stall' }
      const failing = connection.transmit(echo([1]))
      await expect(failing).rejects.toMatchObject({ code: 'ERR_READER_PROTOCOL' })
      device.fail = {}
      expect(device.calls).toContain(call === 'transferIn' ? 'clearHalt in 2' : 'clearHalt out 1')
      await connection.disconnect()
      const again = await context.connect(readerName!, 'shared')
      expect((await again.connection.transmit(echo([2])))[0]).toBe(2)
      await again.connection.disconnect()
    },
  )
})

describe('readers that come and go', () => {
  test('granted elsewhere, without an event, are found by whoever waits for the list', async () => {
    const { context, usb, timers } = plug({})
    const list = { readerName: readerListNotification }
    const [now] = await context.getStatusChange([{ ...list, currentState: { unaware: true } }])
    const waiting = context.getStatusChange([{ ...list, currentState: {}, currentCount: now!.eventCount }])
    await settle()
    usb.devices.push(new FakeUsbDevice({ interfaces: [ccid], productName: 'Other' }))
    await timers.advance(1000)
    expect((await waiting)[0]?.eventState.changed).toBe(true)
    expect(await context.listReaders()).toEqual(['InfoThink IT-500U', 'InfoThink Other'])
  })

  test('a permission taken back ends the reader', async () => {
    const { context, usb, fake } = plug({})
    insert(fake)
    const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
    usb.devices = []
    expect(await context.listReaders()).toEqual([])
    await expect(connection.transmit(echo([1]))).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
    await connection.disconnect()
  })

  test('after close nothing is listened to', async () => {
    const { context, usb } = plug({})
    await context.listReaders()
    await context.close()
    expect(usb.listeners.connect.size + usb.listeners.disconnect.size).toBe(0)
  })
})
