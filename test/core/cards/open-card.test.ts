import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { hcaTest } from '../../../core/cards/hca-test.ts'
import { moicaNative } from '../../../core/cards/moica-native.ts'
import { nhi } from '../../../core/cards/nhi.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { openingTranscript } from './hca-test-transcript.ts'
import { nhiAnswer, nhiTranscript } from './nhi-transcript.ts'

const answerToReset = Uint8Array.of(0x3b, 0x00)

describe('opening a card', () => {
  it('finds the profile and what public reads tell', async () => {
    const connection = new TranscriptConnection(openingTranscript({}))
    const card = await openCard(connection, answerToReset)
    expect(card.profile.id).toBe('hca-test')
    expect(card.info.cardType).toBe('hca-personnel')
    await connection.disconnect()
  })

  it('a card that no profile knows is ERR_CARD_UNKNOWN, and saw nothing but SELECT', async () => {
    const connection = new TranscriptConnection(`
      > 00 A4 04 0C 0A F0 4E 48 49 54 45 53 54 01 00
      < 6A 82
      > 00 A4 04 00 10 D1 58 00 00 01 00 00 00 00 00 00 00 00 00 11 00
      < 6A 82`)
    await expect(openCard(connection, answerToReset, { profiles: [hcaTest, nhi, moicaNative] })).rejects.toMatchObject({
      code: 'ERR_CARD_UNKNOWN',
      details: { answerToReset: '3b00' },
    })
    await connection.disconnect()
  })

  it('the application that the ATR names is asked for first, and the others when the card does not have it', async () => {
    const connection = new TranscriptConnection(`
      > 00 A4 04 00 10 D1 58 00 00 01 00 00 00 00 00 00 00 00 00 11 00
      < 6A 82${openingTranscript({})}`)
    const card = await openCard(connection, nhiAnswer, { profiles: [hcaTest, nhi] })
    expect(card.profile.id).toBe('hca-test')
    await connection.disconnect()
  })

  it('a card whose ATR is known to need its vendor’s component says so, when no application is found', async () => {
    const connection = new TranscriptConnection(`
      > 00 A4 04 0C 0A F0 4E 48 49 54 45 53 54 01 00
      < 6A 82`)
    const gpki = fromHex('3B D8 96 00 81 B1 FE 45 1F 07 43 48 54 47 50 4B 49 4A DD')
    await expect(openCard(connection, gpki, { profiles: [hcaTest] })).rejects.toMatchObject({
      code: 'ERR_CARD_NEEDS_MIDDLEWARE',
      details: { answerToReset: toHex(gpki) },
    })
    await connection.disconnect()
  })

  it('a card that is only read is known for what it is', async () => {
    const connection = new TranscriptConnection(nhiTranscript)
    const error = await openCard(connection, nhiAnswer).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ReadOnlyCardError)
    expect(error).toMatchObject({ code: 'ERR_CARD_NO_CERTIFICATE', info: { cardType: 'nhi', cardSn: '000012345678' } })
    await connection.disconnect()
  })

  it('a card pulled meanwhile is removed, not unknown', async () => {
    const connection = new TranscriptConnection(`
      > 00 A4 04 0C 0A F0 4E 48 49 54 45 53 54 01 00
      ! ERR_CARD_REMOVED`)
    await expect(openCard(connection, answerToReset)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })

  it('a spare card says so when its certificate is wanted, and is not even asked for one', async () => {
    const connection = new TranscriptConnection(openingTranscript({ cardType: 'hca-spare' }))
    const card = await openCard(connection, answerToReset)
    await expect(card.readCertificate()).rejects.toMatchObject({ code: 'ERR_CARD_SPARE' })
    await connection.disconnect()
  })

  it('a card whose kind is unknown may still have a certificate', async () => {
    const connection = new TranscriptConnection(`${openingTranscript({ cardType: 'hca-new' })}
      > 00 B0 82 00 00
      < 30 82 00 01 05 90 00`)
    const card = await openCard(connection, answerToReset)
    expect(await card.readCertificate()).toEqual(Uint8Array.of(0x30, 0x82, 0, 1, 5))
    await connection.disconnect()
  })
})
