import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../core/bytes/hex.ts'
import { CcidReader } from '../../../core/ccid/ccid-reader.ts'
import { type CcidClassDescriptor, features } from '../../../core/ccid/class-descriptor.ts'
import { quirksOf } from '../../../core/ccid/quirks.ts'
import { ManualTimers, settle } from '../smartcard/manual-timers.ts'
import { EchoCard, echo, setFlag } from './echo-card.ts'
import { answer, fakeDescriptor, type FakeLevel, FakeReader } from './fake-reader.ts'
import { TranscriptPipe } from './transcript-pipe.ts'

function makeSlot(level: FakeLevel, changes: Partial<CcidClassDescriptor> = {}, atr?: string) {
  const timers = new ManualTimers()
  const fake = new FakeReader(level)
  const card = fake.insert(atr ? new EchoCard(fromHex(atr)) : undefined)
  const reader = new CcidReader({ pipe: fake, descriptor: fakeDescriptor(level, changes), timers })
  return { timers, fake, card, reader, slot: reader.slots[0]! }
}

const heard = (fake: FakeReader, name: string) => fake.heard.filter((message) => message.name === name)

describe('the voltage', () => {
  const refuse = (fake: FakeReader, taken: number, error = 0xfe): void => {
    fake.fault = ({ name, seq, specific }) =>
      name === 'IccPowerOn' && specific[0] !== taken
        ? [answer(0x80, { seq }, { status: 0x41, error: specific[0] === 1 ? 7 : error })]
        : undefined
  }
  const tried = (fake: FakeReader): (number | undefined)[] =>
    heard(fake, 'IccPowerOn').map(({ specific }) => specific[0])

  test('is automatic first where the reader has it, though it lists others', async () => {
    const { fake, slot } = makeSlot('short-apdu')
    await slot.powerOn()
    expect(tried(fake)).toEqual([0])
  })

  test('is then 5 V, 3 V and 1.8 V, with the power off in between', async () => {
    const { fake, slot } = makeSlot('short-apdu')
    refuse(fake, 3)
    await slot.powerOn()
    expect(tried(fake)).toEqual([0, 1, 2, 3])
    expect(heard(fake, 'IccPowerOff')).toHaveLength(3)
  })

  test('is only one that bVoltageSupport names', async () => {
    const { fake, slot } = makeSlot('short-apdu', { bVoltageSupport: 2, dwFeatures: 0x20042 })
    await slot.powerOn()
    expect(tried(fake)).toEqual([2])
  })

  test('a card mute at every voltage is mute, whatever the last refusal said', async () => {
    const { fake, slot } = makeSlot('short-apdu', { bVoltageSupport: 1 })
    refuse(fake, -1)
    await expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(tried(fake)).toEqual([0, 1])
  })

  test('no card is found absent at the first try', async () => {
    const { fake, slot } = makeSlot('short-apdu')
    fake.remove()
    await expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_CARD_ABSENT' })
    expect(tried(fake)).toEqual([0])
  })

  test('a reader busy with powering the card by itself is asked again', async () => {
    const { fake, slot, timers } = makeSlot('short-apdu')
    let busy = 3
    fake.fault = ({ name, seq }) =>
      name === 'IccPowerOn' && busy-- > 0 ? [answer(0x80, { seq }, { status: 0x41, error: 0xf2 })] : undefined
    const powering = slot.powerOn()
    await timers.advance(300)
    expect((await powering).protocol).toBe('t1')
  })
})

describe('the protocol', () => {
  // OsEID-like: T=0 and T=1, TA1 = 96, TC1 = 02, IFSC 254, BWI/CWI 65, LRC.
  const bothProtocols = '3B D5 96 02 80 71 FE 65 00 4F 73 45 49 44 5F'
  const fast = { dwMaxDataRate: 1_250_000 }

  test('and the speed are negotiated by us where the reader does not, and told to the reader', async () => {
    const { fake, slot } = makeSlot('tpdu-t1', { ...fast, dwFeatures: 0x10038 | features.automaticIfsd }, bothProtocols)
    fake.fault = ({ name, seq, data }) =>
      name === 'XfrBlock' && data[0] === 0xff ? [answer(0x80, { seq }, { data })] : undefined
    await slot.powerOn(['t1'])
    expect(heard(fake, 'XfrBlock').map(({ data }) => Array.from(data))).toEqual([[0xff, 0x11, 0x96, 0x78]])
    const [parameters] = heard(fake, 'SetParameters')
    expect(parameters?.specific[0]).toBe(1)
    expect([...parameters!.data]).toEqual([0x96, 0x10, 0x02, 0x65, 0x00, 0xfe, 0x00])
  })

  test.each([
    ['does not follow', 0, [[0xa0, 0x0f, 0, 0, 0x24, 0xf4, 0, 0]]],
    ['follows', features.automaticClock | features.automaticBaudRate, []],
  ])('a reader that %s the parameters by itself is told clock and rate accordingly', async (_, bits, told) => {
    const { fake, slot } = makeSlot(
      'tpdu-t1',
      { ...fast, dwFeatures: 0x10408 | bits },
      '3B D5 94 02 80 71 FE 65 00 4F 73 45 49 44',
    )
    fake.fault = ({ name, seq, data }) =>
      name === 'XfrBlock' && data[0] === 0xff ? [answer(0x80, { seq }, { data })] : undefined
    await slot.powerOn(['t1'])
    expect(heard(fake, 'SetDataRateAndClockFrequency').map(({ data }) => Array.from(data))).toEqual(told)
  })

  test('stays at the default speed when the card takes the protocol and not the speed', async () => {
    const { fake, slot } = makeSlot('tpdu-t1', { ...fast, dwFeatures: 0x10038 | features.automaticIfsd }, bothProtocols)
    fake.fault = ({ name, seq, data }) =>
      name === 'XfrBlock' && data[0] === 0xff
        ? [answer(0x80, { seq }, { data: Uint8Array.of(0xff, 0x01, 0xfe) })]
        : undefined
    await slot.powerOn(['t1'])
    expect(heard(fake, 'SetParameters')[0]?.data[0]).toBe(0x11)
  })

  test.each([
    ['stays under power', 0x40],
    ['is powered down by the reader', 0x41],
  ])(
    'a card that does not keep the speed it promised and %s is powered again at the default one',
    async (_, status) => {
      const { fake, slot } = makeSlot('tpdu-t0', { ...fast }, bothProtocols)
      fake.fault = ({ name, seq, data }) =>
        name === 'XfrBlock' && data[0] === 0xff ? [answer(0x80, { seq }, { status, error: 0xfe })] : undefined
      expect((await slot.powerOn()).protocol).toBe('t0')
      expect(heard(fake, 'IccPowerOn')).toHaveLength(2)
      expect(heard(fake, 'SetParameters').map(({ data }) => data[0])).toEqual([0x11])
      expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
    },
  )

  test('is not negotiated at a speed beyond the reader', async () => {
    const { fake, slot } = makeSlot('tpdu-t0', { dwMaxDataRate: 10_752 }, bothProtocols)
    await slot.powerOn()
    expect(heard(fake, 'XfrBlock')).toHaveLength(0)
    expect([...heard(fake, 'SetParameters')[0]!.data]).toEqual([0x11, 0x00, 0x02, 0x0a, 0x00])
  })

  test('is the reader’s own affair where it negotiates by itself', async () => {
    const { fake, slot } = makeSlot('short-apdu', {}, bothProtocols)
    await slot.powerOn()
    expect(heard(fake, 'SetParameters')).toHaveLength(0)
    expect(heard(fake, 'XfrBlock')).toHaveLength(0)
  })

  test('parameters that a reader will not change are left as it has them', async () => {
    const { fake, slot } = makeSlot('tpdu-t0')
    fake.fault = ({ name, seq }) =>
      name === 'SetParameters' ? [answer(0x82, { seq }, { status: 0x40, error: 0 })] : undefined
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })

  test('of the specific mode is taken as it is, without a PPS', async () => {
    const { fake, slot } = makeSlot(
      'tpdu-t1',
      { ...fast, dwFeatures: 0x10038 | features.automaticIfsd },
      '3B 90 96 11 11',
    )
    expect((await slot.powerOn()).protocol).toBe('t1')
    expect(heard(fake, 'XfrBlock')).toHaveLength(0)
    expect(heard(fake, 'SetParameters')[0]?.data[0]).toBe(0x11)
  })

  test('that nobody else speaks makes the card unknown', async () => {
    const { slot } = makeSlot('tpdu-t0', { dwProtocols: 2 }, '3B 02 45 43')
    await expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_CARD_UNKNOWN' })
    await expect(makeSlot('tpdu-t0').slot.powerOn(['t1'])).rejects.toMatchObject({ code: 'ERR_CARD_UNKNOWN' })
  })

  test('an ATR that cannot be read is the card’s fault, and the reader goes on', async () => {
    const { fake, slot } = makeSlot('short-apdu', {}, '3B FF 11')
    await expect(slot.powerOn()).rejects.toMatchObject({ code: 'ERR_CARD_MALFORMED', details: { field: 'ATR' } })
    await settle()
    expect(fake.powered).toBe(false)
    fake.insert()
    await slot.powerOn()
    expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
  })
})

describe('a notice that a card is there and has changed', () => {
  const changed = { present: true, changed: true }

  async function makeTold(dwFeatures: number) {
    const { fake, slot } = makeSlot('short-apdu', { dwFeatures })
    const told: string[] = []
    slot.onPresence = (presence) => told.push(presence)
    await slot.powerOn()
    told.length = 0
    return { fake, slot, told }
  }

  test('means nothing when the card still has its power', async () => {
    const { slot, told } = await makeTold(0x20042)
    await slot.noteChange(changed)
    await slot.noteChange(changed)
    expect(slot.card).toBeDefined()
    expect(told).toEqual([])
  })

  test('is a swap when it has none, though it is the first notice', async () => {
    const { fake, slot, told } = await makeTold(0x20042)
    fake.powered = false
    await slot.noteChange(changed)
    expect(slot.card).toBeUndefined()
    expect(told).toEqual(['absent', 'present'])
  })

  test('is a swap for a reader that powers cards by itself, except as its first notice', async () => {
    const { slot, told } = await makeTold(0x20042 | features.automaticActivation)
    await slot.noteChange(changed)
    expect(told).toEqual([])
    await slot.noteChange(changed)
    expect(slot.card).toBeUndefined()
    expect(told).toEqual(['absent', 'present'])
  })
})

describe('levels of exchange', () => {
  const long = Uint8Array.from({ length: 700 }, (_, index) => index & 0xff)

  test('extended APDUs go in several messages both ways', async () => {
    const { fake, slot } = makeSlot('extended-apdu')
    await slot.powerOn()
    expect((await slot.transmit(echo(long))).subarray(0, -2)).toEqual(long)
    expect(heard(fake, 'XfrBlock').map(({ specific }) => specific[1])).toEqual([1, 3, 2, 0x10, 0x10])
  })

  test('extended APDUs pass T=1 in a chain of blocks', async () => {
    const { slot, card } = makeSlot('tpdu-t1')
    await slot.powerOn()
    expect((await slot.transmit(echo(long))).subarray(0, -2)).toEqual(long)
    expect(card.received).toEqual([echo(long)])
  })

  test.each(['short-apdu', 'tpdu-t0'] as const)(
    'at %s extended lengths are refused before anything is sent',
    async (level) => {
      const { fake, slot } = makeSlot(level)
      await slot.powerOn()
      await expect(slot.transmit(echo(long))).rejects.toMatchObject({
        code: 'ERR_READER_PROTOCOL',
        details: { field: 'extended APDU' },
      })
      expect(heard(fake, 'XfrBlock')).toHaveLength(0)
      expect(await slot.transmit(setFlag)).toEqual(Uint8Array.of(0x90, 0))
    },
  )

  test('a chain that a reader breaks is refused', async () => {
    const { fake, slot } = makeSlot('extended-apdu')
    await slot.powerOn()
    fake.fault = ({ name, seq }) => (name === 'XfrBlock' ? [answer(0x80, { seq }, { specific: 2 })] : undefined)
    await expect(slot.transmit(setFlag)).rejects.toMatchObject({ details: { field: 'bChainParameter' } })
  })

  test('T=0 sends each case as the line wants it, and fetches what waits', async () => {
    const { slot, card } = makeSlot('tpdu-t0')
    await slot.powerOn()
    expect((await slot.transmit(echo([1, 2, 3]))).subarray(0, -2)).toEqual(Uint8Array.of(1, 2, 3))
    await slot.transmit(setFlag)
    expect(card.received.map((bytes) => Array.from(bytes))).toEqual([
      [0x80, 0x14, 0, 0, 3, 1, 2, 3],
      [0x00, 0xc0, 0, 0, 3],
      [0x80, 0x10, 0, 0, 0],
    ])
  })

  test('T=0 repeats nothing: a corrected length goes up', async () => {
    const { fake, slot } = makeSlot('tpdu-t0')
    await slot.powerOn()
    fake.fault = ({ name, seq }) =>
      name === 'XfrBlock' ? [answer(0x80, { seq }, { data: Uint8Array.of(0x6c, 8) })] : undefined
    expect(await slot.transmit(fromHex('80 12 00 00 01'))).toEqual(Uint8Array.of(0x6c, 8))
    expect(heard(fake, 'XfrBlock')).toHaveLength(1)
  })
})

test('Castles EZ100PU: length the wrong way round, a zero before the ATR, 5 V, T=1 by us', async () => {
  const quirks = quirksOf(0x0ca6, 0x0010)!
  const pipe = new TranscriptPipe('ez100pu')
  const reader = new CcidReader({ pipe, descriptor: quirks.descriptor!, quirks, timers: new ManualTimers() })
  const [slot] = reader.slots
  const card = await slot!.powerOn()
  expect(card).toEqual({
    protocol: 't1',
    answerToReset: fromHex('3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5'),
  })
  expect(await slot!.transmit(fromHex('80 A4 00 00 02 3F 00'))).toEqual(Uint8Array.of(0x90, 0))
  await slot!.powerOff()
  pipe.finish()
})
