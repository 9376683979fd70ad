import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { CcidReader } from '../../../core/ccid/ccid-reader.ts'
import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import { pinPadProperties, pinVerification } from '../../../core/ccid/pin-verification.ts'
import type { PinTemplate } from '../../../core/smartcard/pin-pad.ts'
import { ManualTimers, settle } from '../smartcard/manual-timers.ts'
import { readFlag } from './echo-card.ts'
import { answer, fakeDescriptor, type FakeLevel, FakeReader, type Heard } from './fake-reader.ts'

const template: PinTemplate = {
  reference: 0x81,
  encoding: 'ascii',
  minimum: 6,
  maximum: 8,
  fieldLength: 8,
  padding: 0xff,
}
const display = { displayLines: 2, displayCharacters: 16 }
const command = '0020008108 ffffffffffffffff'
const bytes = (hex: string): string => toHex(fromHex(hex))

test('the structure is as CCID 1.1 §6.1.11 has it', () => {
  expect(toHex(pinVerification(template, display))).toBe(bytes(`00 1e 82 08 00 08 06 02 01 09 04 00 000000 ${command}`))
  const other = { ...template, encoding: 'bcd', fieldLength: 4, timeoutSeconds: 60 } as const
  expect(toHex(pinVerification(other, { displayLines: 0, displayCharacters: 0 }, fromHex('00 40 09')))).toBe(
    bytes('00 3c 81 04 00 08 06 02 00 09 04 00 004009 0020008104 ffffffff'),
  )
})

test('a reader has a keypad when bPINSupport says that it verifies, and it frames commands itself', () => {
  const properties = (changes: Partial<CcidClassDescriptor>) =>
    pinPadProperties(fakeDescriptor('short-apdu', { wLcdLayout: 0x0210, ...changes }))
  expect(properties({ bPINSupport: 0 })).toBeUndefined()
  expect(properties({ bPINSupport: 2 })).toBeUndefined()
  expect(properties({ bPINSupport: 3 })).toEqual(display)
  expect(properties({ bPINSupport: 1, dwFeatures: 0 })).toBeUndefined()
})

async function makePowered(level: FakeLevel) {
  const timers = new ManualTimers()
  const fake = new FakeReader(level)
  fake.insert()
  const reader = new CcidReader({ pipe: fake, descriptor: fakeDescriptor(level, { bPINSupport: 1 }), timers })
  const slot = reader.slots[0]!
  await slot.powerOn()
  fake.heard.length = 0
  return { timers, fake, slot }
}

const secured = (heard: readonly Heard[]): Heard[] => heard.filter(({ name }) => name === 'Secure')
const answering =
  (data: string, { status = 0, error = 0 } = {}) =>
  ({ name, seq }: Heard) =>
    name === 'Secure' ? [answer(0x80, { seq }, { status, error, data: fromHex(data) })] : undefined

describe('a PIN entered on the reader', () => {
  test.each(['short-apdu', 'extended-apdu', 'tpdu-t0'] as const)('at level %s is one command', async (level) => {
    const { fake, slot } = await makePowered(level)
    fake.fault = answering('63c2')
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('63c2')
    const [heard] = fake.heard
    expect(toHex(heard!.data)).toBe(bytes(`00 1e 82 08 00 08 06 02 00 09 04 00 000000 ${command}`))
    expect(fake.heard).toHaveLength(1)
  })

  test('at TPDU level with T=1 has the prologue of its block, and block numbers go on', async () => {
    const { fake, slot, timers } = await makePowered('tpdu-t1')
    fake.fault = answering('00 00 02 90 00 92')
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('9000')
    expect(toHex(secured(fake.heard)[0]!.data.subarray(12, 15))).toBe('00000d')
    fake.fault = answering('00 40 02 90 00 d2')
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('9000')
    expect(toHex(secured(fake.heard)[1]!.data.subarray(12, 15))).toBe('00400d')
    expect(timers.pending).toBe(0)
  })

  test('with T=1 asks again for an answer that was damaged, never for the PIN', async () => {
    const { fake, slot } = await makePowered('tpdu-t1')
    const blocks: string[] = []
    fake.fault = (heard) => {
      if (heard.name === 'Secure') return answering('00 00 02 90 00 00')(heard)
      if (heard.name !== 'XfrBlock') return undefined
      blocks.push(toHex(heard.data))
      return [answer(0x80, { seq: heard.seq }, { data: fromHex('00 00 02 63 C1 A0') })]
    }
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('63c1')
    expect(blocks).toEqual(['00810081'])
    expect(secured(fake.heard)).toHaveLength(1)
  })

  test('with T=1 that the card did not get is not asked for again', async () => {
    const { fake, slot } = await makePowered('tpdu-t1')
    fake.fault = answering('00 81 00 81')
    await expect(slot.verifyPinOnReader(template)).rejects.toMatchObject({ code: 'ERR_CARD_MUTE' })
    expect(secured(fake.heard)).toHaveLength(1)
  })

  test('with T=1 is refused by the reader in its own words', async () => {
    const { fake, slot } = await makePowered('tpdu-t1')
    fake.fault = answering('6403')
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('6403')
    fake.fault = answering('00 00 02 90 00 92')
    expect(toHex(await slot.verifyPinOnReader(template))).toBe('9000')
    expect(toHex(secured(fake.heard)[1]!.data.subarray(12, 15))).toBe('00000d')
  })

  test.each([
    ['cancelled', 0xef, 'ERR_PIN_ENTRY_CANCELLED'],
    ['not entered in time', 0xf0, 'ERR_PIN_ENTRY_TIMEOUT'],
  ])('and %s leaves the card as it is', async (_, error, code) => {
    const { fake, slot } = await makePowered('short-apdu')
    const { card } = slot
    fake.fault = answering('', { status: 0x40, error })
    await expect(slot.verifyPinOnReader(template)).rejects.toMatchObject({ code })
    expect(slot.card).toBe(card)
    expect((await slot.transmit(readFlag))[0]).toBe(0)
  })

  test('may take as long as it was told, and longer than any other command', async () => {
    const { fake, slot, timers } = await makePowered('short-apdu')
    fake.fault = ({ name }) => (name === 'Secure' ? 'silence' : undefined)
    const entering = slot.verifyPinOnReader({ ...template, timeoutSeconds: 120 })
    await timers.advance(129_000)
    fake.push(answer(0x80, { seq: fake.heard[0]!.seq }, { data: fromHex('9000') }))
    expect(toHex(await entering)).toBe('9000')
  })

  test('is given up with ABORT, and the card loses its power', async () => {
    const { fake, slot } = await makePowered('short-apdu')
    fake.fault = ({ name }) => (name === 'Secure' ? 'silence' : undefined)
    const controller = new AbortController()
    const reason = new Error('window closed')
    const entering = slot.verifyPinOnReader(template, controller.signal)
    await settle()
    controller.abort(reason)
    await expect(entering).rejects.toBe(reason)
    await settle()
    expect(fake.heard.map(({ name }) => name)).toEqual(['Secure', 'Abort', 'IccPowerOff'])
    expect(fake.powered).toBe(false)
  })

  test('of a form that the reader cannot take is never asked for', async () => {
    const { fake, slot } = await makePowered('short-apdu')
    await expect(slot.verifyPinOnReader({ ...template, fieldLength: 20 })).rejects.toMatchObject({
      code: 'ERR_READER_PROTOCOL',
    })
    expect(fake.heard).toEqual([])
  })
})
