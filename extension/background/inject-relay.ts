import { managedOrigins } from './portal-origins.ts'
import { relayFiles } from './relay-script.ts'

/**
 * Puts the relay into the portal pages that are open already, on installation and update: the browser runs content
 * scripts in new pages only, and a page left from before has none, or one whose extension is gone.
 */
export async function injectRelay(): Promise<void> {
  const manifest = chrome.runtime.getManifest().content_scripts?.flatMap((script) => script.matches ?? []) ?? []
  const url = [...manifest, ...(await managedOrigins()).map((origin) => `${origin}/*`)]
  const tabs = await chrome.tabs.query({ url })
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return
      // A tab that shows an error page, was discarded, or lies outside the permissions cannot take it.
      await chrome.scripting.executeScript({ target: { tabId: id }, files: relayFiles() }).catch(() => undefined)
    }),
  )
}
