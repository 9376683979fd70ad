import { relayMark } from '../../core/protocol/bridge-channel.ts'

/**
 * Milliseconds within which a page has been looked at. One that does not run just now, since it shows a dialogue or the
 * browser has frozen it, would be waited for without an end.
 */
const limit = 500

/** What of `chrome` is used. */
export type TabsBrowser = Pick<typeof chrome, 'tabs' | 'scripting'>
export type StoreBrowser = Pick<typeof chrome, 'scripting' | 'webRequest'>

/** A page of the portal that is open. */
export interface PortalTab {
  readonly id: number | undefined
  readonly origin: string
  /** The relay runs in the page: page and extension can talk. */
  readonly connected: boolean
  /** The browser calls it a secure context: https, or this computer's own names. */
  readonly secure: boolean
  /** Whether it may call local addresses; undefined in a browser that does not ask. */
  readonly localNetwork?: PermissionState | undefined
}

/** Tabs that show a page of the portal now; one that the browser put to sleep shows none. */
export async function findPortalTabs(patterns: readonly string[], browser: TabsBrowser): Promise<PortalTab[]> {
  const tabs = await browser.tabs.query({ url: [...patterns], status: 'complete', discarded: false })
  return Promise.all(tabs.filter((tab) => !isFrozen(tab)).map((tab) => toPortalTab(tab, browser)))
}

/** Newer than TypeScript's list, and than the oldest browser that runs the extension. */
const isFrozen = (tab: chrome.tabs.Tab & { readonly frozen?: boolean }): boolean => tab.frozen ?? false

async function toPortalTab({ id, url = '' }: chrome.tabs.Tab, browser: TabsBrowser): Promise<PortalTab> {
  const seen = await inTab(id, browser, lookAround, [relayMark])
  return { id, origin: new URL(url).origin, connected: false, secure: url.startsWith('https:'), ...seen }
}

/**
 * Whether the browser would show the portal's first page out of its store without asking. Undefined: it cannot be known.
 * The page itself has to ask: the store is divided by the site that does, and an extension's own requests never meet what
 * a tab has stored. HEAD is answered from the store as GET is, and stores nothing itself.
 */
export async function showsStored({ id, origin }: PortalTab, browser: StoreBrowser): Promise<boolean | undefined> {
  if (id === undefined) return undefined
  const url = `${origin}/`
  let tell: (fromCache: boolean) => void
  const told = new Promise<boolean>((resolve) => (tell = resolve))
  const onCompleted = ({ method, fromCache }: chrome.webRequest.OnCompletedDetails) => {
    if (method === 'HEAD') tell(fromCache)
  }
  browser.webRequest.onCompleted.addListener(onCompleted, { urls: [url], tabId: id })
  try {
    void inTab(id, browser, askForPage, [])
    return await within(told, limit)
  } finally {
    browser.webRequest.onCompleted.removeListener(onCompleted)
  }
}

/** Undefined for a page that the extension may not act on, or that does not answer. */
async function inTab<Args extends unknown[], T>(
  tabId: number | undefined,
  { scripting }: Pick<TabsBrowser, 'scripting'>,
  func: (...args: Args) => Promise<T>,
  args: Args,
): Promise<T | undefined> {
  if (tabId === undefined) return undefined
  const asked = scripting.executeScript({ target: { tabId }, func, args }).catch(() => [])
  const [found] = (await within(asked, limit)) ?? []
  return found?.result ?? undefined
}

/** Runs in the page, in the relay's own world: nothing from outside it can be used here. */
async function lookAround(mark: string): Promise<Omit<PortalTab, 'id' | 'origin'>> {
  const name = 'local-network-access' as PermissionName // newer than TypeScript's list
  const localNetwork = await navigator.permissions.query({ name }).catch(() => undefined)
  return { connected: mark in globalThis, secure: isSecureContext, localNetwork: localNetwork?.state }
}

/** Runs in the page. */
async function askForPage(): Promise<void> {
  await fetch('/', { method: 'HEAD', redirect: 'manual' }).catch(() => undefined)
}

/** Undefined after `milliseconds`. */
const within = <T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> =>
  Promise.race([promise, new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined))])
