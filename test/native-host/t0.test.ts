import { createHash, verify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCard } from '../../core/cards/open-card.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { demoCardFiles } from '../demo/demo-cards.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { openCardOverPcscd, preparePcscd } from './pcscd-rig.ts'

const reason = whyNoPcscd()
const message = Buffer.from('what is signed')

describe('a card that speaks T=0, over pcscd and libccid', () => {
  const pcscd = preparePcscd()
  let file: CardFile
  beforeAll(async () => {
    const found = (await demoCardFiles()).find(({ id }) => id === 'gca-unit')
    if (!found) throw new Error('no card')
    file = found
  })
  afterAll(() => pcscd.remove())

  test('is asked for its tries, takes its PIN and signs', async ({ skip }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const { context, readerName, memory, close } = await openCardOverPcscd(pcscd, file)
    const { connection, activeProtocol } = await context.connect(readerName, 'shared')
    expect(activeProtocol).toBe('t0')
    const { answerToReset = new Uint8Array() } = await connection.status()
    const card = await openCard(connection, answerToReset)
    const certificate = await card.readCertificate()
    const { channel } = card
    const { counted } = card.profile
    expect(await counted.triesLeft(channel)).toBe(3)
    await counted.verifyPin(channel, new TextEncoder().encode(file.pin))
    const signature = await counted.sign(channel, createHash('sha256').update(message).digest())
    expect(verify('sha256', message, new X509Certificate(certificate).publicKey, signature)).toBe(true)
    expect(memory.state).toMatchObject({ verifyCount: 1, signCount: 1 })
    await connection.disconnect('reset')
    await close()
  })
})
