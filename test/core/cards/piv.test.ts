import { createHash, verify, X509Certificate } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { piv } from '../../../core/cards/piv.ts'
import { parseDiscovery, parseCertificateObject, parseChuid } from '../../../core/cards/piv-objects.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { PivApplication } from '../../../demo/cards/piv-application.ts'
import type { PivObjectOptions } from '../../../demo/cards/piv-objects.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { type KeyKind, power, standardCardFile } from '../../demo/cards/standard-card.ts'

const message = Buffer.from('what is signed')
const digest = createHash('sha256').update(message).digest()
const pin = () => new TextEncoder().encode('246810')

async function open(kind: KeyKind, options: PivObjectOptions = {}, changes = {}) {
  const file = await standardCardFile('piv', kind, changes)
  const powered = await power(file, (card, memory) => new PivApplication(card, memory, options))
  return { ...powered, file, open: await openCard(powered.connection, powered.card.answerToReset) }
}

describe('a PIV card', () => {
  it('is known by its application, numbered by its GUID, and of unknown kind and environment where its certificate tells neither', async () => {
    const { open: card } = await open('RSA')
    expect(card.profile.id).toBe('piv')
    expect(card.info).toEqual({
      cardType: undefined,
      cardSn: '0F1E2D3C4B5A4968A7B6C5D4E3F20101',
      environment: 'unknown',
      institution: null,
    })
  })

  it.each([
    ['RSA', 0x9a, 'RS256'],
    ['RSA', 0x9c, 'RS256'],
    ['EC', 0x9a, 'ES256'],
    ['EC', 0x9c, 'ES256'],
  ] as const)('signs with an %s key in %i: %s', async (kind, keyReference, algorithm) => {
    const { open: card, file } = await open(kind, { keyReference })
    expect(card.profile.algorithm).toBe(algorithm)
    const certificate = await card.readCertificate()
    expect(certificate).toEqual(fromBase64(file.certificate ?? ''))
    await card.profile.counted.verifyPin(card.channel, pin())
    const signature = await card.profile.counted.sign(card.channel, digest)
    const { publicKey } = new X509Certificate(certificate)
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  })

  it('a compressed certificate is the same certificate', async () => {
    const { open: card, file } = await open('RSA', { compress: (certificate) => gzipSync(certificate) })
    expect(await card.readCertificate()).toEqual(fromBase64(file.certificate ?? ''))
  })

  it('a damaged compressed certificate, and one that would grow without end, are malformed', async () => {
    const damaged = (content: Uint8Array) => open('RSA', { compress: () => content })
    await expect(damaged(fromHex('1F 8B 08 00'))).rejects.toMatchObject({ code: 'ERR_CARD_MALFORMED' })
    await expect(damaged(gzipSync(new Uint8Array(1_000_000)))).rejects.toMatchObject({
      code: 'ERR_CARD_MALFORMED',
      details: { field: 'PIV certificate' },
    })
  })

  it('a wrong PIN tells the tries left, the last one blocks, and asking costs nothing', async () => {
    const { open: card, memory } = await open('RSA')
    const { counted } = card.profile
    const wrong = () => counted.verifyPin(card.channel, new TextEncoder().encode('000000'))
    expect(await counted.triesLeft(card.channel)).toBe(3)
    await expect(wrong()).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', details: { triesLeft: 2 } })
    await expect(wrong()).rejects.toMatchObject({ details: { triesLeft: 1 } })
    await expect(wrong()).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
    expect(await counted.triesLeft(card.channel)).toBe(0)
    expect(memory.state.verifyCount).toBe(3)
  })

  it('without a PIN it does not sign', async () => {
    const { open: card } = await open('RSA')
    await expect(card.profile.counted.sign(card.channel, digest)).rejects.toMatchObject({ sw: 0x6982 })
  })

  it('without a certificate, or with one for a key that signs no assertion, it has none for signing in', async () => {
    const { open: empty } = await open('RSA', {}, { certificate: null })
    expect(empty.info.cardSn).toBe('0F1E2D3C4B5A4968A7B6C5D4E3F20101')
    await expect(empty.readCertificate()).rejects.toMatchObject({ code: 'ERR_CARD_NO_CERTIFICATE' })
  })

  it('a card that says 9000 to any SELECT is not one', async () => {
    const card = new TranscriptConnection(`
      > 00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00
      < 90 00`)
    expect(await piv.recognise(new CardChannel(card), new Uint8Array())).toBeUndefined()
    await card.disconnect()
  })

  it('the PIN goes padded with FF to eight bytes, to the reference that the discovery object names', async () => {
    const card = new TranscriptConnection(`
      > 00 CB 3F FF 05 5C 03 5F C1 05 00
      < 6A 82
      > 00 CB 3F FF 05 5C 03 5F C1 0A 00
      < 6A 82
      > 00 CB 3F FF 03 5C 01 7E 00
      < 7E 12 4F 0B A0 00 00 03 08 00 00 10 00 01 00 5F 2F 02 60 20 90 00
      > 00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00
      < 61 04 4F 02 00 00 90 00
      > 00 20 00 00 08 32 34 36 38 31 30 FF FF
      < 90 00`)
    const channel = new CardChannel(card)
    const own = await piv.forCard?.(channel)
    await own?.counted.verifyPin(channel, pin())
    await card.disconnect()
  })
})

it('a PIN on the reader’s keypad goes in the same form, after the application was selected', async () => {
  const templates: unknown[] = []
  const connection = Object.assign(
    new TranscriptConnection(`
      > 00 CB 3F FF 05 5C 03 5F C1 05 00
      < 6A 82
      > 00 CB 3F FF 05 5C 03 5F C1 0A 00
      < 6A 82
      > 00 CB 3F FF 03 5C 01 7E 00
      < 6A 82
      > 00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00
      < 61 04 4F 02 00 00 90 00`),
    {
      pinPad: { displayLines: 0, displayCharacters: 0 },
      verifyPinOnReader: async (template: unknown) => {
        templates.push(template)
        return Uint8Array.of(0x90, 0x00)
      },
    },
  )
  const channel = new CardChannel(connection)
  const own = await piv.forCard?.(channel)
  await own?.counted.verifyPinOnReader?.(channel, connection)
  const form = { minimum: 6, maximum: 8, reference: 0x80, encoding: 'ascii', fieldLength: 8, padding: 0xff }
  expect(templates).toEqual([form])
  await connection.disconnect()
})

describe('PIV data objects', () => {
  it.each([
    ['40 00', 0x80],
    ['60 10', 0x80],
    ['60 20', 0x00],
    ['40 20', 0x80],
  ])('PIN usage policy %s means reference %i', (policy, reference) => {
    expect(parseDiscovery(fromHex(`5F 2F 02 ${policy}`))).toBe(reference)
  })

  it('a GUID of zeros is none: the FASC-N is the number', () => {
    const fascN = '01'.repeat(25)
    expect(parseChuid(fromHex(`30 19 ${fascN} 34 10 ${'00'.repeat(16)} FE 00`))).toBe(fascN)
    expect(() => parseChuid(fromHex(`34 10 ${'00'.repeat(16)}`))).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_MALFORMED' }),
    )
  })

  it('an empty certificate object holds no certificate', () => {
    expect(parseCertificateObject(fromHex('70 00 71 01 00 FE 00'))).toBeUndefined()
    expect(() => parseCertificateObject(fromHex('70 05 00'))).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_MALFORMED' }),
    )
  })
})
