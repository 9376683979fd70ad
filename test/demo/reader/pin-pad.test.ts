import { beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../core/bytes/hex.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import { type PinPadConnection, pinPadOf } from '../../../core/smartcard/pin-pad.ts'
import { select } from '../../../core/smartcard/select.ts'
import { verifyPinOnReader } from '../../../core/smartcard/verify-pin.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { parsePinEntryRequest } from '../../../demo/reader/pin-entry-request.ts'
import { plainCard, type ReaderSetUp, setUpReader, t0Answer } from './set-up.ts'

const field = { reference: 0x81, encoding: 'ascii', minimum: 6, maximum: 8, fieldLength: 8, padding: 0xff } as const

describe.each([
  ['T=1', plainCard()],
  ['T=0', plainCard({ answerToReset: t0Answer })],
])('a PIN on the keypad of the virtual reader, with a %s card', (_, card) => {
  let setUp: ReaderSetUp
  let connection: SmartCardConnection
  let pad: PinPadConnection
  const state = async () => (await setUp.desk.snapshot()).cards[0]?.state

  beforeEach(async () => {
    setUp = await setUpReader('pin-pad', card)
    const context = new WebUsbContext({ usb: setUp.desk.usb })
    connection = (await context.connect(setUp.readerName, 'shared')).connection
    await select(new CardChannel(connection), fromHex('F0 4E 48 49 54 45 53 54 01 00'))
    const found = pinPadOf(connection)
    if (!found) throw new Error('no keypad')
    pad = found
  })

  it('has a display, and takes a PIN', async () => {
    expect(pad.pinPad).toEqual({ displayLines: 2, displayCharacters: 16 })
    await connection.disconnect()
  })

  it('is no longer waited for once the caller gives up', async () => {
    const controller = new AbortController()
    const asked = setUp.desk.keypadAsked(setUp.readerName)
    const entering = verifyPinOnReader(pad, field, controller.signal)
    const outcome = entering.catch((error: unknown) => error)
    await asked
    const reason = new Error('window closed')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    await expect(connection.transmit(fromHex('0020008100'))).rejects.toSatisfy((error) =>
      isCoded(error, 'ERR_CARD_REMOVED'),
    )
    expect(await connection.status()).toMatchObject({ state: 'present' })
    expect(await state()).toMatchObject({ verifyCount: 0, triesLeft: 3, powered: false })
    await connection.disconnect()
  })
})

describe('the keypad’s firmware', () => {
  const structure = (changes: Record<number, number> = {}): Uint8Array => {
    const data = fromHex('00 1e 82 08 00 08 06 02 00 09 04 00 000000 0020008108 ffffffffffffffff')
    for (const [at, value] of Object.entries(changes)) data[Number(at)] = value
    return data
  }
  const request = (data: Uint8Array) => {
    const parsed = parsePinEntryRequest(data)
    if (typeof parsed === 'number') throw new Error(`bError ${parsed}`)
    return parsed
  }

  it('writes ASCII digits over the padding', () => {
    expect(toHex(request(structure()).commandWith('123456'))).toBe('0020008108313233343536ffff')
  })

  it('writes BCD digits two a byte, an odd one with F', () => {
    expect(toHex(request(structure({ 2: 0x81 })).commandWith('12345'))).toBe('002000810812345fffffffffff')
  })

  it.each([
    ['bPINOperation', 0, 0x01, 10],
    ['bmFormatString', 2, 0x12, 12],
    ['bmPINBlockString', 3, 0x18, 13],
    ['bmPINLengthFormat', 4, 0x10, 14],
    ['wPINMaxExtraDigit', 5, 0x20, 15],
    ['bEntryValidationCondition', 7, 0x07, 17],
  ])('refuses %s that it cannot do by its offset', (_, at, value, bError) => {
    expect(parsePinEntryRequest(structure({ [at]: value }))).toBe(bError)
  })
})
