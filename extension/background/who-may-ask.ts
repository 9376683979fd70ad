import { CodedError } from '../../core/errors/coded-error.ts'
import type { Page } from './page.ts'
import { managedOrigins, matchesOrigin, type OriginPattern } from './portal-origins.ts'

/** Only portals may speak to the extension at all. Error: ERR_BRIDGE_SITE_NOT_ALLOWED with details.origin. */
export async function requirePortal({ origin }: Page, fixed: readonly OriginPattern[]): Promise<void> {
  if (matchesOrigin(origin, fixed) || matchesOrigin(origin, await managedOrigins())) return
  throw new CodedError('ERR_BRIDGE_SITE_NOT_ALLOWED', `${origin} is no portal`, { details: { origin } })
}

/** Answers the tab's id. Error: ERR_BRIDGE_NOT_TOP_FRAME. */
export function requireTopFrame({ tabId, frameId }: Page): number {
  if (tabId !== undefined && frameId === 0) return tabId
  throw new CodedError('ERR_BRIDGE_NOT_TOP_FRAME', 'only the top frame of a tab may ask')
}

/**
 * A card is asked for only by the page that the person looks at: the top frame of its window's active tab.
 * Resolves with the tab's id. Error: ERR_BRIDGE_NOT_TOP_FRAME.
 */
export async function requireInFront({ tabId, frameId, active }: Page): Promise<number> {
  if (tabId !== undefined && frameId === 0 && active) {
    const tab = await chrome.tabs.get(tabId).catch(() => undefined) // it was closed just now
    if (tab?.active) return tabId
  }
  throw new CodedError('ERR_BRIDGE_NOT_TOP_FRAME', 'only the top frame of an active tab may ask')
}
