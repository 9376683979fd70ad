import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import {
  parseTlvProperties,
  pinPadOf,
  type PinTemplate,
  requirePossible,
  verifyTemplate,
} from '../../../core/smartcard/pin-pad.ts'
import { verifyPinOnReader } from '../../../core/smartcard/verify-pin.ts'

const template: PinTemplate = {
  reference: 0x81,
  encoding: 'ascii',
  minimum: 6,
  maximum: 8,
  fieldLength: 8,
  padding: 0xff,
}
const noDisplay = { displayLines: 0, displayCharacters: 0 }

test('the command has its field full of padding, for the reader to write over', () => {
  expect(toHex(verifyTemplate(template))).toBe('0020008108ffffffffffffffff')
  expect(toHex(verifyTemplate({ ...template, cla: 0x80, fieldLength: 4, padding: 0 }))).toBe('802000810400000000')
})

describe('a template', () => {
  test.each([
    ['has no field', { fieldLength: 0 }, {}],
    ['has a longer field than a reader can fill', { fieldLength: 16 }, {}],
    ['has PINs longer than their field', { fieldLength: 6 }, {}],
    ['has no shortest PIN', { minimum: 0 }, {}],
    ['has a shortest PIN longer than the longest', { minimum: 8, maximum: 7 }, {}],
    ['has only PINs too long for the reader', {}, { maximum: 5 }],
    ['allows PINs too short for the reader', {}, { minimum: 7 }],
  ])('that %s is refused before anything is sent', (_, changes, limits) => {
    const refused = () => requirePossible({ ...template, ...changes }, { ...noDisplay, ...limits })
    expect(refused).toThrow(expect.objectContaining({ code: 'ERR_READER_PROTOCOL', details: { field: 'PIN entry' } }))
  })

  test('of BCD takes two digits a byte', () => {
    expect(() => requirePossible({ ...template, encoding: 'bcd', fieldLength: 4 }, noDisplay)).not.toThrow()
  })
})

describe('the TLV properties of PC/SC part 10', () => {
  test('tell display, PIN lengths and how an entry ends', () => {
    const bytes = fromHex('01 02 10 02  02 01 07  06 01 04  07 01 0C  09 01 00  0B 02 E6 08')
    expect(parseTlvProperties(bytes)).toEqual({
      displayLines: 2,
      displayCharacters: 16,
      minimum: 4,
      maximum: 12,
      entryValidationCondition: 7,
    })
  })

  test('that say nothing, or are cut short, promise nothing', () => {
    expect(parseTlvProperties(new Uint8Array())).toEqual(noDisplay)
    expect(parseTlvProperties(fromHex('07 01 00  06 04 01'))).toEqual(noDisplay)
  })
})

test('a connection has a keypad when it has both parts of it', () => {
  const verify = async (): Promise<Uint8Array> => fromHex('9000')
  const connection = {} as Parameters<typeof pinPadOf>[0]
  expect(pinPadOf(connection)).toBeUndefined()
  expect(pinPadOf({ ...connection, pinPad: noDisplay })).toBeUndefined()
  expect(pinPadOf({ ...connection, pinPad: noDisplay, verifyPinOnReader: verify })?.pinPad).toBe(noDisplay)
})

describe('verifying on the reader', () => {
  const verified = (sw: string): Promise<void> =>
    verifyPinOnReader({ pinPad: noDisplay, verifyPinOnReader: async () => fromHex(sw) }, template)

  test('succeeds with 9000', async () => {
    await expect(verified('9000')).resolves.toBeUndefined()
  })

  test.each([
    ['6400', { code: 'ERR_PIN_ENTRY_TIMEOUT' }],
    ['6401', { code: 'ERR_PIN_ENTRY_CANCELLED' }],
    ['6403', { code: 'ERR_PIN_FORMAT', details: { minimum: 6, maximum: 8 } }],
    ['63c2', { code: 'ERR_PIN_WRONG', triesLeft: 2 }],
    ['63c0', { code: 'ERR_PIN_BLOCKED' }],
    ['6983', { code: 'ERR_PIN_BLOCKED' }],
    ['6a88', { code: 'ERR_CARD_COMMAND', sw: 0x6a88 }],
  ])('%s is its own error', async (sw, error) => {
    await expect(verified(sw)).rejects.toMatchObject(error)
  })
})
