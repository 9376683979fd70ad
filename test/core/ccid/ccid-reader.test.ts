import { describe, expect, test } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { CcidReader } from '../../../core/ccid/ccid-reader.ts'
import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import { ManualTimers, settle } from '../smartcard/manual-timers.ts'
import { echo, readFlag, setFlag } from './echo-card.ts'
import { answer, fakeDescriptor, type FakeLevel, fakeLevels, FakeReader } from './fake-reader.ts'

function makeReader(level: FakeLevel = 'short-apdu', changes: Partial<CcidClassDescriptor> = {}) {
  const timers = new ManualTimers()
  const fake = new FakeReader(level)
  const reader = new CcidReader({ pipe: fake, descriptor: fakeDescriptor(level, changes), timers })
  const [slot] = reader.slots
  return { timers, fake, reader, slot: slot! }
}

async function makePowered(level: FakeLevel = 'short-apdu') {
  const made = makeReader(level)
  const card = made.fake.insert()
  await made.slot.powerOn()
  made.fake.heard.length = 0
  return { ...made, card }
}

const names = (fake: FakeReader): string[] => fake.heard.map(({ name }) => name)
const ok = (seq: number, data: readonly number[] = [0x90, 0]): Uint8Array =>
  answer(0x80, { seq }, { data: Uint8Array.from(data) })

describe('what real readers do', () => {
  test('an answer to another command is passed over', async () => {
    const { fake, slot } = await makePowered()
    fake.fault = ({ seq }) => [ok(seq - 1, [0x6f, 0]), answer(0x80, { seq, slot: 3 }), ok(seq)]
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('empty packets before and after an answer are read past', async () => {
    const { fake, slot } = await makePowered()
    fake.packetSize = 64
    fake.fault = (_, normal) => [new Uint8Array(), normal(), new Uint8Array()]
    expect((await slot.transmit(echo([1])))[0]).toBe(1)
    expect((await slot.transmit(echo([2])))[0]).toBe(2)
  })

  test('an answer in several transfers is put together', async () => {
    const { fake, slot } = await makePowered()
    fake.packetSize = 64
    fake.fault = (_, normal) => {
      const whole = normal()
      return [whole.subarray(0, 64), whole.subarray(64, 128), whole.subarray(128)]
    }
    const data = Uint8Array.from({ length: 200 }, (_, index) => index)
    expect((await slot.transmit(echo(data))).subarray(0, -2)).toEqual(data)
  })

  test('bError means nothing on success', async () => {
    const { fake, slot } = await makePowered()
    fake.fault = ({ seq }) => [answer(0x80, { seq }, { error: 0xfe, data: Uint8Array.of(0x90, 0) })]
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('bytes after the message that dwLength announced are not part of it', async () => {
    const { fake, slot } = await makePowered()
    fake.fault = (_, normal) => [concat(normal(), [0xde, 0xad])]
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('a time extension starts the wait anew', async () => {
    const { fake, slot, timers } = await makePowered()
    fake.fault = ({ seq }) => [answer(0x80, { seq }, { status: 0x80, error: 1 })]
    const answering = slot.transmit(setFlag)
    const seq = fake.heard[0]!.seq
    for (let waited = 0; waited < 5; waited++) {
      await timers.advance(9_000)
      fake.push(answer(0x80, { seq }, { status: 0x80, error: 1 }))
    }
    await timers.advance(9_000)
    fake.push(ok(seq))
    expect(await answering).toEqual(Uint8Array.of(0x90, 0))
  })

  test('the sequence number goes round', async () => {
    const { fake, slot } = await makePowered()
    for (let n = 0; n < 300; n++) await slot.transmit(setFlag)
    const sequence = fake.heard.map(({ seq }) => seq)
    expect(Math.max(...sequence)).toBe(255)
    expect(sequence.every((seq, index) => index === 0 || seq === (sequence[index - 1]! + 1) % 256)).toBe(true)
  })

  test('a failed command is judged by bStatus, whatever type the answer has', async () => {
    const { fake, slot } = await makePowered()
    fake.fault = ({ name, seq }) =>
      name === 'XfrBlock' ? [answer(0x81, { seq }, { status: 0x42, error: 0xfe })] : undefined
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })
})

describe('a fault', () => {
  const faulty = async (transfers: (seq: number) => readonly Uint8Array[]) => {
    const made = await makePowered()
    made.fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? transfers(seq) : undefined)
    return made
  }

  test.each([
    ['bMessageType', (seq: number) => [answer(0x82, { seq })]],
    ['dwLength', (seq: number) => [concat([0x80, 0xff, 0xff, 0xff, 0x7f, 0, seq, 0, 0, 0])]],
    ['dwLength', (seq: number) => [ok(seq).subarray(0, 7)]],
    ['dwLength', (seq: number) => [ok(seq).subarray(0, 11)]],
    ['bSeq', (seq: number) => Array.from({ length: 70 }, () => ok(seq + 1))],
  ])('in %s is refused with the field named, and the reader works again', async (field, transfers) => {
    const { fake, slot, card } = await faulty(transfers)
    fake.packetSize = 64
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_PROTOCOL', details: { field } })
    expect(slot.card).toBeUndefined()
    await settle()
    expect(names(fake)).toEqual(['XfrBlock', 'Abort', 'IccPowerOff'])
    fake.fault = () => undefined
    await slot.powerOn()
    expect((await slot.transmit(echo([7])))[0]).toBe(7)
    expect(card.received).toHaveLength(1)
  })

  test('of silence ends in a timeout, and the late answer is not taken for the next one', async () => {
    const { fake, slot, timers } = await makePowered()
    fake.fault = ({ name }) => (name === 'XfrBlock' ? 'silence' : undefined)
    const answering = expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
    const seq = fake.heard[0]!.seq
    await timers.advance(10_000)
    await answering
    fake.fault = () => undefined
    fake.push(ok(seq, [0x6f, 0xff]))
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
    expect(timers.pending).toBe(0)
  })

  test('of a reader that never answers again ends every later call in its time', async () => {
    const { fake, slot, timers } = await makePowered()
    fake.fault = () => 'silence'
    const first = expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
    await timers.advance(20_000)
    await first
    const second = expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
    await timers.advance(20_000)
    await second
    fake.fault = () => undefined
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('is followed by ABORT on the control pipe with the number of the Abort message', async () => {
    const { fake, slot } = await faulty((seq) => [answer(0x82, { seq })])
    const aborted: number[] = []
    fake.abort = async (bSlot, bSeq) => void aborted.push(bSlot, bSeq)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_PROTOCOL' })
    await settle()
    expect(aborted).toEqual([0, fake.heard.find(({ name }) => name === 'Abort')!.seq])
  })

  test('a caller who gives up gets his reason, and the card loses its power', async () => {
    const { fake, slot, card } = await makePowered()
    await slot.transmit(setFlag)
    fake.fault = ({ name }) => (name === 'XfrBlock' ? 'silence' : undefined)
    const controller = new AbortController()
    const reason = new Error('window closed')
    const answering = slot.transmit(setFlag, controller.signal)
    await settle()
    controller.abort(reason)
    await expect(answering).rejects.toBe(reason)
    await settle()
    expect(fake.powered).toBe(false)
    fake.fault = () => undefined
    await slot.powerOn()
    expect((await slot.transmit(readFlag))[0]).toBe(0)
    expect(card.resets).toBe(2)
  })

  test('a reader that is gone is not spoken to any more', async () => {
    const { fake, slot } = await makePowered()
    fake.lose()
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
    await expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
    await settle()
    expect(names(fake)).toEqual([])
  })
})

describe('time extensions', () => {
  test('in short turns are granted for as long as the card works', async () => {
    const { fake, slot, timers } = await makePowered()
    fake.fault = ({ seq }) => [answer(0x80, { seq }, { status: 0x80, error: 1 })]
    const answering = slot.transmit(setFlag)
    const seq = fake.heard[0]!.seq
    for (let waited = 0; waited < 60; waited++) {
      await timers.advance(1_000)
      fake.push(answer(0x80, { seq }, { status: 0x80, error: 1 }))
    }
    await timers.advance(0)
    fake.push(ok(seq))
    expect(await answering).toEqual(Uint8Array.of(0x90, 0))
    expect(timers.pending).toBe(0)
  })

  test('without end are a timeout: after two minutes, or at once when they come in a flood', async () => {
    const { fake, slot, timers } = await makePowered()
    fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? [answer(0x80, { seq }, { status: 0x80 })] : undefined)
    const answering = expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
    const seq = fake.heard[0]!.seq
    for (let waited = 0; waited < 13; waited++) {
      await timers.advance(9_500)
      fake.push(answer(0x80, { seq }, { status: 0x80 }))
    }
    await timers.advance(0)
    await answering
    await slot.powerOn()
    const flood = (seq2: number): Uint8Array[] =>
      Array.from({ length: 2_000 }, () => answer(0x80, { seq: seq2 }, { status: 0x80 }))
    fake.fault = ({ name, seq: seq2 }) => (name === 'XfrBlock' ? flood(seq2) : undefined)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
  })
})

describe('bError', () => {
  test.each([
    [0xfe, 0x40, 'ERR_CARD_MUTE'],
    [0xfd, 0x40, 'ERR_CARD_MUTE'],
    [0xfb, 0x40, 'ERR_CARD_MUTE'],
    [0xfe, 0x42, 'ERR_CARD_REMOVED'],
    [0xfe, 0x41, 'ERR_CARD_REMOVED'],
    [0xe0, 0x40, 'ERR_READER_BUSY'],
    [0x00, 0x40, 'ERR_READER_PROTOCOL'],
    [0xff, 0x40, 'ERR_READER_TIMEOUT'],
  ])('%i with bStatus %i during a command is %s', async (error, status, code) => {
    const { fake, slot } = await makePowered()
    fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? [answer(0x80, { seq }, { status, error })] : undefined)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code })
    fake.fault = () => undefined
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })
})

test.each(fakeLevels)('at level %s no message that held a command keeps it after it was written', async (level) => {
  const { fake, slot } = await makePowered(level)
  fake.written.length = 0
  await slot.transmit(echo([0x31, 0x32, 0x33, 0x34]))
  expect(fake.written.length).toBeGreaterThan(0)
  expect(fake.written.every((message) => message.every((byte) => byte === 0))).toBe(true)
})

test('a command is one message there and one back at APDU level', async () => {
  const { fake, slot } = await makePowered()
  await slot.transmit(echo([1]))
  expect(names(fake)).toEqual(['XfrBlock'])
})

test('slots of one reader are told apart by bSlot', async () => {
  const { fake, reader } = makeReader('short-apdu', { bMaxSlotIndex: 2 })
  fake.insert()
  expect(reader.slots).toHaveLength(3)
  await reader.slots[2]!.powerOn()
  expect(new Set(fake.heard.map(({ slot }) => slot))).toEqual(new Set([2]))
})
