import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { passMixingGuard, takesPinOnReader } from '../../../core/cards/environment.ts'
import type { OtherCard } from '../../../core/cards/mixing.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import type { PinTemplate } from '../../../core/smartcard/pin-pad.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { openingTranscript, selectApplication } from './hca-test-transcript.ts'

const other = (environment: OtherCard['environment'], cardSn: string | undefined): OtherCard => ({
  environment,
  cardSn,
  readerName: 'Reader 2',
})

function refusal(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('the mixing guard', () => {
  it.each(['P', 'X'])(
    'a refused card (EF.INFO says %s) saw nothing but SELECT and public reads',
    async (environment) => {
      const connection = new TranscriptConnection(openingTranscript({ environment }))
      const card = await openCard(connection, new Uint8Array())
      expect(refusal(() => passMixingGuard({ card, others: [], challenge: 'test' }))).toMatchObject({
        code: 'ERR_CARD_ENVIRONMENT',
        details: { culprit: '…0201' },
      })
      await connection.disconnect()
    },
  )

  it('a good card is not touched while a card of the other environment is present', async () => {
    const connection = new TranscriptConnection(openingTranscript({}))
    const card = await openCard(connection, new Uint8Array())
    const others = [other('production', 'HC00000000000999')]
    expect(refusal(() => passMixingGuard({ card, others, challenge: 'test' }))).toMatchObject({
      code: 'ERR_CARD_ENVIRONMENT',
      details: { culprit: '…0999' },
    })
    await connection.disconnect()
  })

  it('a PIN of another form never reaches the card', async () => {
    const connection = new TranscriptConnection(openingTranscript({}))
    const guarded = passMixingGuard({
      card: await openCard(connection, new Uint8Array()),
      others: [],
      challenge: 'test',
    })
    for (const pin of ['', '12345', '123456789', '12345a', '１２３４５６'])
      await expect(guarded.verifyPin(new TextEncoder().encode(pin))).rejects.toMatchObject({
        code: 'ERR_PIN_FORMAT',
        details: { minimum: 6, maximum: 8 },
      })
    await connection.disconnect()
  })

  it('a card that passed takes PIN and digest; the PIN stays its owner’s', async () => {
    const connection = new TranscriptConnection(`${openingTranscript({})}${selectApplication}
      > 00 20 00 81
      < 63 C3${selectApplication}
      > 00 20 00 81 08 31 32 33 34 35 36 37 FF
      < 90 00
      > 00 22 41 B6 06 80 01 02 84 01 82
      < 90 00
      > 00 2A 9E 9A 33 *************************************************** 00
      < AB CD 90 00`)
    const card = await openCard(connection, new Uint8Array())
    const guarded = passMixingGuard({ card, others: [other('test', 'HC00000000000201')], challenge: 'test' })
    const pin = new TextEncoder().encode('1234567')
    expect(await guarded.triesLeft()).toBe(3)
    await guarded.verifyPin(pin)
    expect(await guarded.sign(new Uint8Array(32))).toEqual(Uint8Array.of(0xab, 0xcd))
    expect(new TextDecoder().decode(pin)).toBe('1234567')
    await connection.disconnect()
  })

  describe('on a reader with a keypad', () => {
    const noDisplay = { displayLines: 0, displayCharacters: 0 }
    const withKeypad = (text: string, statusWord: readonly number[]) => {
      const templates: PinTemplate[] = []
      const verifyPinOnReader = async (template: PinTemplate): Promise<Uint8Array> => {
        templates.push(template)
        return Uint8Array.from(statusWord)
      }
      const transcript = new TranscriptConnection(text)
      return { connection: Object.assign(transcript, { pinPad: noDisplay, verifyPinOnReader }), templates }
    }

    it('the PIN is asked for there, once, in the card’s own form', async () => {
      const { connection, templates } = withKeypad(`${openingTranscript({})}${selectApplication}`, [0x63, 0xc2])
      const card = await openCard(connection, new Uint8Array())
      const guarded = passMixingGuard({ card, others: [], challenge: 'test' })
      await expect(guarded.verifyPinOnReader?.()).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', triesLeft: 2 })
      expect(templates).toEqual([
        { reference: 0x81, encoding: 'ascii', minimum: 6, maximum: 8, fieldLength: 8, padding: 0xff },
      ])
      await connection.disconnect()
    })

    it('a card that did not pass is never asked for', async () => {
      const { connection, templates } = withKeypad(openingTranscript({}), [0x90, 0x00])
      const card = await openCard(connection, new Uint8Array())
      expect(() => passMixingGuard({ card, others: [], challenge: 'production' })).toThrow(
        expect.objectContaining({ code: 'ERR_CARD_ENVIRONMENT' }),
      )
      expect(templates).toEqual([])
      await connection.disconnect()
    })

    it('is not offered where it cannot take as many digits as the card’s PIN may have', async () => {
      const { connection, templates } = withKeypad(openingTranscript({}), [0x90, 0x00])
      Object.assign(connection, { pinPad: { ...noDisplay, maximum: 5 } })
      const card = await openCard(connection, new Uint8Array())
      expect(takesPinOnReader(card)).toBe(false)
      expect(passMixingGuard({ card, others: [], challenge: 'test' }).verifyPinOnReader).toBeUndefined()
      expect(templates).toEqual([])
      await connection.disconnect()
    })

    it('is offered only where there is one', async () => {
      const connection = new TranscriptConnection(openingTranscript({}))
      const card = await openCard(connection, new Uint8Array())
      expect(passMixingGuard({ card, others: [], challenge: 'test' }).verifyPinOnReader).toBeUndefined()
      await connection.disconnect()
    })
  })

  it('nothing but a SHA-256 digest is signed', async () => {
    const connection = new TranscriptConnection(openingTranscript({}))
    const guarded = passMixingGuard({
      card: await openCard(connection, new Uint8Array()),
      others: [],
      challenge: 'test',
    })
    await expect(guarded.sign(new Uint8Array(20))).rejects.toThrow(RangeError)
    await connection.disconnect()
  })

  it('counted commands are called from here and nowhere else', () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    const sources = ['core', 'demo', 'extension', 'server', 'web'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    const callers = sources.filter(
      (path) => /\.tsx?$/.test(path) && /\.counted\b/.test(readFileSync(join(root, path), 'utf8')),
    )
    expect(callers).toEqual([join('core', 'cards', 'environment.ts')])
  })
})
