import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WorkerMessage } from '../../../extension/background/sign-in/receive-pin.ts'
import { fakeUserAgent } from '../checks/situation.ts'
import { start } from '../../../extension/background/start.ts'
import { extensionId, FakeChrome, FakeEvent, FakePort } from './support/fake-chrome.ts'

let chrome: FakeChrome
const messages = new FakeEvent<(event: WorkerMessage) => void>()
beforeEach(() => {
  chrome = new FakeChrome().install()
  messages.listeners.clear()
  const worker = {
    addEventListener: (_: 'message', listener: (event: WorkerMessage) => void) => messages.addListener(listener),
  }
  start({
    usb: undefined,
    portals: ['http://vpn.localhost:*'],
    userAgent: fakeUserAgent(),
    worker,
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the worker', () => {
  it('has every listener in place before its first turn ends, else the browser would not start it for them', () => {
    const { runtime, windows, storage, permissions } = chrome
    const events: { listeners: Set<unknown> }[] = [
      runtime.onConnect,
      runtime.onInstalled,
      runtime.onStartup,
      windows.onRemoved,
      storage.onChanged,
      permissions.onAdded,
      permissions.onRemoved,
      messages,
    ]
    expect(events.map(({ listeners }) => listeners.size)).toEqual(events.map(() => 1))
  })

  it('serves a portal under any port of its local name, where the entry says so', async () => {
    const tab = chrome.openTab('http://vpn.localhost:54321/')
    const port = chrome.portalPort(tab)
    const answer = new Promise((resolve) => (port.onSent = resolve))
    chrome.runtime.onConnect.emit(port)
    port.onMessage.emit({ id: 's', action: 'status', body: {} })
    expect(await answer).toEqual({ id: 's', ok: true, result: { version: '1.4.2', id: extensionId } })
  })

  it('hangs up on a port of a name that nobody serves, and on a port of our own screens from elsewhere', () => {
    for (const name of ['debug', 'pin', 'popup', 'constructor']) {
      const port = new FakePort(name, { id: extensionId, url: 'http://vpn.localhost:54321/?flow=1' })
      chrome.runtime.onConnect.emit(port)
      expect(port.connected).toBe(false)
    }
  })

  it('registers the portals of policy when policy or permissions change', async () => {
    const portal = 'https://portal.example.gov.tw'
    chrome.granted.add(`${portal}/*`)
    chrome.storage.managed.values = { portals: [portal] }
    chrome.storage.onChanged.emit({}, 'local')
    chrome.storage.onChanged.emit({}, 'managed')
    await vi.waitFor(() => expect(chrome.registered.get('managed-portals')?.matches).toEqual([`${portal}/*`]))
    chrome.granted.clear()
    chrome.permissions.onRemoved.emit()
    await vi.waitFor(() => expect(chrome.registered.size).toBe(0))
  })
})
