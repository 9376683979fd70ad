import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { plainCard } from './set-up.ts'

const first = 'Demo Two-Slot Reader'
const second = 'Demo Two-Slot Reader slot 2'
const select = fromHex('00A4040C0AF04E4849544553540100')
const readInfo = fromHex('00B0810000')

let desk: VirtualDesk
let context: WebUsbContext
beforeEach(async () => {
  desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards([plainCard({ id: 'one' }), plainCard({ id: 'two', cardSn: 'HC00000000000202' })])
  expect(await desk.plugReader('two-slots')).toBe(first)
  await desk.grantReader(first)
  context = new WebUsbContext({ usb: desk.usb })
})
afterEach(async () => {
  await context.close()
  desk.close()
})

const open = async (name: string): Promise<SmartCardConnection> => (await context.connect(name, 'shared')).connection

/** The card's number, as the card itself tells it. */
async function numberIn(connection: SmartCardConnection): Promise<string> {
  await connection.transmit(select)
  const info = Buffer.from(await connection.transmit(readInfo)).toString('latin1')
  return /HC\d{14}/.exec(info)?.[0] ?? ''
}

describe('a reader with two slots', () => {
  it('is one reader per slot, on the desk as at the driver', async () => {
    expect(await context.listReaders()).toEqual([first, second])
    expect((await desk.snapshot()).readers.map(({ name }) => name)).toEqual([first, second])
    await desk.unplugReader(second)
    expect((await desk.snapshot()).readers.map(({ plugged }) => plugged)).toEqual([false, false])
    expect(await context.listReaders()).toEqual([])
    await desk.plugReader('two-slots')
    expect(await context.listReaders()).toEqual([first, second])
  })

  it('has a card in one and none in the other', async () => {
    await desk.insertCard(second, 'two')
    await expect(open(first)).rejects.toMatchObject({ code: 'ERR_CARD_ABSENT' })
    const connection = await open(second)
    expect(await numberIn(connection)).toBe('HC00000000000202')
    await connection.disconnect()
  })

  it('carries on two conversations at once, each with its own card', async () => {
    await desk.insertCard(first, 'one')
    await desk.insertCard(second, 'two')
    const [one, two] = [await open(first), await open(second)]
    const numbers = await Promise.all([numberIn(one), numberIn(two), numberIn(one), numberIn(two)])
    expect(new Set(numbers)).toEqual(new Set(['HC00000000000201', 'HC00000000000202']))
    expect(numbers[0]).toBe(numbers[2])
    await one.disconnect()
    await two.disconnect()
  })

  it('a card pulled from one slot, and a fault in it, leave the other’s card as it is', async () => {
    await desk.insertCard(first, 'one')
    await desk.insertCard(second, 'two')
    const [one, two] = [await open(first), await open(second)]
    await two.transmit(select)
    await desk.removeCard(first)
    await expect(one.transmit(select)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
    expect(toHex(await two.transmit(readInfo)).slice(-4)).toBe('9000')
    await one.disconnect()

    await desk.insertCard(first, 'one')
    const again = await open(first)
    desk.injectFault(first, { kind: 'wrong-type', at: { message: 0x6f } })
    await expect(again.transmit(select)).rejects.toMatchObject({ code: 'ERR_READER_PROTOCOL' })
    expect(toHex(await two.transmit(readInfo)).slice(-4)).toBe('9000')
    await again.disconnect()
    await two.disconnect()
  })

  it('tells of each slot’s card when it comes and when it goes', async () => {
    const names = [first, second]
    const unaware = names.map((readerName) => ({ readerName, currentState: { unaware: true } }))
    const empty = await context.getStatusChange(unaware)
    expect(empty.map(({ eventState }) => eventState.empty)).toEqual([true, true])
    const wait = (states: typeof empty) =>
      context.getStatusChange(
        states.map(({ readerName, eventState: currentState, eventCount: currentCount }) => ({
          readerName,
          currentState,
          currentCount,
        })),
      )
    const inserted = wait(empty)
    await desk.insertCard(second, 'two')
    const present = await inserted
    expect(present.map(({ eventState }) => eventState.present ?? false)).toEqual([false, true])
    const removed = wait(present)
    await desk.removeCard(second)
    expect((await removed).map(({ eventState }) => eventState.empty)).toEqual([true, true])
  })
})
