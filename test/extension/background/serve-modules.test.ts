import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ModulesState } from '../../../core/protocol/modules.ts'
import { ModuleRevocations } from '../../../extension/background/modules/module-revocations.ts'
import { moduleTrust } from '../../../extension/background/modules/module-trust.ts'
import { serveModules } from '../../../extension/background/modules/serve-modules.ts'
import { servedPortals } from '../../../extension/background/served-portals.ts'
import { authorities, MemoryModuleStore, now } from '../modules/module-on-disk.ts'
import { extensionId, FakeChrome, FakePort } from './support/fake-chrome.ts'
import { Inbox } from './support/rig.ts'

const base = `chrome-extension://${extensionId}/`
const vpn = 'https://medvpn.nhi.gov.tw'

let chrome: FakeChrome
let asked: string[]
let changes: number
beforeEach(() => {
  chrome = new FakeChrome().install()
  asked = []
  changes = 0
})

function serve(url = `${base}extension/modules/index.html`, more?: Parameters<typeof moduleTrust>[0]) {
  const port = new FakePort<ModulesState>('modules', { id: extensionId, url })
  const inbox = new Inbox<ModulesState>()
  port.onSent = (state) => inbox.push(state)
  const revocations = new ModuleRevocations({
    store: new MemoryModuleStore(),
    now: () => now,
    fetch: async (address) => {
      asked.push(address instanceof Request ? address.url : address.toString())
      return Response.json({ madeAt: new Date(now).toISOString(), modules: [] })
    },
  })
  serveModules(port, {
    trust: moduleTrust(more),
    revocations,
    portals: () => servedPortals([vpn, 'http://vpn.localhost:*']),
    onModulesChanged: () => changes++,
  })
  return { port, inbox, revocations }
}

describe('the module page’s port', () => {
  it('is told whose modules are taken: the product’s, policy’s and the entry’s', async () => {
    const policy = { environment: 'production', certificate: authorities[0]?.certificate } as const
    chrome.storage.managed.values = { samAuthorities: [policy, { environment: 'test', certificate: 'AAAA' }] }
    const { port, inbox } = serve(undefined, async () => ({ authorities, nhiCards: [] }))
    port.onMessage.emit({ action: 'attach' })
    const state = await inbox.find(() => true)
    expect(state).toMatchObject({ authorities: [policy, ...authorities], allowed: true })
  })

  it('has the portals asked as it opens, local ones at the port where they are open, and again when the person wants', async () => {
    chrome.openTab('http://vpn.localhost:8080/')
    const { port, inbox } = serve()
    port.onMessage.emit({ action: 'attach' })
    await inbox.find(({ revocation, toldAt }) => revocation === 'told' && toldAt === now)
    expect(asked).toEqual([`${vpn}/api/sam/revoked`, 'http://vpn.localhost:8080/api/sam/revoked'])
    port.onMessage.emit({ action: 'ask-revocations' })
    await vi.waitFor(() => expect(asked).toHaveLength(4))
  })

  it('says when policy switched cloud modules off', async () => {
    chrome.storage.managed.values = { allowCloudModule: false }
    const { port, inbox } = serve()
    port.onMessage.emit({ action: 'attach' })
    expect((await inbox.find(() => true)).allowed).toBe(false)
  })

  it('passes on that a module came or went', () => {
    serve().port.onMessage.emit({ action: 'modules-changed' })
    expect(changes).toBe(1)
  })

  it('is closed to every other page', () => {
    for (const url of [`${base}extension/popup/index.html`, 'https://evil.example/extension/modules/index.html'])
      expect(serve(url).port.connected).toBe(false)
  })

  it('hears nothing any more once it is closed', async () => {
    const { port, inbox, revocations } = serve()
    port.break()
    await revocations.ask([vpn])
    expect(inbox.all).toEqual([])
  })
})
