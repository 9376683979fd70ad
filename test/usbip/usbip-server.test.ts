import { afterEach, describe, expect, it } from 'vitest'
import {
  decodeAnswer,
  decodeDevice,
  decodeInterface,
  decodeOperation,
  deviceId,
  type DeviceRecord,
  directions,
  encodeBusId,
  encodeOperation,
  encodeSubmit,
  encodeUnlink,
  lengths,
  operations,
  operationStatuses,
  urbCommands,
  urbStatuses,
} from '../../usbip/wire.ts'
import { RawConnection } from './raw-client.ts'
import { type ServedDesk, serveDesk } from './serve-desk.ts'

let ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.toReversed()) await end()
  ending = []
})

async function serve(...models: readonly string[]): Promise<ServedDesk> {
  const served = await serveDesk(models)
  ending.push(() => served.close())
  return served
}

async function open(port: number): Promise<RawConnection> {
  const connection = await RawConnection.open(port)
  ending.push(async () => connection.end())
  return connection
}

const importRequest = (busId: string) => encodeOperation(operations.OP_REQ_IMPORT, 0, encodeBusId(busId))

async function importDevice(port: number, busId = '1-1'): Promise<{ host: RawConnection; device: DeviceRecord }> {
  const host = await open(port)
  host.write(importRequest(busId))
  expect(decodeOperation(await host.read(lengths.operationHeader))).toMatchObject({ status: operationStatuses.ok })
  return { host, device: decodeDevice(await host.read(lengths.device)) }
}

const importStatus = async (port: number, busId: string): Promise<number> => {
  const host = await open(port)
  host.write(importRequest(busId))
  return decodeOperation(await host.read(lengths.operationHeader)).status
}

async function answerOf(host: RawConnection, isIn = false) {
  const answer = decodeAnswer(await host.read(lengths.urb))
  const data = isIn && answer.actualLength > 0 ? await host.read(answer.actualLength) : Buffer.alloc(0)
  return { ...answer, data }
}

const slotStatus = Uint8Array.of(0x65, 0, 0, 0, 0, 0, 7, 0, 0, 0)

/** A device that is imported, and its URBs with their numbers. */
function urbs(host: RawConnection, device: DeviceRecord) {
  let seqnum = 0
  const submit = (direction: number, endpoint: number, length: number, setup?: Uint8Array, payload?: Uint8Array) => {
    seqnum++
    host.write(encodeSubmit({ seqnum, devid: deviceId(device), direction, endpoint, length }, setup, payload))
    return seqnum
  }
  return {
    read: (endpoint: number, length: number) => submit(directions.in, endpoint, length),
    write: (endpoint: number, bytes: Uint8Array) => submit(directions.out, endpoint, bytes.length, undefined, bytes),
    control: (setup: Uint8Array, length = 0) =>
      submit(((setup[0] ?? 0) & 0x80) === 0 ? directions.out : directions.in, 0, length, setup),
    unlink: (target: number) => {
      host.write(encodeUnlink(++seqnum, deviceId(device), target))
      return seqnum
    },
  }
}

describe('OP_REQ_DEVLIST', () => {
  it('lists the USB readers that are plugged in and free, with their interfaces', async () => {
    const { desk, port } = await serve('it-500u-protected', 'extended', 'nhi-serial', 'ez100pu')
    await desk.unplugReader('CASTLES EZ100PU')
    await importDevice(port, '1-1')
    const list = await open(port)
    list.write(encodeOperation(operations.OP_REQ_DEVLIST, 0))
    expect(decodeOperation(await list.read(lengths.operationHeader))).toEqual({
      version: 0x0111,
      code: 0x0005,
      status: 0,
    })
    expect((await list.read(4)).readUInt32BE()).toBe(1)
    expect(decodeDevice(await list.read(lengths.device))).toMatchObject({
      busId: '1-2',
      idVendor: 0x1209,
      idProduct: 0x0001,
      bNumInterfaces: 2,
    })
    const classes = [await list.read(lengths.interface), await list.read(lengths.interface)]
    expect(classes.map((bytes) => decodeInterface(bytes).interfaceClass)).toEqual([0xff, 0xff])
    await list.closed
  })
})

describe('OP_REQ_IMPORT', () => {
  it('a reader has one host at a time, and is free again when the host goes', async () => {
    const { port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    expect(device).toMatchObject({ busId: '1-1', idVendor: 0x1403, bcdDevice: 0x0001, bConfigurationValue: 1 })
    expect(await importStatus(port, '1-1')).toBe(operationStatuses.busy)
    host.end()
    await expect.poll(() => importStatus(port, '1-1')).toBe(operationStatuses.ok)
  })

  it('a bus id that no reader has is no device', async () => {
    const { port } = await serve('it-500u')
    expect(await importStatus(port, '7-7')).toBe(operationStatuses.noDevice)
  })
})

describe('URBs', () => {
  it('a CCID message goes out and its answer comes in, also when the bytes come one by one', async () => {
    const { port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    const devid = deviceId(device)
    const out = encodeSubmit(
      { seqnum: 1, devid, direction: directions.out, endpoint: 2, length: 10 },
      undefined,
      slotStatus,
    )
    for (const byte of out) host.write(Uint8Array.of(byte))
    expect(await answerOf(host)).toMatchObject({ seqnum: 1, status: 0, actualLength: 10 })
    host.write(encodeSubmit({ seqnum: 2, devid, direction: directions.in, endpoint: 1, length: 128 }))
    const { data, ...answer } = await answerOf(host, true)
    expect(answer).toMatchObject({ command: urbCommands.USBIP_RET_SUBMIT, seqnum: 2, status: 0 })
    expect([...data]).toEqual([0x81, 0, 0, 0, 0, 0, 7, 2, 0, 0])
  })

  it('a read that waits is unlinked, and then has no answer of its own', async () => {
    const { port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    const urb = urbs(host, device)
    const waiting = urb.read(1, 64)
    const unlink = urb.unlink(waiting)
    expect(await answerOf(host)).toMatchObject({
      command: urbCommands.USBIP_RET_UNLINK,
      seqnum: unlink,
      status: urbStatuses.cancelled,
    })
    const late = urb.unlink(waiting)
    expect(await answerOf(host)).toMatchObject({ seqnum: late, status: urbStatuses.ok })
  })

  it('the interrupt endpoint tells of a card', async () => {
    const { desk, port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    urbs(host, device).read(3, 8)
    await desk.insertCard('InfoThink IT-500U Reader', 'plain')
    expect([...(await answerOf(host, true)).data]).toEqual([0x50, 3])
  })

  it('what the device does not have or know is a status, not the end', async () => {
    const { desk, port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    const urb = urbs(host, device)
    urb.read(9, 64)
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.noEndpoint })
    urb.write(9, slotStatus)
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.noEndpoint })
    urb.control(Uint8Array.of(0x80, 6, 9, 3, 9, 4, 255, 0), 255)
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.stall })
    urb.control(Uint8Array.of(0x80, 6, 0, 1, 0, 0, 18, 0), 18)
    expect((await answerOf(host, true)).data.length).toBe(18)
    desk.injectFault('InfoThink IT-500U Reader', { kind: 'stall' })
    urb.write(2, slotStatus)
    expect(await answerOf(host)).toMatchObject({ status: 0 })
    urb.read(1, 64)
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.stall })
    // CLEAR_FEATURE(ENDPOINT_HALT) of endpoint 0x81.
    urb.control(Uint8Array.of(0x02, 1, 0, 0, 0x81, 0, 0, 0))
    expect(await answerOf(host)).toMatchObject({ status: 0 })
    urb.write(2, slotStatus)
    expect(await answerOf(host)).toMatchObject({ status: 0 })
    urb.read(1, 4)
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.babble })
  })

  it('a reader that is pulled out ends what waits and the connection', async () => {
    const { desk, port } = await serve('it-500u')
    const { host, device } = await importDevice(port)
    urbs(host, device).read(1, 64)
    await expect.poll(() => importStatus(port, '1-1')).toBe(operationStatuses.busy)
    await desk.unplugReader('InfoThink IT-500U Reader')
    expect(await answerOf(host)).toMatchObject({ status: urbStatuses.unplugged })
    await host.closed
    await desk.plugReader('it-500u')
    const again = await importDevice(port)
    expect(again.device.deviceNumber).toBeGreaterThan(device.deviceNumber)
  })
})

describe('a peer that is out of step', () => {
  const devid = 0x1_0002
  const submit = (change: Partial<Parameters<typeof encodeSubmit>[0]>) =>
    encodeSubmit({ seqnum: 1, devid, direction: directions.in, endpoint: 1, length: 64, ...change })
  const otherCommand = Buffer.from(submit({}))
  otherCommand.writeUInt32BE(9, 0)
  const isochronous = Buffer.from(submit({}))
  isochronous.writeInt32BE(3, 32)

  it.each([
    ['a command that is none', otherCommand],
    ['a transfer of gigabytes', submit({ length: 0x7fff_ffff })],
    ['an isochronous transfer', isochronous],
  ])('%s ends the connection', async (_name, bytes) => {
    const { port } = await serve('it-500u')
    const { host } = await importDevice(port)
    host.write(bytes)
    await host.closed
  })

  it.each([
    ['another version', Buffer.from([0x01, 0x00, 0x80, 0x05, 0, 0, 0, 0])],
    ['another operation', encodeOperation(0x8099, 0)],
  ])('%s is not answered', async (_name, bytes) => {
    const { port } = await serve('it-500u')
    const connection = await open(port)
    connection.write(bytes)
    await connection.closed
    await expect(connection.read(1)).rejects.toThrow('ended')
  })

  it('a request that is cut off leaves nothing imported', async () => {
    const { port } = await serve('it-500u')
    const connection = await open(port)
    connection.write(importRequest('1-1').subarray(0, 20))
    connection.end()
    expect(await importStatus(port, '1-1')).toBe(operationStatuses.ok)
  })
})
