import { describe, expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { moicaNative, readMoicaCertificate } from '../../../core/cards/moica-native.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'

const answerToReset = fromHex('3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5')

const check = `
      > 80 A4 00 00 02 3F 00
      < 90 00
      > 80 A4 00 00 02 09 00
      < 90 00
      > 80 A4 00 00 02 09 05
      < 90 00
      > 80 B0 00 00 14
      < 43 48 54 20 56 33 32 4E 00 00 00 00 00 00 00 00 00 00 00 00 90 00`
const folder = `
      > 80 A4 00 00 02 3F 00
      < 90 00
      > 80 A4 00 00 02 50 30
      < 90 00
      > 80 A4 00 00 02 08 F2
      < 90 00`

/** As long as a certificate is, in its tag and length. */
const certificate = concat([0x30, 0x82, 0x01, 0x2c], new Uint8Array(300).fill(0x05))
const [head, first, second] = [certificate.subarray(0, 4), certificate.subarray(0, 200), certificate.subarray(200)]
const reading = (place: string, next: string) => `${folder}
      > 80 B0 ${place} 04
      < ${toHex(head)} 90 00
      > 80 B0 ${place} C8
      < ${toHex(first)} 90 00
      > 80 B0 ${next} ${toHex(Uint8Array.of(second.length))}
      < ${toHex(second)} 90 00`

const recognise = (transcript: string, atr = answerToReset) => {
  const connection = new TranscriptConnection(transcript)
  return { connection, card: moicaNative.recognise(new CardChannel(connection), atr) }
}

describe('the native citizen certificate', () => {
  it('is known by ATR and version, with its certificate and why it cannot sign', async () => {
    const { connection, card } = recognise(`${check}${reading('15 00', '15 C8')}`)
    expect(await card).toMatchObject({
      info: { cardType: 'moica', cardSn: undefined, environment: 'unknown', institution: null },
      certificate,
      refusal: { code: 'ERR_CARD_NEEDS_MIDDLEWARE', details: { answerToReset: toHex(answerToReset) } },
    })
    await connection.disconnect()
  })

  it('no command of its class is sent to a card with another ATR', async () => {
    const { connection, card } = recognise('', Uint8Array.of(0x3b, 0x00))
    expect(await card).toBeUndefined()
    await connection.disconnect()
  })

  it('a card of another version is not taken for one', async () => {
    const { connection, card } = recognise(check.replace('56 33 32', '56 34 30'))
    expect(await card).toBeUndefined()
    await connection.disconnect()
  })

  it.each([
    ['does not have the file', folder.replace(/90 00$/, '6A 82')],
    [
      'has nothing at its place',
      `${folder}
      > 80 B0 15 00 04
      < FF FF FF FF 90 00`,
    ],
    [
      'ends before it',
      `${folder}
      > 80 B0 15 00 04
      < 6B 00`,
    ],
  ])('one that %s holds no certificate', async (_what, rest) => {
    const { connection, card } = recognise(`${check}${rest}`)
    expect(await card).toMatchObject({
      info: { cardType: 'moica', cardSn: undefined },
      refusal: { code: 'ERR_CARD_NO_CERTIFICATE' },
    })
    await connection.disconnect()
  })

  it('a certificate longer than its place is malformed', async () => {
    const { connection, card } = recognise(`${check}${folder}
      > 80 B0 15 00 04
      < 30 82 07 01 90 00`)
    expect(await card).toMatchObject({ refusal: { code: 'ERR_CARD_MALFORMED' } })
    await connection.disconnect()
  })

  it('a card pulled meanwhile is removed', async () => {
    const { card } = recognise(`${check}
      > 80 A4 00 00 02 3F 00
      ! ERR_CARD_REMOVED`)
    await expect(card).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })

  it.each([
    ['root', '00 00', '00 C8'],
    ['issuer', '07 00', '07 C8'],
    ['encryption', '0E 00', '0E C8'],
    ['signature', '15 00', '15 C8'],
  ] as const)('the %s certificate is read from its place, 200 bytes at a time', async (which, place, next) => {
    const connection = new TranscriptConnection(reading(place, next))
    expect(await readMoicaCertificate(new CardChannel(connection), which)).toEqual(certificate)
    await connection.disconnect()
  })
})
