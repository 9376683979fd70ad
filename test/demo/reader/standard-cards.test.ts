import { createHash, verify, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { cardIssuerOf } from '../../../core/cards/card-issuers.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoCardFiles } from '../demo-cards.ts'
import { connectCard } from './connect-card.ts'

const message = Buffer.from('what is signed')
const digest = createHash('sha256').update(message).digest()

let files: readonly CardFile[]
beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

async function setUp(model: string, cardId: string) {
  const { connection, answerToReset, state } = await connectCard(files, model, cardId)
  const issuerCertificate = files.find(({ id }) => id === cardId)?.issuerCertificate ?? ''
  const issuers = [cardIssuerOf(fromBase64(issuerCertificate), 'test')]
  return { connection, card: await openCard(connection, answerToReset, { issuers }), state }
}

describe.each(['it-500u', 'ez100pu', 'extended'])('the extension’s own driver on %s', (model) => {
  it.each(['piv', 'pkcs15'])(
    'a personnel card by %s gives its certificate, which says whose it is, and signs',
    async (id) => {
      const { connection, card, state } = await setUp(model, id)
      const file = files.find((candidate) => candidate.id === id)
      expect(card.profile.id).toBe(id)
      expect(card.info).toMatchObject({ cardType: 'hca-personnel', cardSn: file?.cardSn, environment: 'test' })
      const certificate = await card.readCertificate()
      expect(Buffer.from(certificate).toString('base64')).toBe(file?.certificate)
      const { counted } = card.profile
      expect(await counted.triesLeft(card.channel)).toBe(3)
      await counted.verifyPin(card.channel, new TextEncoder().encode(file?.pin))
      const signature = await counted.sign(card.channel, digest)
      expect(verify('sha256', message, new X509Certificate(certificate).publicKey, signature)).toBe(true)
      await connection.disconnect('unpower')
      expect(await state()).toMatchObject({ triesLeft: 3, verifyCount: 1, signCount: 1, verified: false })
    },
  )
})
