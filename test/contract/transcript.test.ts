import { describe, expect, test } from 'vitest'
import { fromHex } from '../../core/bytes/hex.ts'
import { RecordingConnection } from '../../demo/reader/transcript-recorder.ts'
import { parseTranscript, TranscriptConnection } from '../../demo/reader/transcript.ts'

const hex = fromHex

describe('playing', () => {
  test('answers in order, one at a time, also when commands are sent together', async () => {
    const card = new TranscriptConnection('> 80 01\n< 01 90 00\n> 80 02\n< 02 90 00')
    const answers = await Promise.all([card.transmit(hex('8001')), card.transmit(hex('8002'))])
    expect(answers.map((answer) => answer[0])).toEqual([1, 2])
    await card.disconnect()
  })

  test('a wrong command fails with its line, and is no error a card could give', async () => {
    const card = new TranscriptConnection('# demo\n> 00 A4 04 00   # SELECT\n< 90 00')
    const failing = card.transmit(hex('00a4040c'))
    await expect(failing).rejects.toThrow('transcript line 2: expected 00 A4 04 00, got 00 A4 04 0C')
    await expect(failing).rejects.not.toHaveProperty('code')
  })

  test('a command too many, and one too few, fail', async () => {
    const card = new TranscriptConnection('> 80 01\n< 90 00\n\n> 80 02\n< 90 00')
    await card.transmit(hex('8001'))
    await expect(card.disconnect()).rejects.toThrow('transcript line 4: 80 02 was not sent')
    const empty = new TranscriptConnection('')
    await expect(empty.transmit(hex('8001'))).rejects.toThrow('after its end')
  })

  test('an asterisk is any byte, and exactly one', async () => {
    const text = '> 00 20 00 81 04 ****\n< 90 00'
    const card = new TranscriptConnection(text)
    await card.transmit(hex('002000810431323334'))
    await card.disconnect()
    await expect(new TranscriptConnection(text).transmit(hex('0020008104313233'))).rejects.toThrow('line 1')
    await expect(new TranscriptConnection(text).transmit(hex('002000820431323334'))).rejects.toThrow('line 1')
  })

  test('a card can be pulled at a line', async () => {
    const card = new TranscriptConnection('> 80 01\n! ERR_CARD_REMOVED')
    await expect(card.transmit(hex('8001'))).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    await card.disconnect('unpower')
    expect(card.dispositions).toEqual(['unpower'])
  })

  test('transactions end as they say, and by a reset otherwise', async () => {
    const card = new TranscriptConnection('')
    await card.startTransaction(async () => 'leave')
    await card.startTransaction(async () => undefined)
    const failing = card.startTransaction(async () => {
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(card.dispositions).toEqual(['leave', 'reset', 'reset'])
  })

  test('after disconnect every call fails, and a second disconnect does nothing', async () => {
    const card = new TranscriptConnection('')
    await card.disconnect()
    await card.disconnect()
    await expect(card.transmit(hex('8001'))).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    await expect(card.status()).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    await expect(card.startTransaction(async () => 'leave')).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
  })

  test.each([
    ['< 90 00', 'line 1: > expected'],
    ['> 80 01\n> 80 02', 'line 2: < or ! expected'],
    ['\n> 80 01', 'line 2: a command without an answer'],
    ['> 80 0\n< 90 00', 'line 1: not hex'],
    ['> 80 01\n! ERR_NONSENSE', 'line 2: no error code'],
  ])('text that is no transcript fails with its line: %j', (text, message) => {
    expect(() => parseTranscript(text)).toThrow(message)
  })
})

describe('recording', () => {
  test('writes what can be played again', async () => {
    const text = '> 00 A4 04 0C 02 F0 01  # SELECT\n< 90 00\n> 80 77\n! ERR_CARD_REMOVED\n'
    const recording = new RecordingConnection(new TranscriptConnection(text))
    await recording.transmit(hex('00a4040c02f001'))
    await expect(recording.transmit(hex('8077'))).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    await recording.disconnect()
    expect(recording.transcript).toBe(text)
  })

  test.each([
    ['VERIFY', '0020008108313233343536ffff', '> 00 20 00 81 08 ********  # VERIFY'],
    ['CHANGE REFERENCE DATA', '00240081043132333435', '> 00 24 00 81 04 *****  # CHANGE REFERENCE DATA'],
    ['extended VERIFY', '0020008100000431323334', '> 00 20 00 81 00 00 04 ****  # VERIFY'],
    ['chained RESET RETRY COUNTER', '102c00810231320a', '> 10 2C 00 81 02 ***  # RESET RETRY COUNTER'],
    ['VERIFY without data', '00200081', '> 00 20 00 81  # VERIFY'],
  ])('no byte of a PIN is written: %s', async (_, command, line) => {
    const card = new TranscriptConnection(`> ${command}\n< 63 C2`)
    const recording = new RecordingConnection(card)
    await recording.transmit(hex(command))
    expect(recording.transcript).toBe(`${line}\n< 63 C2\n`)
  })
})
