import { afterEach, describe, expect, test } from 'vitest'
import { serveSerial } from '../../../extension/offscreen/serve-serial.ts'
import { LocalSerialPorts } from '../../../extension/readers/local-serial-ports.ts'
import { RemoteSerialPorts } from '../../../extension/readers/remote-serial-ports.ts'
import type { SerialChannel } from '../../../extension/readers/serial-connection.ts'
import { WebSerialContext } from '../../../extension/readers/web-serial.ts'
import { atrs, EchoCard, echo } from '../../core/ccid/echo-card.ts'
import { FakeSerialReader } from '../../core/serial-ccid/fake-serial-line.ts'
import { ManualTimers, settle } from '../../core/smartcard/manual-timers.ts'
import { FakeSerial, FakeSerialPort } from './fake-serial.ts'

const slots = ['健保卡', '醫事人員卡／機構卡', 'SAM 1', 'SAM 2', 'SAM 3']
const newPort = (options: Partial<{ slots: number; echoes: boolean; firmware: string }> = {}): FakeSerialPort =>
  new FakeSerialPort(new FakeSerialReader({ slots: 5, echoes: false, ...options }))

function setUp(...ports: FakeSerialPort[]) {
  const serial = new FakeSerial()
  const timers = new ManualTimers()
  for (const port of ports) serial.plug(port)
  const context = new WebSerialContext({ ports: new LocalSerialPorts(serial), timers })
  return { serial, timers, context }
}

/** Names and codes of what cannot be used, with time passing meanwhile. */
async function refusals({ context, timers }: ReturnType<typeof setUp>): Promise<[string, string][]> {
  const asked = context.refusals()
  for (let second = 0; second < 4; second++) await timers.advance(1_000)
  await asked
  return (await context.refusals()).map(({ readerName, error }) => [readerName, error.code])
}

describe('names', () => {
  test('each slot of the NHI reader is a reader that says what is put there', async () => {
    const { context } = setUp(newPort())
    expect(await context.listReaders()).toEqual(slots.map((slot) => `健保讀卡機－${slot}`))
  })

  test('several readers are told apart, by their USB numbers or by counting', async () => {
    const [first, second, third] = [0, 1, 2].map(() => newPort({ slots: 1, echoes: true }))
    third!.usb = { usbVendorId: 0x08e6, usbProductId: 0x3437 }
    const { context } = setUp(first!, second!, third!)
    expect(await context.listReaders()).toEqual(['健保讀卡機', '健保讀卡機 2', '健保讀卡機 USB 08E6:3437'])
  })

  test('the slots of an NHI reader are known as its own, each with what belongs there', async () => {
    const { context } = setUp(newPort(), newPort({ slots: 1, echoes: true }))
    expect(context.nhiReaders()).toEqual([])
    await context.listReaders()
    expect(context.nhiReaders()).toEqual([
      {
        name: '健保讀卡機',
        slots: slots.map((slot, bSlot) => ({
          readerName: `健保讀卡機－${slot}`,
          role: ['nhi', 'hca', 'sam', 'sam', 'sam'][bSlot],
        })),
      },
    ])
  })

  test('the firmware’s own words decide over what the line does', async () => {
    const { context } = setUp(newPort({ slots: 5, firmware: 'GemTwin-V2.00' }))
    expect(await context.listReaders()).toEqual(['健保讀卡機'])
  })
})

describe('a port that cannot be used', () => {
  test.each([
    ['taken by another program', new DOMException('Failed to open serial port.', 'NetworkError')],
    ['open in a page of ours', new DOMException('The port is already open.', 'InvalidStateError')],
  ])('%s is busy, and is listed as soon as it is free', async (_name, refusal) => {
    const port = newPort()
    port.refusal = refusal
    const rig = setUp(port)
    expect(await refusals(rig)).toEqual([['健保讀卡機', 'ERR_READER_SERIAL_BUSY']])
    await expect(rig.context.connect('健保讀卡機', 'shared')).rejects.toMatchObject({ code: 'ERR_READER_SERIAL_BUSY' })
    port.refusal = undefined
    expect(await rig.context.listReaders()).toHaveLength(5)
    expect(await rig.context.refusals()).toEqual([])
  })

  test('where nothing answers there is no reader; it is asked again after a while, and the list does not wait', async () => {
    const port = newPort()
    port.reader.silent = true
    const rig = setUp(port)
    const listing = rig.context.listReaders()
    await rig.timers.advance(400)
    expect(await listing).toEqual([])
    expect(await refusals(rig)).toEqual([['健保讀卡機', 'ERR_READER_SERIAL_NOT_FOUND']])
    const opened = port.opened
    await rig.context.listReaders()
    expect(port.opened).toBe(opened)
    expect(port.closed).toBe(opened)
    port.reader.silent = false
    await rig.timers.advance(10_000)
    expect(await rig.context.listReaders()).toHaveLength(5)
  })

  test('taken between two uses: the next use says so', async () => {
    const port = newPort()
    const rig = setUp(port)
    const [reader] = await rig.context.listReaders()
    port.refusal = new DOMException('Failed to open serial port.', 'NetworkError')
    await expect(rig.context.connect(reader!, 'shared')).rejects.toMatchObject({ code: 'ERR_READER_SERIAL_BUSY' })
  })
})

describe('the line', () => {
  test('is opened as the readers want it, and given back when nobody uses it', async () => {
    const port = newPort()
    const { context, timers } = setUp(port)
    port.reader.slots[1]!.insert(new EchoCard(atrs.t1))
    const { connection } = await context.connect((await context.listReaders())[1]!, 'shared')
    expect(port.settings).toMatchObject({ baudRate: 115_200, dataBits: 8, stopBits: 2, parity: 'none' })
    expect(port.signals).toEqual({ requestToSend: false })
    expect(port.closed).toBe(port.opened - 1)
    await connection.disconnect()
    await timers.advance(1_000)
    expect(port.closed).toBe(port.opened)
  })

  test.each(['ParityError', 'FramingError', 'BreakError', 'BufferOverrunError'])(
    'a %s costs a frame, which is asked for again',
    async (name) => {
      const port = newPort()
      const { context, timers } = setUp(port)
      port.reader.slots[0]!.insert(new EchoCard(atrs.t1))
      const { connection } = await context.connect((await context.listReaders())[0]!, 'shared')
      let struck = false
      port.reader.toHost = (bytes) => {
        if (struck) return undefined
        struck = true
        port.breakLine(name)
        return [bytes.subarray(0, 4)]
      }
      const answer = connection.transmit(echo([1, 2]))
      await timers.advance(600)
      expect([...(await answer)]).toEqual([1, 2, 0x90, 0])
      await connection.disconnect()
    },
  )
})

describe('over a channel', () => {
  const ends: (() => void)[] = []
  afterEach(() => {
    for (const end of ends.splice(0)) end()
  })

  function remote(serial: FakeSerial) {
    const timers = new ManualTimers()
    const started: { die: () => void; ended: boolean }[] = []
    const start = async (): Promise<SerialChannel> => {
      const { port1, port2 } = new MessageChannel()
      const end = serveSerial(port2, new LocalSerialPorts(serial))
      const listeners: (() => void)[] = []
      const row = {
        ended: false,
        die: () => {
          void end()
          for (const listener of listeners) listener()
        },
      }
      started.push(row)
      ends.push(() => (void end(), port1.close()))
      return {
        port: port1,
        onEnd: (listener) => void listeners.push(listener),
        end: () => {
          row.ended = true
          void end()
        },
      }
    }
    return { timers, started, ports: new RemoteSerialPorts(start, timers) }
  }

  test('bytes leave no copy behind: what was sent is overwritten on the far side', async () => {
    const port = newPort()
    const serial = new FakeSerial()
    serial.plug(port)
    const { ports } = remote(serial)
    const [granted] = await ports.list()
    const line = await ports.open(granted!.id)
    const bytes = Uint8Array.of(0x03, 0x15, 0x16)
    await line.write(bytes)
    expect([...bytes]).toEqual([0x03, 0x15, 0x16])
    expect(port.reader.written.map((written) => [...written])).toEqual([[0, 0, 0]])
    await line.close()
    expect(port.closed).toBe(1)
  })

  test('errors keep their code', async () => {
    const port = newPort()
    port.refusal = new DOMException('Failed to open serial port.', 'NetworkError')
    const serial = new FakeSerial()
    serial.plug(port)
    const { ports } = remote(serial)
    const [granted] = await ports.list()
    await expect(ports.open(granted!.id)).rejects.toMatchObject({ code: 'ERR_READER_SERIAL_BUSY' })
    await expect(ports.open(99)).rejects.toMatchObject({ code: 'ERR_READER_SERIAL_NOT_FOUND' })
  })

  test('the document lost: its lines are lost and its ports closed, and the next use starts another', async () => {
    const port = newPort()
    const serial = new FakeSerial()
    serial.plug(port)
    const { ports, started } = remote(serial)
    let told = 0
    const unwatch = ports.watch(() => told++)
    const [granted] = await ports.list()
    const line = await ports.open(granted!.id)
    const reading = line.read()
    started[0]!.die()
    await expect(reading).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
    await settle()
    expect(port.closed).toBe(1)
    expect(told).toBe(1)
    expect(await ports.list()).toHaveLength(1)
    expect(started).toHaveLength(2)
    unwatch()
  })

  test('the document is let go when nobody needs it, and kept while a line is open or somebody watches', async () => {
    const port = newPort()
    const serial = new FakeSerial()
    serial.plug(port)
    const { ports, started, timers } = remote(serial)
    const unwatch = ports.watch(() => undefined)
    const [granted] = await ports.list()
    await timers.advance(60_000)
    expect(started[0]?.ended).toBe(false)
    const line = await ports.open(granted!.id)
    unwatch()
    await timers.advance(60_000)
    expect(started[0]?.ended).toBe(false)
    await line.close()
    await timers.advance(10_000)
    expect(started[0]?.ended).toBe(true)
    expect(serial.listening).toBe(false)
  })

  test('a document that does not answer is given up, and tried again after a while; no list waits for it each time', async () => {
    const timers = new ManualTimers()
    let started = 0
    const start = async (): Promise<SerialChannel> => {
      const { port1 } = new MessageChannel()
      started++
      return { port: port1, onEnd: () => undefined, end: () => port1.close() }
    }
    const context = new WebSerialContext({ ports: new RemoteSerialPorts(start, timers), timers })
    const listing = context.listReaders()
    await timers.advance(3_000)
    expect(await listing).toEqual([])
    expect(await context.listReaders()).toEqual([])
    expect(started).toBe(1)
    await timers.advance(30_000)
    const again = context.listReaders()
    await timers.advance(3_000)
    expect(await again).toEqual([])
    expect(started).toBe(2)
  })

  test('a browser that starts no document has no serial readers, and no error', async () => {
    const start = async (): Promise<SerialChannel> => {
      throw new TypeError('Cannot read properties of undefined')
    }
    const timers = new ManualTimers()
    const context = new WebSerialContext({ ports: new RemoteSerialPorts(start, timers), timers })
    expect(await context.listReaders()).toEqual([])
    expect(await context.refusals()).toEqual([])
  })

  test('a document found just as it goes is followed by a new one, at once', async () => {
    const port = newPort()
    const serial = new FakeSerial()
    serial.plug(port)
    const timers = new ManualTimers()
    let started = 0
    const start = async (): Promise<SerialChannel> => {
      const { port1, port2 } = new MessageChannel()
      if (++started === 1)
        return { port: port1, onEnd: (listener) => void setImmediate(listener), end: () => port1.close() }
      const end = serveSerial(port2, new LocalSerialPorts(serial))
      ends.push(() => (void end(), port1.close()))
      return { port: port1, onEnd: () => undefined, end: () => void end() }
    }
    expect(await new RemoteSerialPorts(start, timers).list()).toHaveLength(1)
    expect(started).toBe(2)
  })
})
