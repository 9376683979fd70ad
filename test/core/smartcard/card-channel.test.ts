import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { computeDigitalSignature } from '../../../core/smartcard/compute-digital-signature.ts'
import { getData } from '../../../core/smartcard/get-data.ts'
import { manageSecurityEnvironment } from '../../../core/smartcard/manage-security-environment.ts'
import { readBinary, readFile } from '../../../core/smartcard/read-binary.ts'
import { select, selectFile } from '../../../core/smartcard/select.ts'
import { StatusWordError } from '../../../core/smartcard/status-word.ts'
import { pinTriesLeft, verifyPin } from '../../../core/smartcard/verify-pin.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'

async function play<T>(text: string, run: (channel: CardChannel) => Promise<T>, extended = false): Promise<T> {
  const card = new TranscriptConnection(text)
  const result = await run(new CardChannel(card, { extended }))
  await card.disconnect()
  return result
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/apdu/${name}.apdu`, import.meta.url), 'utf8')

const row = (length: number, first = 0): Uint8Array => Uint8Array.from({ length }, (_, index) => (first + index) & 0xff)
const pin = (): Uint8Array => fromHex('313233343536ffff')

describe('a response', () => {
  test('that goes on (61xx) is fetched to its end, in the same logical channel', async () => {
    const data = await play(
      '> 81 CA 00 6E 00\n< 01 61 02\n> 01 C0 00 00 02\n< 02 03 61 00\n> 01 C0 00 00 00\n< 04 90 00',
      (c) => c.send({ name: 'GET DATA', cla: 0x81, ins: 0xca, p2: 0x6e, le: 256 }),
    )
    expect(toHex(data)).toBe('01020304')
  })

  test('with a corrected length (6Cxx) is asked for once more', async () => {
    const data = await play('> 00 CA 00 6E 00\n< 6C 02\n> 00 CA 00 6E 02\n< AB CD 90 00', (c) => getData(c, 0x6e))
    expect(toHex(data)).toBe('abcd')
  })

  test('with a corrected length twice is an error, not a loop', async () => {
    const playing = play('> 00 CA 00 6E 00\n< 6C 02\n> 00 CA 00 6E 02\n< 6C 03', (c) => getData(c, 0x6e))
    await expect(playing).rejects.toMatchObject({ sw: 0x6c03 })
  })

  test('that goes on without bringing anything is refused', async () => {
    const playing = play('> 00 CA 00 6E 00\n< 61 02\n> 00 C0 00 00 02\n< 61 02', (c) => getData(c, 0x6e))
    await expect(playing).rejects.toMatchObject({ code: 'ERR_CARD_MALFORMED' })
  })

  test('too short for a status word is refused', async () => {
    await expect(play('> 00 CA 00 6E 00\n< 90', (c) => getData(c, 0x6e))).rejects.toMatchObject({
      code: 'ERR_READER_PROTOCOL',
      details: { field: 'response APDU' },
    })
  })

  test('other than 9000 is an error with command and status word', async () => {
    const playing = play('> 00 CA 00 6E 00\n< 6A 88', (c) => getData(c, 0x6e))
    await expect(playing).rejects.toBeInstanceOf(StatusWordError)
    await expect(playing).rejects.toMatchObject({
      code: 'ERR_CARD_COMMAND',
      sw: 0x6a88,
      details: { command: 'GET DATA', sw: '6A88' },
    })
  })
})

describe('long data', () => {
  const data = row(300)
  const command = { name: 'PUT', ins: 0xdb, data, le: 65536 }
  const [first, rest] = [toHex(data.subarray(0, 255)), toHex(data.subarray(255))]

  test('goes by command chaining to a card without extended lengths', async () => {
    const sent = `> 10 DB 00 00 FF ${first}\n< 90 00\n> 00 DB 00 00 2D ${rest} 00\n< 07 90 00`
    expect(await play(sent, (c) => c.send(command))).toEqual(Uint8Array.of(7))
  })

  test('goes in one command to a card with them', async () => {
    const sent = `> 00 DB 00 00 00 012C ${first}${rest} 0000\n< 07 90 00`
    expect(await play(sent, (c) => c.send(command), true)).toEqual(Uint8Array.of(7))
  })

  test('stops at the part that the card refuses', async () => {
    const sent = `> 10 DB 00 00 FF ${first}\n< 68 84`
    await expect(play(sent, (c) => c.send(command))).rejects.toMatchObject({ sw: 0x6884 })
  })
})

describe('SELECT', () => {
  test('by AID wants nothing back, or the control information', async () => {
    const aid = fromHex('F0 48 43 41 01')
    await play('> 00 A4 04 0C 05 F0 48 43 41 01\n< 90 00', (c) => select(c, aid))
    const sent = '> 00 A4 04 00 05 F0 48 43 41 01 00\n< 61 03\n> 00 C0 00 00 03\n< 6F 01 00 90 00'
    expect(toHex(await play(sent, (c) => select(c, aid, { wantInformation: true })))).toBe('6f0100')
  })

  test('by file identifier says where to look', async () => {
    await play('> 00 A4 00 0C 02 3F 00\n< 90 00', (c) => selectFile(c, 0x3f00))
    await play('> 80 A4 02 00 02 50 31 00\n< 90 00', (c) =>
      selectFile(c, 0x5031, { cla: 0x80, p1: 0x02, wantInformation: true }),
    )
  })
})

describe('READ BINARY', () => {
  test('reads a file by short identifier to its end, the rest by offset', async () => {
    const text = `> 00 B0 84 00 00\n< ${toHex(row(256))} 90 00\n> 00 B0 01 00 00\n< AA BB 62 82`
    const data = await play(text, (c) => readFile(c, { shortFileId: 4 }))
    expect(data.length).toBe(258)
    expect(data.at(-1)).toBe(0xbb)
  })

  test('a file that ends where a read ends is told by the offset past it', async () => {
    const text = `> 00 B0 00 00 00\n< ${toHex(row(256))} 90 00\n> 00 B0 01 00 00\n< 6B 00`
    expect((await play(text, (c) => readFile(c))).length).toBe(256)
  })

  test('reads as many bytes as are wanted and no more', async () => {
    const text = `> 00 B0 00 10 00\n< ${toHex(row(256))} 90 00\n> 00 B0 01 10 04\n< 01 02 03 04 90 00`
    expect((await play(text, (c) => readFile(c, { offset: 0x10, length: 260 }))).length).toBe(260)
  })

  test('a file shorter than its contents promise is malformed', async () => {
    const reading = play('> 00 B0 00 00 08\n< 01 02 62 82', (c) => readFile(c, { length: 8 }))
    await expect(reading).rejects.toMatchObject({ code: 'ERR_CARD_MALFORMED', details: { field: 'file length' } })
  })

  test('a file that may not be read is an error, and no empty file', async () => {
    await expect(play('> 00 B0 00 00 00\n< 69 82', (c) => readFile(c))).rejects.toMatchObject({ sw: 0x6982 })
    await expect(play('> 00 B0 00 00 00\n< 6B 00', (c) => readFile(c))).rejects.toMatchObject({ sw: 0x6b00 })
  })

  test('an offset that does not fit P1-P2 is our own mistake', async () => {
    const channel = new CardChannel(new TranscriptConnection(''))
    await expect(readBinary(channel, { offset: 0x8000 })).rejects.toThrow(RangeError)
    await expect(readBinary(channel, { shortFileId: 1, offset: 0x100 })).rejects.toThrow(RangeError)
  })
})

describe('VERIFY', () => {
  test('a right PIN resolves, and tries are told before without trying', async () => {
    await play(fixture('verify-right'), async (channel) => {
      expect(await pinTriesLeft(channel, 0x81)).toBe(3)
      await verifyPin(channel, 0x81, pin())
      expect(await pinTriesLeft(channel, 0x81)).toBeUndefined()
    })
  })

  test('a wrong PIN tells the tries left, and a blocked one is its own code, not "0 tries left"', async () => {
    await play(fixture('verify-until-blocked'), async (channel) => {
      const trying = (): Promise<void> => verifyPin(channel, 0x81, pin())
      await expect(trying()).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', triesLeft: 2, details: { triesLeft: 2 } })
      await expect(trying()).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', triesLeft: 1 })
      await expect(trying()).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
      await expect(trying()).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
      expect(await pinTriesLeft(channel, 0x81)).toBe(0)
    })
  })

  test.each(['6C 08', '61 04', '67 00', '69 84'])(
    'answered with %s it is not repeated, continued or taken for a wrong PIN',
    async (sw) => {
      const playing = play(`> 00 20 00 81 08 ********\n< ${sw}`, (c) => verifyPin(c, 0x81, pin()))
      await expect(playing).rejects.toMatchObject({ code: 'ERR_CARD_COMMAND', details: { command: 'VERIFY' } })
    },
  )

  test('is not repeated when the reader fails', async () => {
    const playing = play('> 00 20 00 81 08 ********\n! ERR_READER_TIMEOUT', (c) => verifyPin(c, 0x81, pin()))
    await expect(playing).rejects.toMatchObject({ code: 'ERR_READER_TIMEOUT' })
  })

  test.each(['answers', 'fails'])('the command that held the PIN is overwritten when the card %s', async (how) => {
    let command: Uint8Array | undefined
    const card = new TranscriptConnection('> 00 20 00 81 08 ********\n< 90 00')
    const transmit = card.transmit.bind(card)
    card.transmit = async (bytes) => {
      expect(bytes.subarray(5)).toEqual(pin())
      command = bytes
      if (how === 'fails') throw new Error('broken')
      return transmit(bytes)
    }
    await verifyPin(new CardChannel(card), 0x81, pin()).catch(() => undefined)
    expect(command).toHaveLength(13)
    expect(command?.every((byte) => byte === 0)).toBe(true)
  })
})

test('signing names template, algorithm and key, then gives the digest', async () => {
  const signature = await play(fixture('sign'), async (channel) => {
    await manageSecurityEnvironment(channel, {
      template: 'digitalSignature',
      algorithm: 0x42,
      privateKeyReference: 0x01,
    })
    return computeDigitalSignature(channel, row(51))
  })
  expect(signature).toEqual(row(256))
})

test('the signal of the channel reaches every command', async () => {
  const reason = new Error('window closed')
  const channel = new CardChannel(new TranscriptConnection('> 00 CA 00 6E 00\n< 90 00'), {
    signal: AbortSignal.abort(reason),
  })
  await expect(getData(channel, 0x6e)).rejects.toBe(reason)
})
