import { createHash, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { passMixingGuardWithSam } from '../../../core/cards/environment.ts'
import { recogniseSam } from '../../../core/cards/sam-card.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { LocalSerialPorts } from '../../../extension/readers/local-serial-ports.ts'
import { WebSerialContext } from '../../../extension/readers/web-serial.ts'
import { samToTry } from '../cards/sam-file.ts'
import { plainCard } from './set-up.ts'

async function setUp() {
  const sam = samToTry()
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards([sam.file, plainCard()])
  const nhi = await desk.plugReader('nhi-serial')
  await desk.grantReader(nhi)
  const context = new WebSerialContext({ ports: new LocalSerialPorts(desk.serial) })
  const open = async (slot: number) => {
    const names = await context.listReaders()
    return (await context.connect(names[slot - 1] ?? '', 'shared')).connection
  }
  return { ...sam, desk, nhi, open }
}

describe('the NHI reader', () => {
  it.each([3, 4, 5])('a security module in slot %i is authenticated and signs over the serial driver', async (slot) => {
    const { desk, nhi, open, answer, publicKey } = await setUp()
    await desk.insertCard(`${nhi} slot ${slot}`, 'sam')
    const connection = await open(slot)
    const sam = await recogniseSam(new CardChannel(connection))
    expect(sam).toMatchObject({ module: '900000000123', institution: '3501999018', environment: 'test' })
    const card = { cardSn: 'HC00000000000201', environment: 'test' } as const
    const guarded = passMixingGuardWithSam({ challenge: 'test', card, others: [] }, sam!)
    expect(await sam!.isAuthenticated()).toBe(false)
    await guarded.authenticate(answer(await guarded.challenge()))
    expect(await sam!.isAuthenticated()).toBe(true)
    const message = new TextEncoder().encode('a login assertion')
    const signature = await guarded.sign(createHash('sha256').update(message).digest())
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
    await connection.disconnect()
  })

  it('a card in its slot and a module in another are spoken to in turn, and a pulled one is gone alone', async () => {
    const { desk, nhi, open } = await setUp()
    await desk.insertCard(`${nhi} slot 2`, 'plain')
    await desk.insertCard(`${nhi} slot 3`, 'sam')
    const [card, module] = [await open(2), await open(3)]
    const channel = new CardChannel(module)
    expect(await recogniseSam(channel)).toBeDefined()
    expect(await recogniseSam(new CardChannel(card))).toBeUndefined()
    await desk.removeCard(`${nhi} slot 2`)
    await expect(card.transmit(Uint8Array.of(0, 0xa4, 0, 0x0c, 2, 0x3f, 0))).rejects.toMatchObject({
      code: 'ERR_CARD_REMOVED',
    })
    expect(await recogniseSam(channel)).toBeDefined()
    await module.disconnect()
  })

  it('unplugging it takes the power, and so the authentication, of every slot', async () => {
    const { desk, nhi, open } = await setUp()
    await desk.insertCard(`${nhi} slot 3`, 'sam')
    await open(3)
    await desk.unplugReader(nhi)
    const { cards, readers } = await desk.snapshot()
    expect(cards.find(({ id }) => id === 'sam')?.state).toMatchObject({ powered: false, authenticated: false })
    expect(readers.every(({ plugged }) => !plugged)).toBe(true)
  })
})
