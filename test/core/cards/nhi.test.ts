import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeBig5 } from '../../../core/bytes/big5.ts'
import { concat } from '../../../core/bytes/concat.ts'
import { parseNhiBasicData } from '../../../core/cards/nhi-basic-data.ts'
import { nhi, readNhiBasicData } from '../../../core/cards/nhi.ts'
import { parseRocDate } from '../../../core/cards/roc-date.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { requireSharedData } from '../../shared-data.ts'
import { nhiAnswer, nhiTranscript, selectNhi } from './nhi-transcript.ts'

const ascii = (text: string) => new TextEncoder().encode(text)

/** The answer as the card lays it out. */
function answer(changes: Partial<Record<'cardSn' | 'name' | 'id' | 'birth' | 'sex' | 'issue', string>> = {}) {
  const { cardSn = '000012345678', name = '王小明', id = 'A123456789' } = changes
  const { birth = '0800101', sex = 'M', issue = '1040701' } = changes
  const padded = new Uint8Array(20)
  padded.set(encodeBig5(name, { hkscs: true }).bytes)
  return concat(ascii(cardSn), padded, ascii(id), ascii(birth), ascii(sex), ascii(issue))
}

describe('the NHI card', () => {
  it('is read with the commands that its readers send, and no others', async () => {
    const connection = new TranscriptConnection(nhiTranscript)
    expect(await readNhiBasicData(new CardChannel(connection))).toEqual({
      cardSn: '000012345678',
      name: '王小明',
      nameIsWhole: true,
      nationalId: 'A123456789',
      birthDate: '1991-01-01',
      sex: 'M',
      issueDate: '2015-07-01',
    })
    await connection.disconnect()
  })

  it('is shown by its number; nothing of its holder is kept, and its environment is not known', async () => {
    const connection = new TranscriptConnection(nhiTranscript)
    const card = await nhi.recognise(new CardChannel(connection), nhiAnswer)
    expect(card?.info).toEqual({
      cardType: 'nhi',
      cardSn: '000012345678',
      environment: 'unknown',
      institution: null,
      neverCounted: true,
    })
    expect(card?.refusal.code).toBe('ERR_CARD_NO_CERTIFICATE')
    await connection.disconnect()
  })

  it.each([
    ['refuses its data', '69 82', 'ERR_CARD_COMMAND'],
    ['is empty', '00 90 00', 'ERR_CARD_MALFORMED'],
  ])('one that %s is an NHI card all the same, and never counted', async (_what, response, code) => {
    const connection = new TranscriptConnection(`${selectNhi}
      > 00 CA 11 00 02 00 00
      < ${response}`)
    const card = await nhi.recognise(new CardChannel(connection), nhiAnswer)
    expect(card).toMatchObject({
      info: { cardType: 'nhi', cardSn: undefined, neverCounted: true },
      refusal: { code },
    })
    await connection.disconnect()
  })

  it('a card without the application is not one', async () => {
    const connection = new TranscriptConnection(selectNhi.replace('90 00', '6A 82'))
    expect(await nhi.recognise(new CardChannel(connection), nhiAnswer)).toBeUndefined()
    await connection.disconnect()
  })

  it('a card pulled meanwhile is removed', async () => {
    const connection = new TranscriptConnection(`${selectNhi}
      > 00 CA 11 00 02 00 00
      ! ERR_CARD_REMOVED`)
    const removed = nhi.recognise(new CardChannel(connection), nhiAnswer)
    await expect(removed).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })
})

describe('the basic data', () => {
  it.each([
    ['許功蓋', 'trail bytes 5C'],
    ['陳堃', 'a character of HKSCS'],
    ['測試測試測試測試測試', 'a name that fills the field'],
  ])('%s: %s', (name) => {
    expect(parseNhiBasicData(answer({ name }))).toMatchObject({ name, nameIsWhole: true })
  })

  it('a character that no set has is U+FFFD, and the name says that it is not whole', () => {
    const bytes = answer()
    bytes.set([0xff, 0x40], 14)
    expect(parseNhiBasicData(bytes)).toMatchObject({ name: '王\ufffd@明', nameIsWhole: false })
  })

  it('blanks before the NUL bytes are no part of a name', () => {
    expect(parseNhiBasicData(answer({ name: '王小明  ' })).name).toBe('王小明')
  })

  it('a birthday before 1912 is counted backwards', () => {
    expect(parseNhiBasicData(answer({ birth: '-050101' })).birthDate).toBe('1907-01-01')
  })

  it.each([
    ['card number', { cardSn: '00001234567 ' }],
    ['name', { name: '' }],
    ['national ID', { id: '1234567890' }],
    ['birthday', { birth: '0800230' }],
    ['birthday', { birth: '       ' }],
    ['sex', { sex: 'X' }],
    ['issue date', { issue: '1041301' }],
  ])('a %s of another form is refused by name, without its content', (field, changes) => {
    const read = () => parseNhiBasicData(answer(changes))
    const what = `NHI basic data: ${field}`
    expect(read).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_MALFORMED', message: what, details: { field: what } }),
    )
  })

  it('an answer cut short is refused', () => {
    expect(() => parseNhiBasicData(answer().subarray(0, 56))).toThrow(/length/)
  })

  it('bytes behind the last field are another version’s', () => {
    expect(parseNhiBasicData(concat(answer(), [0x30])).cardSn).toBe('000012345678')
  })
})

interface Vector {
  readonly card_no: string
  readonly name: string
  readonly id: string
  readonly birth: string
  readonly sex: string
  readonly issue: string
  readonly response_hex: string
}

it('the published vectors are read to the letter', async ({ skip }) => {
  const file = requireSharedData('taiwan/nhi_basic_vectors.json', skip)
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
  expect(vectors.length).toBeGreaterThan(0)
  for (const vector of vectors) {
    const connection = new TranscriptConnection(`${selectNhi}
      > 00 CA 11 00 02 00 00
      < ${vector.response_hex}`)
    expect(await readNhiBasicData(new CardChannel(connection))).toEqual({
      cardSn: vector.card_no,
      name: vector.name,
      nameIsWhole: true,
      nationalId: vector.id,
      birthDate: parseRocDate(vector.birth),
      sex: vector.sex,
      issueDate: parseRocDate(vector.issue),
    })
    await connection.disconnect()
  }
})
