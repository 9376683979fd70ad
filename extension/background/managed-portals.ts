import { managedOrigins } from './portal-origins.ts'
import { relayFiles } from './relay-script.ts'

const scriptId = 'managed-portals'

let running: Promise<void> = Promise.resolve()

/**
 * Has the relay run in the portals of managed policy, as far as the person or the policy has granted their hosts; the
 * pairing page asks for the rest. Called whenever policy or permissions change; calls follow one another.
 */
export function registerManagedPortals(): Promise<void> {
  running = running.then(register, register)
  return running
}

async function register(): Promise<void> {
  const wanted = (await managedOrigins()).map((origin) => `${origin}/*`)
  const granted = await Promise.all(wanted.map((match) => chrome.permissions.contains({ origins: [match] })))
  const matches = wanted.filter((_, index) => granted[index])
  const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [scriptId] })
  if (matches.length === 0) {
    if (registered) await chrome.scripting.unregisterContentScripts({ ids: [scriptId] })
    return
  }
  const script = { id: scriptId, matches, js: relayFiles(), runAt: 'document_start' } as const
  if (registered) await chrome.scripting.updateContentScripts([script])
  else await chrome.scripting.registerContentScripts([script])
}
