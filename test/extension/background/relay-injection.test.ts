import { beforeEach, describe, expect, it } from 'vitest'
import { injectRelay } from '../../../extension/background/inject-relay.ts'
import { registerManagedPortals } from '../../../extension/background/managed-portals.ts'
import { FakeChrome } from './support/fake-chrome.ts'

const portal = 'https://portal.example.gov.tw'
let chrome: FakeChrome
beforeEach(() => {
  chrome = new FakeChrome().install()
})

describe('on installation and update', () => {
  it('the relay is put into the portal pages that are open', async () => {
    chrome.openTab('https://medvpn.nhi.gov.tw/')
    chrome.openTab(`${portal}/home`)
    chrome.openTab('https://elsewhere.example/')
    chrome.storage.managed.values = { portals: [portal] }
    await injectRelay()
    expect(chrome.injected).toEqual([
      { tabId: 1, files: ['assets/relay.js'] },
      { tabId: 2, files: ['assets/relay.js'] },
    ])
  })

  it('a tab that cannot take it keeps no other from it', async () => {
    chrome.openTab('https://medvpn.nhi.gov.tw/1')
    chrome.openTab('https://medvpn.nhi.gov.tw/2')
    const inject = chrome.scripting.executeScript
    chrome.scripting.executeScript = (injection) =>
      injection.target.tabId === 1 ? Promise.reject(new Error('Frame is showing error page')) : inject(injection)
    await injectRelay()
    expect(chrome.injected.map(({ tabId }) => tabId)).toEqual([2])
  })
})

describe('portals of managed policy', () => {
  const matches = () => chrome.registered.get('managed-portals')?.matches

  it('get the relay once their permission is there, and lose it with the permission', async () => {
    chrome.storage.managed.values = { portals: [portal] }
    await registerManagedPortals()
    expect(matches()).toBeUndefined()
    chrome.granted.add(`${portal}/*`)
    await registerManagedPortals()
    expect(chrome.registered.get('managed-portals')).toEqual({
      id: 'managed-portals',
      matches: [`${portal}/*`],
      js: ['assets/relay.js'],
      runAt: 'document_start',
    })
    chrome.granted.clear()
    await registerManagedPortals()
    expect(matches()).toBeUndefined()
  })

  it('follow the policy', async () => {
    chrome.granted.add(`${portal}/*`).add('https://second.example/*')
    chrome.storage.managed.values = { portals: [portal] }
    await registerManagedPortals()
    chrome.storage.managed.values = { portals: [portal, 'https://second.example'] }
    await registerManagedPortals()
    expect(matches()).toEqual([`${portal}/*`, 'https://second.example/*'])
    chrome.storage.managed.values = {}
    await registerManagedPortals()
    expect(matches()).toBeUndefined()
  })

  it('are registered once, though asked for many times at once', async () => {
    chrome.granted.add(`${portal}/*`)
    chrome.storage.managed.values = { portals: [portal] }
    await Promise.all([registerManagedPortals(), registerManagedPortals(), registerManagedPortals()])
    expect(matches()).toEqual([`${portal}/*`])
  })

  it('that are no https origins are never registered', async () => {
    const portals = ['http://portal.example', 'https://*', 'https://a.example/path', 'file:///']
    for (const bad of portals) chrome.granted.add(`${bad}/*`)
    chrome.storage.managed.values = { portals }
    await registerManagedPortals()
    expect(matches()).toBeUndefined()
  })
})
