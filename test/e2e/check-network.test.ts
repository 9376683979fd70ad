import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { CheckId } from '../../core/check/check-rows.ts'
import { platforms } from '../../core/portal/platforms.ts'
import { CheckScreen, type ShownRows } from '../drive/check.ts'
import { copyExtension, grantAll } from '../drive/extension-copy.ts'
import { inWorkerSession, launch, patience } from '../drive/launch.ts'
import { setPolicies } from '../drive/managed-policy.ts'
import { type FrontManner, openPortalFront, type PortalFront } from '../drive/portal-front.ts'

const vpn = platforms.vpn.productionOrigin
const internet = platforms.internet.productionOrigin

/** A proxy that only passes tunnels on, to one port of this machine whatever name is asked for. */
async function openTunnelProxy(port: number) {
  const proxy = createServer()
  const sockets = new Set<Duplex>()
  proxy.on('connect', (_request, socket) => {
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    sockets.add(socket)
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => {
      proxy.close()
      sockets.forEach((socket) => socket.destroy())
    },
  }
}

describe('the settings check and the way to the portal', () => {
  const granted = copyExtension('dist/extension-demo', grantAll)
  let front: PortalFront
  let browser: Browser
  let screen: CheckScreen

  beforeAll(async () => {
    front = await openPortalFront(inject('vpn'))
    browser = await launch({ extension: granted.path, hosts: front.hosts })
    await trust()
    screen = await CheckScreen.open(browser)
  })
  beforeEach(() => front.behave({}))
  afterAll(async () => {
    await browser.close()
    await front.close()
    granted.remove()
  })

  const trust = (more: { extension?: Record<string, unknown>; browser?: Record<string, unknown> } = {}) =>
    setPolicies(browser, { ...more, browser: { CACertificates: [front.authority], ...more.browser } })

  /** The findings of some rows, with the front behaving so. */
  async function findings(manner: FrontManner, ...ids: CheckId[]) {
    await front.behave(manner)
    return pick(await screen.run(), ids)
  }
  const pick = (rows: ShownRows, ids: readonly CheckId[]) =>
    ids.map((id) => `${id}: ${rows[id].finding} (${rows[id].mark})`)

  it('with everything right: the address, the certificate, the clock, the versions', async () => {
    const rows = await screen.run()
    expect(
      pick(rows, ['portal-address', 'site-certificate', 'proxy', 'clock', 'card-status', 'extension-version']),
    ).toEqual([
      'portal-address: reached (ok)',
      'site-certificate: trusted (ok)',
      'proxy: none (ok)',
      'clock: right (ok)',
      'card-status: current (ok)',
      'extension-version: current (ok)',
    ])
    expect(rows['portal-address'].current).toContain('127.0.0.1')
    expect(rows['line-and-internet']).toMatchObject({ finding: 'both', mark: 'warn' })
  })

  it.each([
    ['of an authority that the computer does not know', 'other-authority', 'untrusted', 'open-certificate-help'],
    ['that has expired', 'expired', 'wrong-time', null],
    ['of another name', 'other-name', 'other-name', null],
  ] as const)('a certificate %s', async (_what, certificate, finding, action) => {
    await front.behave({ certificate })
    const rows = await screen.run()
    expect(rows['site-certificate']).toMatchObject({ finding, mark: 'fail', action })
    expect(rows['site-certificate'].steps).toBeGreaterThan(0)
    expect(pick(rows, ['portal-address', 'proxy', 'clock', 'page-cache'])).toEqual([
      'portal-address: in-the-way (unknown)',
      'proxy: unreachable (unknown)',
      'clock: unreachable (unknown)',
      'page-cache: no-page (not-needed)',
    ])
  })

  it('a clock that is 30 seconds and ten minutes off', async () => {
    expect(await findings({ clock: 30 }, 'clock')).toEqual(['clock: off (warn)'])
    expect(await findings({ clock: -600 }, 'clock')).toEqual(['clock: wrong (fail)'])
  })

  it('a portal that lacks word of cards, and one that wants a newer extension', async () => {
    expect(
      await findings({ echo: { revocation: 'late', minimumExtension: '99.0.0' } }, 'card-status', 'extension-version'),
    ).toEqual(['card-status: late (warn)', 'extension-version: outdated (fail)'])
  })

  it('something else that answers in the portal’s place', async () => {
    expect(await findings({ page: '<!doctype html><p>sign in to this network</p>' }, 'proxy', 'clock')).toEqual([
      'proxy: other-server (fail)',
      'clock: unreachable (unknown)',
    ])
  })

  it('an address that is not where the administrator says the portal is', async () => {
    await trust({ extension: { addressRanges: ['10.253.0.0/16'] } })
    await expect.poll(() => findings({}, 'portal-address')).toEqual(['portal-address: elsewhere (fail)'])
    await trust({ extension: { addressRanges: ['10.253.0.0/16', '127.0.0.0/8'] } })
    await expect.poll(() => findings({}, 'portal-address')).toEqual(['portal-address: reached (ok)'])
    await trust()
  })

  it('a page of the portal that the browser keeps, until its cache is cleared', async () => {
    await front.behave({ cacheControl: 'max-age=3600' })
    const page = await browser.newPage()
    await page.goto(vpn)
    const stale = await screen.run()
    expect(stale['page-cache']).toMatchObject({ finding: 'stale', mark: 'fail', canFix: true })
    expect(stale['page-cache'].current).toContain(vpn)
    const cleared = await screen.fixAll()
    expect(cleared['page-cache']).toMatchObject({ finding: 'fresh', mark: 'ok' })
    await page.close()
  })

  it('a server that refuses, one that never answers, and no network', async () => {
    const page = await browser.newPage()
    await page.goto(vpn)
    expect(await findings({ answers: 'closed' }, 'portal-address')).toEqual(['portal-address: no-answer (fail)'])
    const before = performance.now()
    expect(
      await findings({ answers: 'silent' }, 'portal-address', 'site-certificate', 'proxy', 'line-and-internet'),
    ).toEqual([
      'portal-address: no-answer (fail)',
      'site-certificate: unreachable (unknown)',
      'proxy: unreachable (unknown)',
      'line-and-internet: unreachable (unknown)',
    ])
    expect(performance.now() - before).toBeLessThan(8_000)
    await page.close()
    const session = await inWorkerSession(browser)
    const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', { ...network, offline: true })
    expect(await findings({}, 'portal-address', 'clock')).toEqual([
      'portal-address: offline (fail)',
      'clock: unreachable (unknown)',
    ])
    await session.send('Network.emulateNetworkConditions', { ...network, offline: false })
  })
})

describe('the settings check on a computer', () => {
  const granted = copyExtension('dist/extension-demo', grantAll)
  afterAll(() => granted.remove())

  it('set to a proxy: one that only tunnels, one that names itself, and one that is dead', async () => {
    const front = await openPortalFront(inject('vpn'))
    const [port = 0] = Object.values(front.hosts)
    const proxy = await openTunnelProxy(port)
    const browser = await launch({ extension: granted.path, args: [`--proxy-server=${proxy.address}`] })
    try {
      await setPolicies(browser, { browser: { CACertificates: [front.authority] } })
      const screen = await CheckScreen.open(browser)
      // Nothing tells a tunnel but the address, which is the proxy's.
      expect(await screen.run()).toMatchObject({
        proxy: { finding: 'none', mark: 'ok' },
        'portal-address': { finding: 'reached', mark: 'ok' },
      })
      await front.behave({ headers: { via: '1.1 proxy.example' } })
      const seen = await screen.run()
      expect(seen.proxy).toMatchObject({ finding: 'seen', mark: 'warn' })
      expect(seen.proxy.current).toContain('1.1 proxy.example')
      proxy.close()
      const dead = await screen.run()
      expect(dead.proxy).toMatchObject({ finding: 'dead', mark: 'fail' })
      expect(dead.proxy.steps).toBeGreaterThan(0)
      expect(dead['portal-address']).toMatchObject({ finding: 'in-the-way', mark: 'unknown' })
    } finally {
      await browser.close()
      proxy.close()
      await front.close()
    }
  })

  it('whose DNS does not know the portal, with the DNS server that the administrator names', async () => {
    const browser = await launch({ extension: granted.path })
    try {
      await setPolicies(browser, { extension: { dnsServer: '192.0.2.53' } })
      const screen = await CheckScreen.open(browser)
      const steps = () => screen.page.$eval('#portal-address', (row) => row.textContent)
      await expect.poll(async () => (await screen.run(), steps()), { timeout: patience }).toContain('192.0.2.53')
      const rows = await screen.rows()
      expect(rows['portal-address']).toMatchObject({ finding: 'name-unknown', mark: 'fail' })
      expect(rows['portal-address'].current).toContain(vpn)
      expect(rows['portal-address'].current).toContain(internet)
    } finally {
      await browser.close()
    }
  })
})
