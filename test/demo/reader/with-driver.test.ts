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
import { plainCard, setUpReader } from './set-up.ts'

let files: readonly CardFile[]
beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

async function setUp(model: string, cardId: string) {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards(files)
  const readerName = await desk.plugReader(model)
  await desk.grantReader(readerName)
  // The NHI reader has a slot for such cards; elsewhere it is in the first.
  await desk.insertCard(model === 'nhi-serial' ? `${readerName} slot 2` : readerName, cardId)
  const context =
    model === 'nhi-serial'
      ? new WebSerialContext({ ports: new LocalSerialPorts(desk.serial) })
      : new WebUsbContext({ usb: desk.usb })
  return { desk, context, readerName }
}

describe('the extension’s own driver on the virtual readers', () => {
  const models = ['it-500u', 'ez100pu', 'extended', 'two-slots', 'pin-pad', 'tpdu', 'character', 'nhi-serial']
  const cards = ['hca-personnel', 'gca-unit']

  it.each(models.flatMap((model) => cards.map((card) => [model, card] as const)))(
    '%s with %s: a card is read, verified and signs',
    async (model, cardId) => {
      const { desk, context } = await setUp(model, cardId)
      const names = await context.listReaders()
      const reader = names.find((name) => name.endsWith('機構卡')) ?? names[0]!
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

describe('a fast card in a reader where nothing is automatic', () => {
  // TA1 = 96: 250 kbit/s at 4 MHz.
  const atrs = { t1: '3b9d968131fe4580738021c05748434154455354 99', t0: '3b7d96000080738021805748434154455354' }
  const cases = (['tpdu', 'character'] as const).flatMap((model) =>
    (['t1', 't0'] as const).map((name) => [model, name] as const),
  )

  it.each(cases)('%s, %s: speed is agreed with the card, then told to the reader', async (model, protocol) => {
    const answerToReset = atrs[protocol].replace(' ', '')
    const { desk, device, readerName } = await setUpReader(model, plainCard({ answerToReset }))
    const heard: number[][] = []
    const transferOut = device.transferOut.bind(device)
    device.transferOut = async (endpoint, data) => {
      heard.push([...new Uint8Array(ArrayBuffer.isView(data) ? data.buffer : data)])
      return transferOut(endpoint, data)
    }
    const context = new WebUsbContext({ usb: desk.usb })
    const { connection, activeProtocol } = await context.connect(readerName, 'shared')
    expect(activeProtocol).toBe(protocol)
    const data = (type: number) => heard.filter(([first]) => first === type).map((message) => message.slice(10))
    const pps0 = protocol === 't1' ? 0x11 : 0x10
    expect(data(0x6f)[0]).toEqual([0xff, pps0, 0x96, 0xff ^ pps0 ^ 0x96])
    expect(data(0x61)[0]?.[0]).toBe(0x96)
    const told = model === 'tpdu' ? [[0xa0, 0x0f, 0, 0, 0x90, 0xd0, 0x03, 0]] : []
    expect(data(0x73)).toEqual(told)
    const select = Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, 10, 0xf0, 0x4e, 0x48, 0x49, 0x54, 0x45, 0x53, 0x54, 0x01, 0x00)
    expect([...(await connection.transmit(select))]).toEqual([0x90, 0x00])
    await connection.disconnect()
  })
})
