import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { CcidReader } from '../../../core/ccid/ccid-reader.ts'
import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import { decodeBlock, encodeBlock } from '../../../core/ccid/t1-block.ts'
import { ManualTimers, settle } from '../smartcard/manual-timers.ts'
import { atrs, EchoCard, echo, readFlag, setFlag } from './echo-card.ts'
import { answer, fakeDescriptor, FakeReader } from './fake-reader.ts'

async function makePowered(changes: Partial<CcidClassDescriptor> = {}) {
  const fake = new FakeReader('tpdu-t1')
  const card = fake.insert(new EchoCard(atrs.t1))
  const reader = new CcidReader({
    pipe: fake,
    descriptor: fakeDescriptor('tpdu-t1', changes),
    timers: new ManualTimers(),
  })
  const slot = reader.slots[0]!
  await slot.powerOn()
  const t1 = fake.t1!
  t1.blocks.length = 0
  return { fake, card, slot, t1 }
}

const data = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff)
const pcbs = (blocks: readonly Uint8Array[]): string[] => blocks.map((block) => toHex(block.subarray(1, 2)))

describe('a block', () => {
  // Seen on the wire between readers and an open card (T=1 with CRC).
  test.each([
    ['00c101fe544e', 0xc1, 'fe'],
    ['00e101fe5775', 0xe1, 'fe'],
    ['00000500a4000000b8da', 0x00, '00a4000000'],
    ['009000206e', 0x90, ''],
  ])('with CRC ends as cards have it: %s', (hex, pcb, inf) => {
    expect(toHex(encodeBlock({ pcb, inf: fromHex(inf) }, 'crc'))).toBe(hex)
    expect(decodeBlock(fromHex(hex), 'crc')).toEqual({ pcb, inf: fromHex(inf) })
  })

  test('with LRC is the exclusive-or of all before', () => {
    expect(toHex(encodeBlock({ pcb: 0xc1, inf: Uint8Array.of(0xfc) }, 'lrc'))).toBe('00c101fc3c')
  })

  test.each([
    ['00000290009d', 'edcError'],
    ['0000029000', 'otherError'],
    ['000002900092ff', 'otherError'],
    ['2100029000b3', 'otherError'],
    ['0000', 'otherError'],
    ['', 'otherError'],
  ])('damaged as %s is told as R-blocks tell it', (hex, fault) => {
    expect(decodeBlock(fromHex(hex), 'lrc')).toBe(fault)
  })
})

test('the card is told how much the reader takes, once and first', async () => {
  const fake = new FakeReader('tpdu-t1')
  fake.insert()
  const descriptor = fakeDescriptor('tpdu-t1', { dwMaxIFSD: 240 })
  await new CcidReader({ pipe: fake, descriptor, timers: new ManualTimers() }).slots[0]!.powerOn()
  expect(fake.t1?.blocks.map((block) => toHex(block))).toEqual(['00c101f030'])
  expect(fake.t1?.ifsd).toBe(240)
})

test('a reader that says its IFSD by itself is not repeated', async () => {
  const { t1 } = await makePowered({ dwFeatures: 0x10438 })
  expect(t1.ifsd).toBe(32)
})

test('long commands and answers are chained, block numbers alternating', async () => {
  const { slot, card, t1 } = await makePowered({ dwMaxIFSD: 100 })
  const wanted = data(250)
  expect((await slot.transmit(echo(wanted))).subarray(0, -2)).toEqual(wanted)
  expect(t1.blocks.every((block) => block.length <= 3 + 32 + 1)).toBe(true)
  expect(pcbs(t1.blocks).slice(0, 3)).toEqual(['20', '60', '20'])
  expect((await slot.transmit(readFlag))[0]).toBe(0)
  expect(card.received).toHaveLength(2)
})

test('more time is granted, and the reader told to wait that long for the next block', async () => {
  const { fake, slot, t1 } = await makePowered()
  t1.askForTime = 3
  fake.heard.length = 0
  expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  expect(pcbs(t1.blocks)).toEqual(['00', 'e3', 'e3', 'e3'])
  expect(fake.heard.map(({ specific }) => specific[0])).toEqual([0, 2, 2, 2])
})

test('a card that announces another block size gets it', async () => {
  const { slot, t1 } = await makePowered()
  t1.announceIfs = 120
  await slot.transmit(setFlag)
  t1.blocks.length = 0
  await slot.transmit(echo(data(100)))
  expect(t1.blocks).toHaveLength(1)
})

describe('a block lost or damaged on the way', () => {
  const damage = (block: Uint8Array): Uint8Array => {
    const copy = block.slice()
    copy[copy.length - 1]! ^= 0xff
    return copy
  }

  test('from the card is asked for again, and the command is not', async () => {
    const { slot, card, t1 } = await makePowered()
    let damaged = 2
    t1.tamper = (block) => (damaged-- > 0 ? damage(block) : block)
    expect((await slot.transmit(echo([1, 2])))[1]).toBe(2)
    expect(pcbs(t1.blocks)).toEqual(['00', '81', '81'])
    expect(card.received).toHaveLength(1)
    expect((await slot.transmit(echo([3])))[0]).toBe(3)
  })

  test('from the card and not heard at all is asked for again', async () => {
    const { slot, card, t1 } = await makePowered()
    let mute = 1
    t1.tamper = (block) => (mute-- > 0 ? undefined : block)
    expect((await slot.transmit(echo([1])))[0]).toBe(1)
    expect(pcbs(t1.blocks)).toEqual(['00', '82'])
    expect(card.received).toHaveLength(1)
  })

  test('in the middle of a long answer is asked for again', async () => {
    const { slot, t1, card } = await makePowered({ dwFeatures: 0x10438 })
    const wanted = data(120)
    t1.tamper = (block, index) => (index === 6 ? damage(block) : block)
    expect((await slot.transmit(echo(wanted))).subarray(0, -2)).toEqual(wanted)
    expect(card.received).toHaveLength(1)
  })

  test('to the card is sent again when the card says it did not get it', async () => {
    const { slot, card, t1 } = await makePowered()
    t1.refuseNext = 2
    expect((await slot.transmit(echo([5])))[0]).toBe(5)
    expect(pcbs(t1.blocks)).toEqual(['00', '00', '00'])
    expect(card.received).toHaveLength(1)
  })

  test('again and again ends with a mute card, no resynchronisation and no second try', async () => {
    const { fake, slot, card, t1 } = await makePowered()
    t1.tamper = damage
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(pcbs(t1.blocks)).toEqual(['00', '81', '81'])
    expect(card.received).toHaveLength(1)
    await settle()
    expect(fake.powered).toBe(false)
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('three times, though the way is clear again: the card may have done the command, so it is given up', async () => {
    const { slot, card, t1 } = await makePowered()
    let damaged = 3
    t1.tamper = (block) => (damaged-- > 0 ? damage(block) : block)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(pcbs(t1.blocks)).toEqual(['00', '81', '81'])
    expect(card.received).toHaveLength(1)
  })

  test('that the card says it never got, three times, is sent anew after RESYNCH', async () => {
    const { slot, card, t1 } = await makePowered()
    t1.refuseNext = 3
    expect((await slot.transmit(echo([6])))[0]).toBe(6)
    expect(pcbs(t1.blocks)).toEqual(['00', '00', '00', 'c0', 'c1', '00'])
    expect(card.received).toHaveLength(1)
  })

  test('inside a chain is sent anew after RESYNCH: the card had only a part of the command', async () => {
    const { slot, card, t1 } = await makePowered()
    await slot.transmit(setFlag)
    let damaged = 3
    t1.tamper = (block) => (damaged-- > 0 ? damage(block) : block)
    expect((await slot.transmit(echo(data(60))))[1]).toBe(7)
    expect(card.received).toHaveLength(2)
  })

  test('and a card that does not follow RESYNCH either is mute', async () => {
    const { slot, card, t1 } = await makePowered()
    t1.refuseNext = 99
    await expect(slot.transmit(echo([6]))).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(pcbs(t1.blocks)).toEqual(['00', '00', '00', 'c0', 'c0', 'c0'])
    expect(card.received).toHaveLength(0)
  })

  test('because the card was pulled is not asked for again', async () => {
    const { fake, slot, t1 } = await makePowered()
    fake.fault = ({ name, seq }) =>
      name === 'XfrBlock' ? [answer(0x80, { seq }, { status: 0x42, error: 0xfe })] : undefined
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    expect(t1.blocks).toHaveLength(0)
    expect(fake.heard.filter(({ name }) => name === 'XfrBlock')).toHaveLength(2)
  })
})

describe('a card that does not keep to the protocol', () => {
  const lrc = (...bytes: number[]): Uint8Array =>
    Uint8Array.of(
      ...bytes,
      bytes.reduce((sum, byte) => sum ^ byte, 0),
    )

  test.each([
    ['aborts', lrc(0, 0xc2, 0)],
    ['counts wrongly', lrc(0, 0x40, 2, 0x90, 0)],
    ['acknowledges what was not sent', lrc(0, 0x90, 0)],
    ['answers a request that was not made', lrc(0, 0xe1, 1, 32)],
    ['chains nothing to nothing', lrc(0, 0x20, 0)],
  ])('and %s is given up', async (_, block) => {
    const { fake, slot } = await makePowered()
    fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? [answer(0x80, { seq }, { data: block })] : undefined)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
  })

  test('and aborts is told that it was heard', async () => {
    const { fake, slot, t1 } = await makePowered()
    const sent: number[] = []
    fake.fault = ({ name, seq, data: block }) => {
      if (name !== 'XfrBlock') return undefined
      sent.push(block[1]!)
      return [answer(0x80, { seq }, { data: lrc(0, 0xc2, 0) })]
    }
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(sent).toEqual([0x00, 0xe2])
    expect(t1.blocks).toHaveLength(0)
  })

  test('and asks for time without end is given up', async () => {
    const { fake, slot } = await makePowered()
    const block = lrc(0, 0xc3, 1, 1)
    fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? [answer(0x80, { seq }, { data: block })] : undefined)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
  })
})
