import { isPortalOrigin } from '../../core/protocol/portal-origin.ts'

/** What the page uses of `chrome.storage.managed` and `chrome.permissions`. */
export interface PortalPermissions {
  /** The policy's `portals` as it stands there, unchecked. */
  managed(): Promise<unknown>
  contains(pattern: string): Promise<boolean>
  /** Must be called in a click's own turn. */
  request(pattern: string): Promise<boolean>
  /** Calls `listener` when policy or permissions change; returns how to stop. */
  watch(listener: () => void): () => void
}

export interface ManagedPortal {
  /** As the policy has it. */
  readonly origin: string
  readonly state: 'allowed' | 'not-allowed' | 'not-taken'
}

/** The match pattern whose permission lets the card component work on the portal. */
export const patternOf = (origin: string): string => `${origin}/*`

/** The portals of managed policy. What the worker will not take (anything but an https origin) is shown as such. */
export async function managedPortals(permissions: PortalPermissions): Promise<ManagedPortal[]> {
  const portals = await permissions.managed()
  if (!Array.isArray(portals)) return []
  const texts = new Set(portals.filter((portal) => typeof portal === 'string'))
  return Promise.all([...texts].map((origin) => stateOf(origin, permissions)))
}

async function stateOf(origin: string, permissions: PortalPermissions): Promise<ManagedPortal> {
  if (!isPortalOrigin(origin)) return { origin, state: 'not-taken' }
  return { origin, state: (await permissions.contains(patternOf(origin))) ? 'allowed' : 'not-allowed' }
}

/** The browser's own. Only an extension page has it. */
export const chromePortalPermissions: PortalPermissions = {
  async managed() {
    try {
      return (await chrome.storage.managed.get('portals'))['portals']
    } catch {
      return undefined // a browser without managed storage
    }
  },
  contains: (pattern) => chrome.permissions.contains({ origins: [pattern] }),
  request: (pattern) => chrome.permissions.request({ origins: [pattern] }),
  watch(listener) {
    const onStorage = (_: unknown, area: string) => {
      if (area === 'managed') listener()
    }
    chrome.storage.onChanged.addListener(onStorage)
    chrome.permissions.onAdded.addListener(listener)
    chrome.permissions.onRemoved.addListener(listener)
    return () => {
      chrome.storage.onChanged.removeListener(onStorage)
      chrome.permissions.onAdded.removeListener(listener)
      chrome.permissions.onRemoved.removeListener(listener)
    }
  },
}
