import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoNhiCards } from '../../../demo/cards/nhi-numbers.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import type { DemoAnswer } from '../../../extension/background/demo-api.ts'
import { serveDemoApi } from '../../../extension/background/demo-desk.demo.ts'
import { issuerStore } from '../../../extension/background/demo-issuers.demo.ts'
import { demoModuleTrust } from '../../../extension/background/demo-modules.demo.ts'
import { authorities } from '../modules/module-on-disk.ts'
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

const issuer = { name: 'C=TW, O=示範機關', keyIdentifier: '0'.repeat(40), environment: 'test' } as const

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
    const served: Record<string, unknown> = {
      '/demo/cards': [cardFile],
      '/demo/card-issuers': [issuer],
      '/demo/sam-authorities': authorities,
    }
    vi.stubGlobal('fetch', (address: string) => {
      const { origin, pathname } = new URL(address)
      return Promise.resolve(
        origin === portal && pathname in served ? Response.json(served[pathname]) : new Response('', { status: 404 }),
      )
    })
    const plugged = await ask({ type: 'demo', action: 'plug-reader', model: 'it-500u' })
    if (!plugged?.ok || plugged.reader === undefined) throw new Error('not plugged')
    const { reader } = plugged
    expect(await ask({ type: 'demo', action: 'pair-all' })).toEqual({ ok: true })
    expect(await ask({ type: 'demo', action: 'load-cards', portal })).toEqual({ ok: true })
    expect(await issuerStore.get()).toEqual([issuer])
    expect(await demoModuleTrust()).toEqual({ authorities, nhiCards: demoNhiCards })
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

  it('takes keys only while the reader asks for a PIN', async () => {
    const plugged = await ask({ type: 'demo', action: 'plug-reader', model: 'pin-pad' })
    if (!plugged?.ok || plugged.reader === undefined) throw new Error('not plugged')
    const entry = { digits: '123456' }
    const pressed = await ask({ type: 'demo', action: 'enter-on-keypad', reader: plugged.reader, entry })
    expect(pressed).toMatchObject({ ok: false, error: expect.stringContaining('asks for no PIN') as string })
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
