import { describe, expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { hcaTest } from '../../../core/cards/hca-test.ts'
import { parseHcaTestInfo } from '../../../core/cards/hca-test-info.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { infoFile, selectApplication } from './hca-test-transcript.ts'

const digits = (pin: string) => new TextEncoder().encode(pin)

async function play<T>(text: string, work: (channel: CardChannel) => Promise<T>): Promise<T> {
  const card = new TranscriptConnection(text)
  const result = await work(new CardChannel(card))
  await card.disconnect()
  return result
}

describe('the HCA test card', () => {
  it('is recognised by SELECT, and tells of itself in EF.INFO', async () => {
    const text = `${selectApplication}
      > 00 B0 81 00 00
      < ${toHex(infoFile({ environment: 'T', institution: '3501999018' }))} 90 00`
    expect(await play(text, (channel) => hcaTest.recognise(channel, new Uint8Array()))).toEqual({
      cardType: 'hca-personnel',
      cardSn: 'HC00000000000201',
      environment: 'test',
      institution: '3501999018',
    })
  })

  it('a card without the application is another card', async () => {
    const text = `
      > 00 A4 04 0C 0A F0 4E 48 49 54 45 53 54 01 00
      < 6A 82`
    expect(await play(text, (channel) => hcaTest.recognise(channel, new Uint8Array()))).toBeUndefined()
  })

  it('the certificate is read to its end in parts', async () => {
    const certificate = concat(fromHex('30 82 01 00'), new Uint8Array(256).fill(0x55))
    const text = `
      > 00 B0 82 00 00
      < ${toHex(certificate.subarray(0, 256))} 90 00
      > 00 B0 01 00 00
      < ${toHex(certificate.subarray(256))} 90 00`
    expect(await play(text, (channel) => hcaTest.readCertificate(channel))).toEqual(certificate)
  })

  it('no certificate file and a damaged one are two errors', async () => {
    const missing = `
      > 00 B0 82 00 00
      < 6A 82`
    await expect(play(missing, (channel) => hcaTest.readCertificate(channel))).rejects.toMatchObject({
      code: 'ERR_CARD_NO_CERTIFICATE',
    })
    const damaged = `
      > 00 B0 82 00 00
      < 30 82 01 00 55 90 00`
    await expect(play(damaged, (channel) => hcaTest.readCertificate(channel))).rejects.toMatchObject({
      code: 'ERR_CARD_MALFORMED',
      details: { field: 'EF.CERT' },
    })
  })

  it('tries left are asked without a PIN', async () => {
    const text = `${selectApplication}
      > 00 20 00 81
      < 63 C2`
    expect(await play(text, (channel) => hcaTest.counted.triesLeft(channel))).toBe(2)
  })

  it('a PIN goes padded with FF to eight bytes, and a wrong one tells the tries left', async () => {
    const text = `${selectApplication}
      > 00 20 00 81 08 31 32 33 34 35 36 FF FF
      < 63 C1`
    const verify = play(text, (channel) => hcaTest.counted.verifyPin(channel, digits('123456')))
    await expect(verify).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', details: { triesLeft: 1 } })
  })

  it('a blocked PIN is its own code, not "0 tries left"', async () => {
    for (const status of ['63 C0', '69 83']) {
      const text = `${selectApplication}
      > 00 20 00 81 08 ********
      < ${status}`
      const verify = play(text, (channel) => hcaTest.counted.verifyPin(channel, digits('12345678')))
      await expect(verify).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
    }
  })

  it('signs the DigestInfo of a SHA-256 digest after choosing the key', async () => {
    const digest = new Uint8Array(32).fill(0xaa)
    const text = `
      > 00 22 41 B6 06 80 01 02 84 01 82
      < 90 00
      > 00 2A 9E 9A 33 3031300D060960864801650304020105000420 ${toHex(digest)} 00
      < 01 02 03 90 00`
    expect(await play(text, (channel) => hcaTest.counted.sign(channel, digest))).toEqual(Uint8Array.of(1, 2, 3))
  })
})

describe('EF.INFO', () => {
  it('a kind or environment that we do not know is unknown, not an error', () => {
    const info = parseHcaTestInfo(infoFile({ cardType: 'hca-something', environment: 'X' }))
    expect(info).toMatchObject({ cardType: undefined, environment: 'unknown' })
    expect(parseHcaTestInfo(infoFile({ environment: '' }))).toMatchObject({ environment: 'unknown' })
    expect(parseHcaTestInfo(infoFile({ environment: 'P' }))).toMatchObject({ environment: 'production' })
  })

  it.each([
    ['another version', infoFile({ version: 2 })],
    ['no card number', infoFile({ cardSn: '' })],
    ['an institution code that is none', infoFile({ institution: '12345' })],
    ['bytes that are no TLV', fromHex('E0 05 C0')],
    ['something after it', concat(infoFile({}), [0xc0, 0x00])],
    ['nothing', new Uint8Array()],
  ])('with %s is malformed', (_what, content) => {
    expect(() => parseHcaTestInfo(content)).toThrow(CodedError)
    expect(() => parseHcaTestInfo(content)).toThrow(/^EF\.INFO: /)
  })
})
