import { describe, expect, it } from 'vitest'
import { openCard } from '../../../core/cards/open-card.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { openingTranscript } from './hca-test-transcript.ts'

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
      < 6A 82`)
    await expect(openCard(connection, answerToReset)).rejects.toMatchObject({ code: 'ERR_CARD_UNKNOWN' })
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
