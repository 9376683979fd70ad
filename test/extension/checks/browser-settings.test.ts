import { describe, expect, it } from 'vitest'
import { bookmarks } from '../../../extension/checks/bookmarks.ts'
import { downloads } from '../../../extension/checks/downloads.ts'
import { extensionInstall } from '../../../extension/checks/extension-install.ts'
import { javascript } from '../../../extension/checks/javascript.ts'
import { ManagedSetting } from '../../../extension/checks/managed-setting.ts'
import { pageCache } from '../../../extension/checks/page-cache.ts'
import { pageConnection } from '../../../extension/checks/page-connection.ts'
import { popUps } from '../../../extension/checks/pop-ups.ts'
import { popUpsPrivacy } from '../../../extension/checks/pop-ups-privacy.ts'
import { portalAccess } from '../../../extension/checks/portal-access.ts'
import { portalList } from '../../../extension/checks/portal-list.ts'
import { siteOf } from '../../../extension/checks/portal-sites.ts'
import { trustedSites } from '../../../extension/checks/trusted-sites.ts'
import { FakeContentSetting } from './fake-content-settings.ts'
import { fakeBrowser, openPage, portal, situation } from './situation.ts'

const { signal } = new AbortController()

describe.each([
  [javascript, 'javascript'],
  [popUps, 'popups'],
  [popUpsPrivacy, 'popups'],
  [downloads, 'automaticDownloads'],
])('$id', (check, name) => {
  const withSetting = (setting: FakeContentSetting) =>
    situation({ browser: fakeBrowser({ contentSettings: { [name]: setting } }) })

  it('blocked for the portal is told with the site, and allowed by the fix for the portal alone', async () => {
    const setting = new FakeContentSetting('block')
    const on = withSetting(setting)
    expect(await check.run(on, signal)).toEqual({ finding: 'blocked', details: { sites: portal.origin } })
    const changed = await check.fix?.apply(on, signal)
    expect(changed).toBeDefined()
    expect(await check.run(on, signal)).toEqual({ finding: 'allowed' })
    expect([...setting.rules]).toEqual([[portal.pattern, 'allow']])
    await check.fix?.undo?.(changed ?? {}, on, signal)
    expect(await check.run(on, signal)).toMatchObject({ finding: 'blocked' })
  })

  it('allowed already: there is nothing to change', async () => {
    expect(await check.fix?.apply(withSetting(new FakeContentSetting('allow')), signal)).toBeUndefined()
  })

  it('an administrator’s rule is left as it is, and ours taken back', async () => {
    const setting = new FakeContentSetting('allow', 'block')
    await expect(check.fix?.apply(withSetting(setting), signal)).rejects.toThrow(ManagedSetting)
    expect(setting.rules.size).toBe(0)
  })

  it('without the permission it is not known', async () => {
    expect(await check.run(situation(), signal)).toEqual({ finding: 'permission-missing' })
    expect(await check.fix?.permissions?.(situation())).toEqual({ permissions: ['contentSettings'] })
  })
})

describe('bookmarks', () => {
  const shelf = (...urls: string[]) => {
    const kept = new Map(urls.map((url, index) => [String(index), url]))
    return {
      kept,
      search: ({ url }: { url: string }) => Promise.resolve([...kept].filter(([, it]) => it === url)),
      create({ url }: { url: string }) {
        const id = `new-${kept.size}`
        kept.set(id, url)
        return Promise.resolve({ id })
      },
      get: (id: string) => (kept.has(id) ? Promise.resolve([{ id }]) : Promise.reject(new Error('no bookmark'))),
      remove: (id: string) => Promise.resolve(void kept.delete(id)),
    }
  }
  const on = (api: object, urls?: string[]) =>
    situation({
      browser: fakeBrowser({ bookmarks: api }),
      policy: () => Promise.resolve({ policy: urls ? { bookmarks: urls } : {}, refused: [] }),
    })

  it('what is missing is named, added by the fix, and removed by the undo; what was there stays', async () => {
    const api = shelf('https://medvpn.nhi.gov.tw/')
    expect(await bookmarks.run(on(api), signal)).toEqual({
      finding: 'missing',
      details: { sites: 'https://medcloud.nhi.gov.tw/' },
    })
    const changed = await bookmarks.fix?.apply(on(api), signal)
    expect(await bookmarks.run(on(api), signal)).toEqual({ finding: 'added' })
    await bookmarks.fix?.undo?.(changed ?? {}, on(api), signal)
    expect([...api.kept.values()]).toEqual(['https://medvpn.nhi.gov.tw/'])
  })

  it('one that the person removed meanwhile does not stop the undo', async () => {
    const api = shelf()
    const changed = await bookmarks.fix?.apply(on(api, ['https://a.example/']), signal)
    api.kept.clear()
    await expect(bookmarks.fix?.undo?.(changed ?? {}, on(api), signal)).resolves.toBeUndefined()
  })

  it('which ones are wanted is an administrator’s to say', async () => {
    expect(await bookmarks.run(on(shelf(), ['https://a.example/']), signal)).toMatchObject({
      details: { sites: 'https://a.example/' },
    })
  })
})

describe('portal-access', () => {
  const second = siteOf('https://second.example')
  const on = (...granted: string[]) =>
    situation({
      browser: fakeBrowser({
        permissions: {
          contains: ({ origins }: { origins: string[] }) => Promise.resolve(granted.includes(origins[0] ?? '')),
        },
      }),
      sites: () => Promise.resolve([portal, second]),
    })

  it('asks for the sites that the browser keeps from it, and no others', async () => {
    const some = on(portal.pattern)
    expect(await portalAccess.run(some, signal)).toEqual({ finding: 'withheld', details: { sites: second.origin } })
    expect(await portalAccess.fix?.permissions?.(some)).toEqual({ origins: [second.pattern] })
    expect(await portalAccess.run(on(portal.pattern, second.pattern), signal)).toMatchObject({ finding: 'allowed' })
  })
})

describe('page-cache', () => {
  const on = (...stored: (boolean | undefined)[]) =>
    situation({
      portalTabs: () => Promise.resolve(stored.map((_, id) => ({ ...openPage, id }))),
      showsStored: ({ id = 0 }) => Promise.resolve(stored[id]),
    })

  it('a stored page is told, once for a site', async () => {
    expect(await pageCache.run(on(true, false, true), signal)).toEqual({
      finding: 'stale',
      details: { sites: portal.origin },
    })
  })

  it('what no page can tell is not called right', async () => {
    expect(await pageCache.run(on(false, undefined), signal)).toEqual({ finding: 'fresh' })
    expect(await pageCache.run(on(undefined), signal)).toEqual({ finding: 'untold' })
    expect(await pageCache.run(on(), signal)).toEqual({ finding: 'no-page' })
  })

  it('the fix clears the cache of the portals, and nothing else', async () => {
    const removed: unknown[] = []
    const browser = fakeBrowser({
      browsingData: { remove: (...what: unknown[]) => Promise.resolve(void removed.push(what)) },
    })
    await pageCache.fix?.apply(situation({ browser }), signal)
    expect(removed).toEqual([[{ origins: [portal.origin] }, { cache: true }]])
  })
})

describe('the component and its sites', () => {
  it.each([
    ['normal', 'store'],
    ['admin', 'policy'],
    ['development', 'development'],
  ])('installed as %s is %s', async (installType, finding) => {
    const browser = fakeBrowser({ management: { getSelf: () => Promise.resolve({ installType, version: '1.4.2' }) } })
    expect(await extensionInstall.run(situation({ browser }), signal)).toEqual({
      finding,
      details: { version: '1.4.2' },
    })
  })

  it('a page that is open and not connected is told; none open is no fault', async () => {
    const on = (...tabs: boolean[]) =>
      situation({
        portalTabs: () => Promise.resolve(tabs.map((connected) => Object.assign({}, openPage, { connected }))),
      })
    expect(await pageConnection.run(on(), signal)).toEqual({ finding: 'no-page' })
    expect(await pageConnection.run(on(true), signal)).toEqual({ finding: 'connected' })
    expect(await pageConnection.run(on(true, false), signal)).toEqual({ finding: 'not-connected' })
  })

  it('what a policy has wrong is named', async () => {
    const policy = () => Promise.resolve({ policy: {}, refused: ['portals[1]', 'fixesAllowed'] })
    expect(await portalList.run(situation({ policy }), signal)).toEqual({
      finding: 'refused',
      details: { entries: 'portals[1] fixesAllowed' },
    })
    expect(await portalList.run(situation(), signal)).toMatchObject({ finding: 'listed' })
  })

  it('a site that a policy lists again counts once, and is told', async () => {
    const on = (...portals: string[]) =>
      situation({ policy: () => Promise.resolve({ policy: { portals }, refused: [] }) })
    expect(await trustedSites.run(on('https://a.example', 'https://b.example', 'https://a.example'), signal)).toEqual({
      finding: 'twice',
      details: { sites: 'https://a.example' },
    })
    expect(await trustedSites.run(on('https://medvpn.nhi.gov.tw'), signal)).toMatchObject({ finding: 'twice' })
    expect(await trustedSites.run(on('https://a.example'), signal)).toEqual({ finding: 'once', details: { count: 1 } })
  })
})
