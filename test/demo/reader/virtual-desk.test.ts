import { describe, expect, it } from 'vitest'
import { memoryStore, type DemoStore } from '../../../demo/reader/demo-store.ts'
import { localLocks } from '../../../demo/reader/desk-storage.ts'
import { createVirtualDesk, type DeskSnapshot } from '../../../demo/reader/virtual-desk.ts'
import { claim, plainCard } from './set-up.ts'

/** A store that gives way at every step, so that two desks meet, and tells everybody of writes. */
function sharedStore(): Required<DemoStore> {
  const inner = memoryStore()
  const listeners = new Set<() => void>()
  const giveWay = () => new Promise((resolve) => setImmediate(resolve))
  return {
    async get() {
      await giveWay()
      return inner.get()
    },
    async set(value) {
      await giveWay()
      await inner.set(value)
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const cards = [plainCard({ id: 'one' }), plainCard({ id: 'two', cardSn: 'HC00000000000202' })]

describe('the desk', () => {
  it('a new desk on the store finds everything as it was', async () => {
    const store = memoryStore()
    const desk = createVirtualDesk({ store })
    await desk.loadCards(cards)
    const reader = await desk.plugReader('it-500u')
    await desk.grantReader(reader)
    await desk.insertCard(reader, 'one')
    const again = createVirtualDesk({ store })
    expect(await again.snapshot()).toEqual(await desk.snapshot())
    const [device] = await again.usb.getDevices()
    expect(device).toMatchObject({ vendorId: 0x1403, productId: 0x75ff, productName: 'IT-500U Reader' })
  })

  it('a desk that wakes up announces nothing; a plugging that it sees is announced', async () => {
    const store = memoryStore()
    const desk = createVirtualDesk({ store })
    const reader = await desk.plugReader('it-500u')
    await desk.grantReader(reader)
    const again = createVirtualDesk({ store })
    const events: string[] = []
    for (const type of ['connect', 'disconnect'] as const)
      again.usb.addEventListener(type, ({ device }) => {
        events.push(`${type} ${device.productName ?? ''}`)
      })
    await again.snapshot()
    expect(events).toEqual([])
    await again.unplugReader(reader)
    expect(await again.plugReader('it-500u')).toBe(reader)
    expect(events).toEqual(['disconnect IT-500U Reader', 'connect IT-500U Reader'])
  })

  it('the same device is one object until it is unplugged', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    const reader = await desk.plugReader('it-500u')
    await desk.grantReader(reader)
    const [first] = await desk.usb.getDevices()
    expect((await desk.usb.getDevices())[0]).toBe(first)
    await desk.unplugReader(reader)
    await desk.plugReader('it-500u')
    const [second] = await desk.usb.getDevices()
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
  })

  it('a card is in one place, and a reader holds one card', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    await desk.loadCards(cards)
    const [a, b] = [await desk.plugReader('it-500u'), await desk.plugReader('it-500u')]
    expect(b).toBe('InfoThink IT-500U Reader (2)')
    await desk.insertCard(a, 'one')
    await desk.insertCard(b, 'one')
    const place = async (id: string) => (await desk.snapshot()).cards.find((card) => card.id === id)?.readerName
    expect(await place('one')).toBe(b)
    await desk.insertCard(b, 'two')
    expect([await place('one'), await place('two')]).toEqual([null, b])
    await desk.removeCard(b)
    expect(await place('two')).toBeNull()
  })

  it('a snapshot holds no key', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    await desk.loadCards([plainCard({ privateKey: { kty: 'RSA', d: 'secret' } })])
    expect(JSON.stringify(await desk.snapshot())).not.toContain('secret')
  })

  it('cards loaded again keep what they remember, unless they are other cards', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    await desk.loadCards(cards)
    const reader = await desk.plugReader('it-500u')
    await desk.insertCard(reader, 'one')
    const resets = async () => (await desk.snapshot()).cards.map(({ id, state }) => [id, state.resetCount])
    await desk.grantReader(reader)
    const [device] = await desk.usb.getDevices()
    if (!device) throw new Error('no device')
    const { bulkIn, bulkOut } = await claim(device)
    await device.transferOut(bulkOut, Uint8Array.of(0x62, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    await device.transferIn(bulkIn, 271)
    expect(await resets()).toEqual([
      ['one', 1],
      ['two', 0],
    ])
    await desk.loadCards(cards)
    expect((await resets())[0]).toEqual(['one', 1])
    await desk.loadCards([plainCard({ id: 'one', pin: '654321' })])
    expect(await resets()).toEqual([['one', 0]])
    expect((await desk.snapshot()).readers[0]?.cardId).toBe('one')
    await desk.loadCards([])
    expect((await desk.snapshot()).readers[0]?.cardId).toBeNull()
  })

  it('a card is given back its tries on request', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    await desk.loadCards([plainCard({ tries: 0 }), plainCard({ id: 'one' })])
    await desk.resetCard('one')
    expect((await desk.snapshot()).cards.map(({ state }) => state.triesLeft)).toEqual([0, 3])
    await expect(desk.resetCard('none')).rejects.toThrow(RangeError)
    await expect(desk.insertCard('none', 'one')).rejects.toThrow(RangeError)
    await expect(desk.plugReader('none')).rejects.toThrow(RangeError)
  })

  it('listeners hear of every change until they stop', async () => {
    const desk = createVirtualDesk({ store: memoryStore() })
    const seen: DeskSnapshot[] = []
    const stop = desk.subscribe((snapshot) => seen.push(snapshot))
    await desk.plugReader('it-500u')
    expect(seen.at(-1)?.readers.length).toBe(1)
    stop()
    await desk.plugReader('it-500u')
    expect(seen.length).toBe(1)
  })

  it('what another version stored is an empty desk', async () => {
    const store = memoryStore()
    await store.set({ format: 0, readers: 'none' })
    expect(await createVirtualDesk({ store }).snapshot()).toEqual({ readers: [], cards: [] })
  })
})

describe('permission', () => {
  const pressed = (hasUserActivation: boolean) =>
    createVirtualDesk({ store: memoryStore(), hasUserActivation: () => hasUserActivation })

  it('is asked for by a click only', async () => {
    const desk = pressed(false)
    await desk.plugReader('it-500u')
    await expect(desk.usb.requestDevice({ filters: [] })).rejects.toMatchObject({ name: 'SecurityError' })
    expect(await desk.usb.getDevices()).toEqual([])
  })

  it('goes to the first reader that fits and has none yet', async () => {
    const desk = pressed(true)
    await desk.plugReader('it-500u-protected')
    await desk.plugReader('it-500u')
    await desk.plugReader('ez100pu')
    const first = await desk.usb.requestDevice({ filters: [{ classCode: 0xff }] })
    expect(first.productId).toBe(0x75ff)
    const second = await desk.usb.requestDevice({ filters: [{ vendorId: 0x1403 }, { vendorId: 0x0ca6 }] })
    expect(second.productId).toBe(0x7506)
    const excluding = { filters: [], exclusionFilters: [{ vendorId: 0x0ca6, productId: 0x0010 }] }
    await expect(desk.usb.requestDevice(excluding)).rejects.toMatchObject({ name: 'NotFoundError' })
    expect((await desk.usb.getDevices()).length).toBe(2)
    expect(await desk.usb.getDevices()).toContain(first)
  })

  it('is given back by forget(), and by unplugging a reader without serial number', async () => {
    const desk = pressed(true)
    const [serial, plain] = [await desk.plugReader('it-500u'), await desk.plugReader('ez100pu')]
    await desk.grantReader(serial)
    await desk.grantReader(plain)
    for (const [reader, model] of [
      [serial, 'it-500u'],
      [plain, 'ez100pu'],
    ] as const) {
      await desk.unplugReader(reader)
      await desk.plugReader(model)
    }
    const [kept, ...others] = await desk.usb.getDevices()
    expect(kept?.serialNumber).toBe('IT500U-0001')
    expect(others).toEqual([])
    await kept?.forget()
    expect(await desk.usb.getDevices()).toEqual([])
  })
})

describe('two desks on one store', () => {
  it('never lose a change of the other', async () => {
    const store = sharedStore()
    const locks = localLocks()
    const desks = [createVirtualDesk({ store, locks }), createVirtualDesk({ store, locks })]
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        desks[index % 2]?.plugReader(index % 3 === 0 ? 'extended' : 'it-500u'),
      ),
    )
    const [first, second] = await Promise.all(desks.map((desk) => desk.snapshot()))
    expect(first?.readers.length).toBe(20)
    expect(new Set(first?.readers.map(({ name }) => name)).size).toBe(20)
    expect(second).toEqual(first)
    for (const desk of desks) desk.close()
  })

  it('what one does, the other’s driver sees: plugging, and the slot', async () => {
    const store = sharedStore()
    const locks = localLocks()
    const [worker, page] = [createVirtualDesk({ store, locks }), createVirtualDesk({ store, locks })]
    await worker.loadCards(cards)
    const reader = await page.plugReader('it-500u')
    await page.grantReader(reader)
    await worker.refresh()
    const [device] = await worker.usb.getDevices()
    if (!device) throw new Error('no device')
    const { interruptIn = 0 } = await claim(device)
    const notice = device.transferIn(interruptIn, 8)
    await page.insertCard(reader, 'one')
    expect(new Uint8Array((await notice).data?.buffer ?? new ArrayBuffer(0))).toEqual(Uint8Array.of(0x50, 3))
    const gone = new Promise<void>((resolve) => {
      worker.usb.addEventListener('disconnect', () => {
        resolve()
      })
    })
    await page.unplugReader(reader)
    await gone
    worker.close()
    page.close()
  })

  it('without watch, refresh() takes up what the other did', async () => {
    const store = memoryStore()
    const locks = localLocks()
    const [worker, page] = [createVirtualDesk({ store, locks }), createVirtualDesk({ store, locks })]
    await worker.snapshot()
    await page.grantReader(await page.plugReader('it-500u'))
    expect(await worker.usb.getDevices()).toEqual([])
    await worker.refresh()
    expect((await worker.usb.getDevices()).length).toBe(1)
  })
})
