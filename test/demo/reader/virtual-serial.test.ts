import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import type { VirtualSerialPort } from '../../../demo/reader/virtual-serial.ts'
import { plainCard, refusal } from './set-up.ts'

const settings = { baudRate: 115_200, dataBits: 8, stopBits: 2 }
const frame = (...message: number[]): Uint8Array => {
  const body = [0x03, 0x06, ...message]
  return Uint8Array.of(
    ...body,
    body.reduce((sum, byte) => sum ^ byte, 0),
  )
}
/** GetSlotStatus of a slot. */
const status = (slot: number, seq = 7) => frame(0x65, 0, 0, 0, 0, slot, seq, 0, 0, 0)

async function setUp({ hasUserActivation = true } = {}) {
  const desk = createVirtualDesk({ store: memoryStore(), hasUserActivation: () => hasUserActivation })
  await desk.loadCards([plainCard()])
  const readerName = await desk.plugReader('nhi-serial')
  return { desk, readerName }
}

async function ask(port: VirtualSerialPort, ...parts: Uint8Array[]): Promise<number[]> {
  const writer = port.writable!.getWriter()
  for (const part of parts) await writer.write(part)
  writer.releaseLock()
  const reader = port.readable!.getReader()
  const { value } = await reader.read()
  reader.releaseLock()
  return [...(value ?? [])]
}

describe('the reader on a COM port', () => {
  it('is no USB device; the chooser needs a click, offers it once, and grants it', async () => {
    const { desk } = await setUp()
    expect(await desk.usb.getDevices()).toEqual([])
    expect(await desk.serial.getPorts()).toEqual([])
    const port = await desk.serial.requestPort()
    expect(await desk.serial.getPorts()).toEqual([port])
    expect(await refusal(desk.serial.requestPort())).toContain('NotFoundError')
    await port.forget()
    expect(await desk.serial.getPorts()).toEqual([])
    const idle = await setUp({ hasUserActivation: false })
    expect(await refusal(idle.desk.serial.requestPort())).toContain('SecurityError')
  })

  it('has five slots, each with a card of its own', async () => {
    const { desk, readerName } = await setUp()
    await desk.insertCard(`${readerName} slot 2`, 'plain')
    const port = await desk.serial.requestPort()
    await port.open(settings)
    expect(await ask(port, status(0))).toEqual([...frame(0x81, 0, 0, 0, 0, 0, 7, 2, 0, 0)])
    expect(await ask(port, status(1))).toEqual([...frame(0x81, 0, 0, 0, 0, 1, 7, 1, 0, 0)])
    expect(await ask(port, status(4))).toEqual([...frame(0x81, 0, 0, 0, 0, 4, 7, 2, 0, 0)])
    expect(await ask(port, status(5))).toEqual([...frame(0x81, 0, 0, 0, 0, 5, 7, 0x42, 5, 0)])
  })

  it('takes frames in any pieces, says NAK to a damaged one, and its last answer again when asked', async () => {
    const { desk } = await setUp()
    const port = await desk.serial.requestPort()
    await port.open(settings)
    const answer = [...frame(0x81, 0, 0, 0, 0, 0, 7, 2, 0, 0)]
    expect(await ask(port, status(0).slice(0, 5), status(0).slice(5))).toEqual(answer)
    const damaged = status(0)
    damaged[12]! ^= 1
    expect(await ask(port, damaged)).toEqual([0x03, 0x15, 0x16])
    expect(await ask(port, Uint8Array.of(0x03, 0x15, 0x16))).toEqual(answer)
  })

  it('is open once, and fails what waits when it is unplugged', async () => {
    const { desk, readerName } = await setUp()
    const port = await desk.serial.requestPort()
    await port.open(settings)
    expect(await refusal(port.open(settings))).toContain('InvalidStateError')
    let told = 0
    desk.serial.addEventListener('disconnect', () => told++)
    const reading = refusal(port.readable!.getReader().read())
    await desk.unplugReader(readerName)
    expect(await reading).toContain('NetworkError')
    expect(told).toBe(1)
    expect(await desk.serial.getPorts()).toEqual([])
  })
})
