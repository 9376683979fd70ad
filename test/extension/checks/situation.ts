import type { CheckBrowser, CheckSituation, UserAgentHints } from '../../../extension/checks/check-situation.ts'
import type { PortalProbe } from '../../../extension/checks/portal-probe.ts'
import { type PortalSite, siteOf } from '../../../extension/checks/portal-sites.ts'

/** Chromium on Linux, unless a test says otherwise. */
export const fakeUserAgent = (
  platform = 'Linux',
  values: Awaited<ReturnType<UserAgentHints['getHighEntropyValues']>> = {},
): UserAgentHints => ({
  platform,
  getHighEntropyValues: () =>
    Promise.resolve({
      platformVersion: '',
      fullVersionList: [{ brand: 'Chromium', version: '156.0.8078.73' }],
      ...values,
    }),
})

export const portal = siteOf('https://portal.example')

/** A portal that answers as it should, but for what a test changes. */
export const probed = (site: PortalSite = portal, changed: Partial<PortalProbe> = {}): PortalProbe => ({
  site,
  address: '192.0.2.7',
  askedAt: Date.UTC(2026, 10, 29),
  echo: {
    address: '198.51.100.4',
    host: 'portal.example',
    via: null,
    forwarded: null,
    forwardedFor: null,
    time: new Date(Date.UTC(2026, 10, 29)).toISOString(),
    minimumExtension: '1.0.0',
    revocation: 'current',
  },
  ...changed,
})

/** A page of it that is open and as it should be. */
export const openPage = { id: 1, origin: portal.origin, connected: true, secure: true } as const

/** The parts of `chrome` that a test fills in. */
export const fakeBrowser = (parts: object = {}): CheckBrowser => parts as CheckBrowser

/** A computer on which nothing is out of the ordinary, but for what a test changes. */
export const situation = (changed: Partial<CheckSituation> = {}): CheckSituation => ({
  browser: fakeBrowser(),
  userAgent: fakeUserAgent(),
  policy: () => Promise.resolve({ policy: {}, refused: [] }),
  sites: () => Promise.resolve([portal]),
  probe: (site) => Promise.resolve(probed(site)),
  portalTabs: () => Promise.resolve([]),
  showsStored: () => Promise.resolve(false),
  transports: () => Promise.resolve([]),
  cardsIn: () => Promise.resolve(new Map()),
  modules: () => Promise.resolve({ modules: [], damaged: [] }),
  now: () => Date.UTC(2027, 0, 1),
  usbDevices: () => Promise.resolve([]),
  ...changed,
})
