import { createHash, verify, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { fromHex } from '../../../core/bytes/hex.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { pkcs15 } from '../../../core/cards/pkcs15.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import { TranscriptConnection } from '../../../demo/reader/transcript.ts'
import { type KeyKind, power, standardCardFile } from '../../demo/cards/standard-card.ts'

const message = Buffer.from('what is signed')
const digest = createHash('sha256').update(message).digest()
const pin = () => new TextEncoder().encode('246810')

async function open(kind: KeyKind = 'RSA', changes = {}, through = (connection: SmartCardConnection) => connection) {
  const file = await standardCardFile('pkcs15', kind, changes)
  const powered = await power(file)
  return { ...powered, file, open: await openCard(through(powered.connection), powered.card.answerToReset) }
}

/** Answers some commands itself, by their beginning in hex. */
const refusing =
  (begin: string, answer: string) =>
  (connection: SmartCardConnection): SmartCardConnection => ({
    ...connection,
    transmit: async (command) =>
      Buffer.from(command).toString('hex').startsWith(begin) ? fromHex(answer) : connection.transmit(command),
  })

describe('a PKCS#15 card', () => {
  it('is known by EF.DIR, and numbered by EF(TokenInfo)', async () => {
    const { open: card } = await open()
    expect(card.profile.id).toBe('pkcs15')
    expect(card.info).toEqual({
      cardType: undefined,
      cardSn: '0F1E2D3C4B5A4968A7B6C5D4E3F20101',
      environment: 'unknown',
      institution: null,
    })
    expect(card.profile.pin).toEqual({ minimum: 6, maximum: 8 })
  })

  it.each([
    ['RSA', 'RS256'],
    ['EC', 'ES256'],
  ] as const)('signs with an %s key: %s', async (kind, algorithm) => {
    const { open: card, file } = await open(kind)
    expect(card.profile.algorithm).toBe(algorithm)
    const certificate = await card.readCertificate()
    expect(certificate).toEqual(fromBase64(file.certificate ?? ''))
    await card.profile.counted.verifyPin(card.channel, pin())
    const signature = await card.profile.counted.sign(card.channel, digest)
    const { publicKey } = new X509Certificate(certificate)
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  })

  it.each([
    ['that has no EF.DIR is selected by its name', '00a4080c022f00', '6A82'],
    ['that selects no path is gone through step by step', '00a4080c', '6A86'],
  ])('a card %s', async (_, begin, answer) => {
    const { open: card } = await open('RSA', {}, refusing(begin, answer))
    await card.profile.counted.verifyPin(card.channel, pin())
    await expect(card.profile.counted.sign(card.channel, digest)).resolves.toHaveLength(256)
  })

  it('a wrong PIN tells the tries left, the last one blocks, and asking costs nothing', async () => {
    const { open: card, memory } = await open()
    const { counted } = card.profile
    const wrong = () => counted.verifyPin(card.channel, new TextEncoder().encode('000000'))
    expect(await counted.triesLeft(card.channel)).toBe(3)
    await expect(wrong()).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', details: { triesLeft: 2 } })
    await expect(wrong()).rejects.toMatchObject({ details: { triesLeft: 1 } })
    await expect(wrong()).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
    expect(memory.state.verifyCount).toBe(3)
  })

  it('an issuer’s certificate is not the holder’s', async () => {
    const { certificate } = await standardCardFile('pkcs15')
    const { open: card } = await open('RSA', { certificate: null, issuerCertificate: certificate })
    await expect(card.readCertificate()).rejects.toMatchObject({ code: 'ERR_CARD_NO_CERTIFICATE' })
  })

  it('a card without the application is another card', async () => {
    const card = new TranscriptConnection(`
      > 00 A4 08 0C 02 2F 00
      < 6A 82
      > 00 A4 04 0C 0C A0 00 00 00 63 50 4B 43 53 2D 31 35
      < 6A 82
      > 00 A4 04 0C 05 E8 28 BD 08 0F
      < 6A 82`)
    expect(await pkcs15.recognise(new CardChannel(card), new Uint8Array())).toBeUndefined()
    await card.disconnect()
  })

  it('a card that is known to take its PIN in a form of its own is not asked', async () => {
    const moica = fromHex('3B D8 96 00 81 B1 FE 45 1F 07 43 48 54 47 50 4B 49 4A DD')
    const card = new TranscriptConnection('')
    expect(await pkcs15.recognise(new CardChannel(card), moica)).toBeUndefined()
    await card.disconnect()
  })
})
