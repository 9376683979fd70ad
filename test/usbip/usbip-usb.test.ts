import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebUsbContext } from '../../extension/readers/web-usb.ts'
import type { UsbIpDevice } from '../../usbip/usbip-device.ts'
import { UsbIpUsb } from '../../usbip/usbip-usb.ts'
import {
  encodeDevice,
  encodeOperation,
  encodeSubmitAnswer,
  encodeUnlinkAnswer,
  operations,
  operationStatuses,
  urbStatuses,
} from '../../usbip/wire.ts'
import { bytesOf, claim, setUpReader } from '../demo/reader/set-up.ts'
import { badServer } from './bad-server.ts'
import { type ServedDesk, serveDesk } from './serve-desk.ts'

let ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.toReversed()) await end()
  ending = []
})

const patience = 300

function usbAt(port: number, busId?: string): UsbIpUsb {
  const usb = new UsbIpUsb({ port, busId, patience })
  ending.push(() => usb.close())
  return usb
}

async function serve(...models: readonly string[]): Promise<ServedDesk & { usb: UsbIpUsb; device: UsbIpDevice }> {
  const served = await serveDesk(models)
  ending.push(() => served.close())
  const usb = usbAt(served.port)
  const [device] = await usb.getDevices()
  if (!device) throw new Error('nothing was imported')
  return { ...served, usb, device }
}

const slotStatus = Uint8Array.of(0x65, 0, 0, 0, 0, 0, 7, 0, 0, 0)
const code = (wanted: string) => ({ code: wanted })
const exception = (name: string) => ({ name })

describe('what is read of a device', () => {
  it.each(['it-500u', 'it-500u-protected', 'ez100pu', 'extended', 'two-slots'])(
    'of %s is what a browser shows of it',
    async (model) => {
      const { device } = await serve(model)
      const { device: shown } = await setUpReader(model)
      const visible = ({ configurations, ...rest }: USBDevice) => ({
        configurations: configurations.map(({ configurationValue, interfaces }) => ({
          configurationValue,
          interfaces: interfaces.map(({ interfaceNumber, alternates, claimed }) => ({
            interfaceNumber,
            alternates,
            claimed,
          })),
        })),
        versions: [rest.usbVersionMajor, rest.usbVersionMinor, rest.deviceVersionMajor, rest.deviceVersionSubminor],
        ids: [rest.vendorId, rest.productId, rest.manufacturerName, rest.productName, rest.serialNumber],
        opened: rest.opened,
      })
      expect(visible(device)).toEqual(visible(shown))
      expect(device.configuration?.configurationValue).toBe(1)
    },
  )
})

describe('transfers', () => {
  it('go out, come in, and stall as the reader has it', async () => {
    const { device, desk, readerNames } = await serve('it-500u')
    const { bulkIn, bulkOut } = await claim(device)
    expect(await device.transferOut(bulkOut, slotStatus)).toEqual({ status: 'ok', bytesWritten: 10 })
    expect([...bytesOf(await device.transferIn(bulkIn, 128))]).toEqual([0x81, 0, 0, 0, 0, 0, 7, 2, 0, 0])

    desk.injectFault(readerNames[0] ?? '', { kind: 'stall' })
    await device.transferOut(bulkOut, slotStatus)
    expect(await device.transferIn(bulkIn, 128)).toMatchObject({ status: 'stall' })
    await device.clearHalt('in', bulkIn)
    await device.transferOut(bulkOut, slotStatus)
    expect(await device.transferIn(bulkIn, 4)).toMatchObject({ status: 'babble' })
    desk.injectFault(readerNames[0] ?? '', { kind: 'transfer-error' })
    await device.transferOut(bulkOut, slotStatus)
    await expect(device.transferIn(bulkIn, 64)).rejects.toMatchObject(exception('NetworkError'))
    const unknown = { requestType: 'vendor', recipient: 'device', request: 1, value: 0, index: 0 } as const
    expect(await device.controlTransferIn(unknown, 8)).toMatchObject({ status: 'stall' })
    expect(await device.controlTransferOut(unknown)).toMatchObject({ status: 'stall' })
  })

  it('a reset cancels what waits, and the reader goes on', async () => {
    const { device } = await serve('it-500u')
    const { bulkIn, bulkOut } = await claim(device)
    const waiting = expect(device.transferIn(bulkIn, 64)).rejects.toMatchObject(exception('AbortError'))
    await device.reset()
    await waiting
    await device.transferOut(bulkOut, slotStatus)
    expect(bytesOf(await device.transferIn(bulkIn, 64)).length).toBe(10)
  })

  it.each(['close', 'releaseInterface'] as const)('%s cancels those that wait; later ones are served', async (end) => {
    const { device } = await serve('it-500u')
    const { bulkIn } = await claim(device)
    const waiting = expect(device.transferIn(bulkIn, 64)).rejects.toMatchObject(exception('AbortError'))
    await (end === 'close' ? device.close() : device.releaseInterface(0))
    await waiting
    await expect(device.transferIn(bulkIn, 64)).rejects.toThrow()
    const { bulkOut } = await claim(device)
    await device.transferOut(bulkOut, slotStatus)
    expect(bytesOf(await device.transferIn(bulkIn, 64)).length).toBe(10)
  })

  it('are refused before the device is open and its interface claimed', async () => {
    const { device } = await serve('extended')
    await expect(device.claimInterface(1)).rejects.toMatchObject(exception('InvalidStateError'))
    await device.open()
    await expect(device.transferIn(5, 64)).rejects.toMatchObject(exception('NotFoundError'))
    await expect(device.claimInterface(7)).rejects.toMatchObject(exception('NotFoundError'))
    await expect(device.selectConfiguration(9)).rejects.toMatchObject(exception('NotFoundError'))
    await expect(device.selectAlternateInterface(1, 0)).rejects.toMatchObject(exception('InvalidStateError'))
    await device.claimInterface(1)
    await device.selectAlternateInterface(1, 0)
    await expect(device.selectAlternateInterface(1, 3)).rejects.toMatchObject(exception('NotFoundError'))
    await expect(device.transferIn(1, 64)).rejects.toMatchObject(exception('NotFoundError'))
    const toOther = { requestType: 'class', recipient: 'interface', request: 1, value: 0, index: 0 } as const
    await expect(device.controlTransferOut(toOther)).rejects.toMatchObject(exception('InvalidStateError'))
    await expect(device.isochronousTransferIn()).rejects.toMatchObject(exception('NotSupportedError'))
  })
})

describe('a reader that goes', () => {
  it('ends what waits, is announced, and is listed no more', async () => {
    const { desk, device, usb, readerNames } = await serve('it-500u')
    const { bulkIn } = await claim(device)
    const gone = new Promise<USBDevice>((resolve) =>
      usb.addEventListener('disconnect', (event) => resolve(event.device)),
    )
    const waiting = expect(device.transferIn(bulkIn, 64)).rejects.toMatchObject(exception('NotFoundError'))
    await desk.unplugReader(readerNames[0] ?? '')
    await waiting
    expect(await gone).toBe(device)
    expect(device.opened).toBe(false)
    await expect(device.open()).rejects.toMatchObject(exception('NotFoundError'))
    expect(await usb.getDevices()).toEqual([])
    await desk.plugReader('it-500u')
    expect(await usb.getDevices()).toHaveLength(1)
  })

  it('fails a connection of the driver with ERR_READER_LOST', async () => {
    const { desk, readerNames, usb } = await serve('it-500u-protected')
    const [readerName = ''] = readerNames
    await desk.insertCard(readerName, 'plain')
    const context = new WebUsbContext({ usb, protectsSmartCards: false })
    ending.push(() => context.close())
    const { connection } = await context.connect((await context.listReaders())[0] ?? '', 'shared')
    await desk.unplugReader(readerName)
    await expect(connection.transmit(Uint8Array.of(0, 0xa4, 0, 0))).rejects.toMatchObject(code('ERR_READER_LOST'))
    expect(await context.listReaders()).toEqual([])
  })

  it('of the smart-card class it is refused where the platform protects the class', async () => {
    const { usb } = await serve('it-500u-protected')
    const context = new WebUsbContext({ usb })
    ending.push(() => context.close())
    expect(await context.listReaders()).toEqual([])
    expect((await context.refusals())[0]?.error).toMatchObject(code('ERR_READER_PROTECTED_CLASS'))
  })

  it('is one host’s at a time: another is told that it is busy, the rest goes on', async () => {
    const { port } = await serve('it-500u')
    const other = usbAt(port, '1-1')
    expect(await other.getDevices()).toEqual([])
    expect(other.refused).toMatchObject([{ busId: '1-1', error: code('ERR_READER_BUSY') }])
    const absent = usbAt(port, '4-4')
    await absent.getDevices()
    expect(absent.refused).toMatchObject([{ busId: '4-4', error: code('ERR_READER_NOT_FOUND') }])
  })
})

// ---- servers that are none ---------------------------------------------------------------------------------------

const record = {
  path: '/sys/devices/rig/1-1',
  busId: '1-1',
  busNumber: 1,
  deviceNumber: 2,
  speed: 2,
  idVendor: 0x1403,
  idProduct: 0x75ff,
  bcdDevice: 1,
  bDeviceClass: 0,
  bDeviceSubClass: 0,
  bDeviceProtocol: 0,
  bConfigurationValue: 1,
  bNumConfigurations: 1,
  bNumInterfaces: 1,
}
const count = (devices: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(devices)
  return bytes
}
const listed = (devices: number, ...rest: Uint8Array[]) =>
  encodeOperation(operations.OP_REP_DEVLIST, 0, count(devices), ...rest)
const imported = encodeOperation(operations.OP_REP_IMPORT, 0, encodeDevice(record))
const otherVersion = Buffer.from(listed(0))
otherVersion.writeUInt16BE(0x0100, 0)

/** `answers` are called one for each message that comes. */
async function badUsb(answers: readonly ((socket: Socket) => void)[], busId?: string): Promise<UsbIpUsb> {
  const server = await badServer((socket) => {
    let next = 0
    socket.on('data', () => answers[next++]?.(socket))
  })
  ending.push(() => server.close())
  return usbAt(server.port, busId)
}

describe('a list', () => {
  it.each([
    ['of another version', otherVersion, 'ERR_READER_PROTOCOL'],
    ['that is the answer to something else', imported, 'ERR_READER_PROTOCOL'],
    ['that is refused', encodeOperation(operations.OP_REP_DEVLIST, operationStatuses.error), 'ERR_READER_PROTOCOL'],
    ['of four billion devices', listed(0xffff_ffff), 'ERR_READER_PROTOCOL'],
    ['cut in its header', listed(1).subarray(0, 5), 'ERR_READER_LOST'],
    ['cut in a device', listed(1, encodeDevice(record).subarray(0, 100)), 'ERR_READER_LOST'],
    ['cut before an interface', listed(1, encodeDevice(record)), 'ERR_READER_LOST'],
  ])('%s', async (_name, bytes, expected) => {
    const usb = await badUsb([(socket) => socket.end(bytes)])
    await expect(usb.getDevices()).rejects.toMatchObject(code(expected))
  })

  it('that does not come, or stops half way', async () => {
    const silent = await badUsb([])
    await expect(silent.getDevices()).rejects.toMatchObject(code('ERR_READER_TIMEOUT'))
    const stopping = await badUsb([(socket) => socket.write(listed(1))])
    await expect(stopping.getDevices()).rejects.toMatchObject(code('ERR_READER_TIMEOUT'))
  })

  it('where nobody listens', async () => {
    const server = await badServer(() => undefined)
    await server.close()
    await expect(usbAt(server.port).getDevices()).rejects.toMatchObject(code('ERR_READER_NOT_FOUND'))
  })
})

describe('an import', () => {
  const submitAnswer = (actualLength: number, seqnum = 1) => encodeSubmitAnswer({ seqnum, status: 0, actualLength })
  const importIt = (socket: Socket) => socket.write(imported)

  it.each([
    ['cut in its device', [(socket: Socket) => socket.end(imported.subarray(0, 60))], 'ERR_READER_LOST'],
    ['whose device then is gone', [(socket: Socket) => socket.end(imported)], 'ERR_READER_LOST'],
  ])('%s', async (_name, answers, expected) => {
    const usb = await badUsb(answers, '1-1')
    expect(await usb.getDevices()).toEqual([])
    expect(usb.refused).toMatchObject([{ busId: '1-1', error: code(expected) }])
  })

  it.each([
    ['longer than asked for', [submitAnswer(4_000)], 'ERR_READER_LOST'],
    ['of a negative length', [submitAnswer(-1)], 'ERR_READER_LOST'],
    ['cut', [submitAnswer(18), new Uint8Array(7)], 'ERR_READER_LOST'],
    ['none', [submitAnswer(18), new Uint8Array(18)], 'ERR_READER_PROTOCOL'],
    ['empty', [submitAnswer(0)], 'ERR_READER_PROTOCOL'],
    ['the answer to what was not asked', [submitAnswer(0, 77)], 'ERR_READER_LOST'],
    ['an unlink of what waits for nothing', [encodeUnlinkAnswer(1, urbStatuses.cancelled)], 'ERR_READER_LOST'],
    ['a command', [Buffer.alloc(48, 1)], 'ERR_READER_LOST'],
  ])('whose descriptor is %s', async (_name, parts, expected) => {
    const usb = await badUsb([importIt, (socket) => socket.end(Buffer.concat(parts))], '1-1')
    expect(await usb.getDevices()).toEqual([])
    expect(usb.refused).toMatchObject([{ busId: '1-1', error: code(expected) }])
  })

  it('that then says nothing', async () => {
    const usb = await badUsb([importIt], '1-1')
    expect(await usb.getDevices()).toEqual([])
    expect(usb.refused).toMatchObject([{ error: code('ERR_READER_TIMEOUT') }])
  })
})
