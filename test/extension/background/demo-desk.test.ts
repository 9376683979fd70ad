import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import type { DemoAnswer } from '../../../extension/background/demo-api.ts'
import { serveDemoApi } from '../../../extension/background/demo-desk.demo.ts'
import { extensionId, FakeChrome } from './support/fake-chrome.ts'

const portal = 'http://vpn.localhost:8080'
const cardFile: CardFile = {
  id: 'spare',
  label: { zhTW: '備用卡', en: 'Spare card' },
  cardType: 'hca-spare',
  environment: 'test',
  cardSn: 'SP00000000000001',
  institution: null,
  answerToReset: '3B8D813145',
  pin: '123456',
  tries: 3,
  certificate: null,
  issuerCertificate: null,
  privateKey: null,
}

let chrome: FakeChrome
let desk: VirtualDesk
beforeEach(() => {
  chrome = new FakeChrome().install()
  desk = createVirtualDesk({ store: memoryStore() })
  serveDemoApi(desk)
})
afterEach(() => {
  desk.close()
  vi.unstubAllGlobals()
})

const panel = { id: extensionId, url: `chrome-extension://${extensionId}/extension/demo-panel/index.demo.html` }

/** Undefined when nobody answers. */
const ask = (message: unknown, sender: object = panel): Promise<DemoAnswer | undefined> =>
  new Promise((resolve) => {
    for (const listener of chrome.runtime.onMessage.listeners) {
      if (listener(message, sender, resolve) !== true) resolve(undefined)
    }
  })

describe('the demo API', () => {
  it('plugs, pairs, fills and empties readers', async () => {
    vi.stubGlobal('fetch', (address: string) =>
      Promise.resolve(
        address === `${portal}/demo/cards` ? Response.json([cardFile]) : new Response('', { status: 404 }),
      ),
    )
    const plugged = await ask({ type: 'demo', action: 'plug-reader', model: 'it-500u' })
    if (!plugged?.ok || plugged.reader === undefined) throw new Error('not plugged')
    const { reader } = plugged
    expect(await ask({ type: 'demo', action: 'pair-all' })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'load-cards', portal })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'insert-card', reader, card: 'spare' })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'snapshot' })).toMatchObject({
      ok: true,
      snapshot: {
        readers: [{ name: reader, plugged: true, granted: true, cardId: 'spare' }],
        cards: [{ id: 'spare' }],
      },
    })
    expect(await ask({ type: 'demo', action: 'remove-card', reader })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'reset-card', card: 'spare' })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'unplug-reader', reader })).toEqual({ ok: true })
    expect((await desk.snapshot()).readers).toMatchObject([{ plugged: false, cardId: null }])
  })

  it('says why something cannot be done', async () => {
    expect(await ask({ type: 'demo', action: 'remove-card', reader: 'none' })).toMatchObject({ ok: false })
    expect(await ask({ type: 'demo', action: 'plug-reader', model: 'none' })).toMatchObject({ ok: false })
  })

  it('fetches cards from local portals only', async () => {
    const fetched = vi.fn()
    vi.stubGlobal('fetch', fetched)
    for (const elsewhere of ['https://vpn.localhost', 'http://localhost:8080', 'http://vpn.localhost.example'])
      expect(await ask({ type: 'demo', action: 'load-cards', portal: elsewhere })).toMatchObject({ ok: false })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('answers the extension’s own pages only', async () => {
    const snapshot = { type: 'demo', action: 'snapshot' }
    expect(await ask(snapshot, { id: extensionId, url: 'http://vpn.localhost:8080/' })).toBeUndefined()
    expect(await ask(snapshot, { id: 'another', url: panel.url })).toBeUndefined()
  })

  it('leaves messages of others alone', async () => {
    expect(await ask({ type: 'else' })).toBeUndefined()
    expect(await ask({ type: 'demo', action: 'explode' })).toBeUndefined()
  })
})
