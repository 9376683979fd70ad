import type { ParsedPolicy } from '../../core/protocol/managed-policy.ts'
import type { ReaderStateFlags } from '../../core/smartcard/context.ts'
import type { ModuleListing } from '../modules/module-store.ts'
import type { TransportState } from '../readers/registry.ts'
import type { PortalProbe } from './portal-probe.ts'
import type { PortalSite } from './portal-sites.ts'
import type { PortalTab } from './portal-tabs.ts'

/** What of `navigator.userAgentData` is used (WICG User-Agent Client Hints). */
export interface UserAgentHints {
  readonly platform: string
  getHighEntropyValues(hints: readonly string[]): Promise<{
    readonly platformVersion?: string
    readonly fullVersionList?: readonly { readonly brand: string; readonly version: string }[]
  }>
}

/** What of `chrome` the checks and their fixes use. A part is undefined while its optional permission is not granted. */
export type CheckBrowser = Pick<typeof chrome, 'management' | 'permissions'> &
  Partial<Pick<typeof chrome, 'bookmarks' | 'browsingData' | 'contentSettings'>>

/** What a check may look at. Handed in by whoever runs it, so that a test hands in its own. Made anew for each run. */
export interface CheckSituation {
  readonly browser: CheckBrowser
  readonly userAgent: UserAgentHints
  /** The administrator's policy, read once a run. */
  readonly policy: () => Promise<ParsedPolicy>
  /** The portals that the extension serves. */
  readonly sites: () => Promise<readonly PortalSite[]>
  /** Asks the portal once a run what arrives there. Never rejects for what stands in the way. */
  readonly probe: (site: PortalSite) => Promise<PortalProbe>
  /** Pages of the portal that are open. */
  readonly portalTabs: () => Promise<readonly PortalTab[]>
  /** Whether a new visit there would show a stored page without asking the portal. Undefined: it cannot be known. */
  readonly showsStored: (tab: PortalTab) => Promise<boolean | undefined>
  /** Every way to readers, with its readers and what stands in their way. */
  readonly transports: () => Promise<readonly TransportState[]>
  /** What the readers say of themselves, without a word to a card. */
  readonly cardsIn: (readers: readonly string[]) => Promise<ReadonlyMap<string, ReaderStateFlags>>
  /** The cloud security modules that were imported. */
  readonly modules: () => Promise<ModuleListing>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** USB devices that the person let the extension use. */
  readonly usbDevices: () => Promise<readonly UsbIdentity[]>
}

/** What of a `USBDevice` is used. */
export interface UsbIdentity {
  readonly productName?: string | null | undefined
  readonly serialNumber?: string | null | undefined
}
