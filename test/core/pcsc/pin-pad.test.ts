import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { findKeypad, parseFeatures, pinVerifyStructure } from '../../../core/pcsc/pin-pad.ts'
import type { Scard, ScardCard } from '../../../core/pcsc/scard.ts'
import { ScardError } from '../../../core/pcsc/scard-errors.ts'
import type { PinTemplate } from '../../../core/smartcard/pin-pad.ts'

const featureRequest = 0x42000d48
const card: ScardCard = { card: 1 }
/** A driver that answers these control codes, in hex. */
const driver = (answers: Readonly<Record<number, string>>) =>
  ({
    featureRequest,
    control: async (_card: ScardCard, code: number) => {
      const answer = answers[code]
      if (answer === undefined) throw new ScardError('SCardControl', 0x8010001f)
      return fromHex(answer)
    },
  }) as unknown as Scard

describe('PC/SC part 10', () => {
  it('features are read by tag, their control codes most significant byte first', () => {
    const features = parseFeatures(fromHex('06 04 42 33 00 06  12 04 42 33 00 12  0A 02 00 00  06'))
    expect([...features]).toEqual([
      [0x06, 0x42330006],
      [0x12, 0x42330012],
    ])
  })

  it('a keypad is known by FEATURE_VERIFY_PIN_DIRECT, with what its properties tell', async () => {
    const scard = driver({
      [featureRequest]: '06 04 42 33 00 06 0B 04 42 33 00 0B 12 04 42 33 00 12',
      0x42330012: '01 02 10 02 06 01 04 07 01 08 02 01 02',
    })
    expect(await findKeypad(scard, card)).toEqual({
      verifyPinDirect: 0x42330006,
      abort: 0x4233000b,
      properties: { displayLines: 2, displayCharacters: 16, minimum: 4, maximum: 8, entryValidationCondition: 2 },
    })
  })

  it('a driver that knows no features, none for PINs, or no properties offers none, none and a plain one', async () => {
    expect(await findKeypad(driver({}), card)).toBeUndefined()
    expect(await findKeypad(driver({ [featureRequest]: '12 04 42 33 00 12' }), card)).toBeUndefined()
    const plain = { displayLines: 0, displayCharacters: 0 }
    expect(await findKeypad(driver({ [featureRequest]: '06 04 42 33 00 06' }), card)).toMatchObject({
      properties: plain,
    })
    expect(await findKeypad({} as Scard, card)).toBeUndefined()
  })

  it.each([
    [{}, '1e00 82 08 00 08 06 02 01 0904 00 000000 0d000000 0020008108ffffffffffffffff'],
    [
      { encoding: 'bcd', fieldLength: 4, timeoutSeconds: 60 },
      '3c00 81 04 00 08 06 02 01 0904 00 000000 09000000 0020008104ffffffff',
    ],
  ] as const)('PIN_VERIFY_STRUCTURE is packed, least significant byte first: %j', (change, expected) => {
    const form: PinTemplate = {
      reference: 0x81,
      encoding: 'ascii',
      minimum: 6,
      maximum: 8,
      fieldLength: 8,
      padding: 0xff,
      ...change,
    }
    const structure = pinVerifyStructure(form, { displayLines: 2, displayCharacters: 16 })
    expect(toHex(structure)).toBe(expected.replaceAll(' ', ''))
  })
})
