import { managedOrigins, type OriginPattern, otherSystems } from '../background/portal-origins.ts'
import type { ReaderStateFlags } from '../../core/smartcard/context.ts'
import { indexedDbModuleStore } from '../modules/module-store.ts'
import { readManagedPolicy } from '../policy/managed-policy.ts'
import type { Readers } from '../readers/registry.ts'
import type { CheckSituation, UsbIdentity, UserAgentHints } from './check-situation.ts'
import { type PortalProbe, probePortal } from './portal-probe.ts'
import { type PortalSite, portalSites } from './portal-sites.ts'
import { findPortalTabs, showsStored } from './portal-tabs.ts'

/** This computer as the browser shows it. What several checks look at is looked at once. */
export function chromeSituation(parts: {
  readonly userAgent: UserAgentHints
  /** The sites served, beside those of managed policy. */
  readonly portals: readonly OriginPattern[]
  readonly readers: Readers
  readonly usb: { getDevices(): Promise<readonly UsbIdentity[]> } | undefined
}): CheckSituation {
  const { readers, usb } = parts
  const portals = parts.portals.filter((origin) => !otherSystems.includes(origin))
  const patterns = once(async () => [...portals, ...(await managedOrigins())])
  const portalTabs = once(async () =>
    findPortalTabs(
      (await patterns()).map((origin) => `${origin}/*`),
      chrome,
    ),
  )
  const sites = once(async () =>
    portalSites(
      await patterns(),
      (await portalTabs()).map(({ origin }) => origin),
    ),
  )
  const probes = new Map<string, Promise<PortalProbe>>()
  const probe = (site: PortalSite): Promise<PortalProbe> => {
    const asked = probes.get(site.origin) ?? probePortal(site, probeParts())
    probes.set(site.origin, asked)
    return asked
  }
  return {
    browser: chrome,
    userAgent: parts.userAgent,
    policy: once(readManagedPolicy),
    sites,
    portalTabs,
    showsStored: (tab) => showsStored(tab, chrome),
    probe,
    transports: once(() => readers.transports()),
    cardsIn: (names) => readStates(readers, names),
    modules: once(() => indexedDbModuleStore.list()),
    now: () => Date.now(),
    usbDevices: async () => (await usb?.getDevices()) ?? [],
  }
}

async function readStates(readers: Readers, names: readonly string[]): Promise<Map<string, ReaderStateFlags>> {
  if (names.length === 0) return new Map()
  await readers.listReaders() // from which it is known whose they are
  const unaware = names.map((readerName) => ({ readerName, currentState: { unaware: true } }))
  const states = await Promise.all(unaware.map((state) => readers.getStatusChange([state], { timeout: 1_000 })))
  return new Map(states.flat().map(({ readerName, eventState }) => [readerName, eventState]))
}

const probeParts = () => ({
  webRequest: chrome.webRequest,
  fetch: globalThis.fetch.bind(globalThis),
  initiator: new URL(chrome.runtime.getURL('')).origin,
  now: () => Date.now(),
})

/** The first call's promise for every call. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => (asked ??= ask())
}
