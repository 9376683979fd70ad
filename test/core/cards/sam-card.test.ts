import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../core/bytes/hex.ts'
import { passMixingGuardWithSam } from '../../../core/cards/environment.ts'
import type { MixingQuestion } from '../../../core/cards/mixing.ts'
import { moduleAuthenticationMessage } from '../../../core/cards/module-authentication.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { recogniseSam, type SamCard } from '../../../core/cards/sam-card.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { samCertificate, samInfo, samTranscript, selectSam } from './sam-transcript.ts'

const answerToReset = fromHex('3B 8C 81 31 FE 45 80 73 80 21 C0 56 4E 48 49 53 41 4D 53')

/** The module, recognised, and what is to be said to it afterwards. */
async function recognised(afterwards = '', info = samInfo()) {
  const connection = new TranscriptConnection(samTranscript(info) + afterwards)
  const sam = await recogniseSam(new CardChannel(connection))
  if (!sam) throw new Error('no module')
  return { sam, connection }
}

const question = { challenge: 'test', card: { environment: 'test', cardSn: 'HC00000000000201' }, others: [] } as const
const guarded = (sam: SamCard, changes: Partial<MixingQuestion> = {}) =>
  passMixingGuardWithSam({ ...question, ...changes }, sam)

describe('a security module in a reader', () => {
  it('is known by SELECT and public reads alone', async () => {
    const { sam, connection } = await recognised()
    expect(sam).toMatchObject({
      module: '900000000123',
      institution: '3501999018',
      environment: 'test',
      certificate: samCertificate,
    })
    await connection.disconnect()
  })

  it.each([
    ['900000000123', 'test'],
    ['000000000123', 'production'],
    ['500000000123', 'unknown'],
  ])('%s is %s by the first digit of its code', async (module, environment) => {
    expect((await recognised('', samInfo({ module }))).sam.environment).toBe(environment)
  })

  it('another card is none', async () => {
    const connection = new TranscriptConnection(selectSam.replace('90 00', '6A 82'))
    expect(await recogniseSam(new CardChannel(connection))).toBeUndefined()
  })

  it('one that was pulled meanwhile is removed', async () => {
    const connection = new TranscriptConnection(`${selectSam}
      > 00 B0 81 00 00
      ! ERR_CARD_REMOVED`)
    await expect(recogniseSam(new CardChannel(connection))).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })

  it.each([
    ['version', samInfo({ version: 2 })],
    ['module', samInfo({ module: '90000000012' })],
    ['institution', samInfo({ institution: '350199901X' })],
    ['structure', samInfo().subarray(0, 20)],
    ['structure', Uint8Array.of(0xe0, 0x00)],
  ])('one whose EF.INFO has another %s is malformed, and says where', async (field, info) => {
    await expect(recognised('', info)).rejects.toMatchObject({
      code: 'ERR_CARD_MALFORMED',
      details: { field: `EF.INFO: ${field}` },
    })
  })

  it.each([
    ['00', false],
    ['01', true],
  ])('GET DATA DF01 %s: authenticated is %s', async (state, isAuthenticated) => {
    const { sam, connection } = await recognised(`
      > 00 CA DF 01 00
      < ${state} 90 00`)
    expect(await sam.isAuthenticated()).toBe(isAuthenticated)
    await connection.disconnect()
  })

  it('among cards it is a module with its code, and why nobody signs in with it', async () => {
    const connection = new TranscriptConnection(samTranscript().slice(0, samTranscript().indexOf('> 00 B0 82')))
    const refusal = await openCard(connection, answerToReset).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ReadOnlyCardError)
    expect(refusal).toMatchObject({
      code: 'ERR_CARD_IS_MODULE',
      info: { cardType: undefined, module: '900000000123', environment: 'test', institution: '3501999018' },
    })
    await connection.disconnect()
  })
})

describe('behind the mixing guard', () => {
  const random = Uint8Array.from({ length: 16 }, (_, index) => index)
  const response = new Uint8Array(64).fill(0x5a)
  const authenticate = (status: string) => `
      > 00 82 00 83 40 ${'*'.repeat(64)}
      < ${status}`

  it('it gives a random number, takes the answer once, and signs a digest', async () => {
    const { sam, connection } = await recognised(`
      > 00 84 00 00 10
      < 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 90 00${authenticate('90 00')}
      > 00 2A 9E 9A 20 ${'*'.repeat(32)} 00
      < AB CD 90 00`)
    const module = guarded(sam)
    expect(await module.challenge()).toEqual(random)
    await module.authenticate(response)
    expect(await module.sign(new Uint8Array(32))).toEqual(Uint8Array.of(0xab, 0xcd))
    await connection.disconnect()
  })

  it.each<[string, Partial<MixingQuestion>, string]>([
    [
      'a production challenge',
      { challenge: 'production', card: { ...question.card, environment: 'production' } },
      'SAM …0123',
    ],
    ['a production card', { card: { ...question.card, environment: 'production' } }, '…0201'],
    ['a card whose kind nobody knows', { card: { ...question.card, environment: 'unknown' } }, '…0201'],
    [
      'a production card in another slot',
      { others: [{ readerName: 'Slot 1', cardSn: '000000000999', environment: 'production', neverCounted: true }] },
      '…0999',
    ],
  ])('with %s it saw nothing but public reads', async (_what, changes, culprit) => {
    const { sam, connection } = await recognised()
    expect(() => guarded(sam, changes)).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_ENVIRONMENT', details: { culprit } }),
    )
    await connection.disconnect()
  })

  it('a module of neither environment is used with nothing', async () => {
    const { sam } = await recognised('', samInfo({ module: '500000000123' }))
    expect(() => guarded(sam)).toThrow(expect.objectContaining({ code: 'ERR_CARD_ENVIRONMENT' }))
  })

  it.each([
    ['63 C2', 'ERR_READER_SAM_REFUSED', { triesLeft: 2 }],
    ['69 83', 'ERR_READER_SAM_LOCKED', undefined],
    ['69 85', 'ERR_CARD_COMMAND', { sw: '6985' }],
  ])('an answer that it takes for wrong (%s) is %s, and is never sent again', async (status, code, details) => {
    const { sam, connection } = await recognised(authenticate(status))
    await expect(guarded(sam).authenticate(response)).rejects.toMatchObject({ code, ...(details && { details }) })
    await connection.disconnect()
  })

  it('an answer of another form never reaches it', async () => {
    const { sam, connection } = await recognised()
    await expect(guarded(sam).authenticate(response.subarray(1))).rejects.toThrow(RangeError)
    await connection.disconnect()
  })

  it('a random number of another length is not passed on', async () => {
    const { sam } = await recognised(`
      > 00 84 00 00 10
      < 00 01 90 00`)
    await expect(guarded(sam).challenge()).rejects.toMatchObject({ code: 'ERR_CARD_MALFORMED' })
  })

  it('before it was authenticated it signs nothing, and that is its own error', async () => {
    const { sam, connection } = await recognised(`
      > 00 2A 9E 9A 20 ${'*'.repeat(32)} 00
      < 69 82`)
    await expect(guarded(sam).sign(new Uint8Array(32))).rejects.toMatchObject({
      code: 'ERR_READER_SAM_NOT_AUTHENTICATED',
    })
    await connection.disconnect()
  })

  it('nothing but a SHA-256 digest is signed', async () => {
    const { sam, connection } = await recognised()
    await expect(guarded(sam).sign(new Uint8Array(20))).rejects.toThrow(RangeError)
    await connection.disconnect()
  })
})

it('what the portal answers is over its own words, the code and the whole random number', () => {
  const random = new Uint8Array(16).fill(0x41)
  const message = new TextDecoder().decode(moduleAuthenticationMessage('900000000123', random))
  expect(message).toBe(`nhi-sam-authentication900000000123${'A'.repeat(16)}`)
  expect(() => moduleAuthenticationMessage('900000000123', new Uint8Array(15))).toThrow(RangeError)
})
