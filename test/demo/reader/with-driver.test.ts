import { X509Certificate, createHash, verify } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { passMixingGuard } from '../../../core/cards/environment.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { LocalSerialPorts } from '../../../extension/readers/local-serial-ports.ts'
import { WebSerialContext } from '../../../extension/readers/web-serial.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { demoCardFiles } from '../demo-cards.ts'

let files: readonly CardFile[]
beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

async function setUp(model: string, cardId: string) {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards(files)
  const readerName = await desk.plugReader(model)
  await desk.grantReader(readerName)
  await desk.insertCard(readerName, cardId)
  const context =
    model === 'nhi-serial'
      ? new WebSerialContext({ ports: new LocalSerialPorts(desk.serial) })
      : new WebUsbContext({ usb: desk.usb })
  return { desk, context, readerName }
}

describe('the extension’s own driver on the virtual readers', () => {
  const models = ['it-500u', 'ez100pu', 'extended', 'nhi-serial']
  const cards = ['hca-personnel', 'gca-unit']

  it.each(models.flatMap((model) => cards.map((card) => [model, card] as const)))(
    '%s with %s: a card is read, verified and signs',
    async (model, cardId) => {
      const { desk, context } = await setUp(model, cardId)
      const names = await context.listReaders()
      const reader = names.length === 1 ? names[0]! : names.find((name) => name.endsWith('機構卡'))!
      const { connection } = await context.connect(reader, 'shared')
      const { answerToReset } = await connection.status()
      const card = await openCard(connection, answerToReset ?? new Uint8Array())
      const file = files.find(({ id }) => id === cardId)
      expect(card.info).toMatchObject({ cardType: cardId, cardSn: file?.cardSn, environment: 'test' })

      const certificate = await card.readCertificate()
      expect(Buffer.from(certificate).toString('base64')).toBe(file?.certificate)

      const guarded = passMixingGuard({ card, others: [], challenge: 'test' })
      const message = new TextEncoder().encode('a login assertion')
      await connection.startTransaction(async () => {
        expect(await guarded.triesLeft()).toBe(3)
        await guarded.verifyPin(new TextEncoder().encode(file?.pin))
        const signature = await guarded.sign(createHash('sha256').update(message).digest())
        expect(verify('sha256', message, new X509Certificate(certificate).publicKey, signature)).toBe(true)
        return 'reset'
      })
      await connection.disconnect('unpower')
      const state = (await desk.snapshot()).cards.find(({ id }) => id === cardId)?.state
      expect(state).toMatchObject({ triesLeft: 3, verifyCount: 1, signCount: 1, verified: false, powered: false })
    },
  )
})
