import type { CheckAction } from '../../core/check/check-row.ts'
import { openModulePage } from '../background/modules/module-page.ts'
import { openPairingPage } from '../background/pairing-page.ts'
import { productionOrigins } from '../background/portal-origins.ts'

const open = (url: string): void => void chrome.tabs.create({ url })

/** Pages of the browser's own are opened in a tab: no page may link to them. */
const actions: Readonly<Record<CheckAction, (portal: string | null) => void>> = {
  'open-pairing': () => void openPairingPage(),
  'open-modules': () => void openModulePage(),
  'open-extension-store': () => open(`chrome://extensions/?id=${chrome.runtime.id}`),
  'open-browser-update': () => open('chrome://settings/help'),
  'open-card-service-help': (portal) => open(`${portal ?? productionOrigins[0] ?? ''}/check#card-service`),
  'open-certificate-help': () => open('https://grca.nat.gov.tw/'),
  'reload-portal': () => void reloadPortals(),
}

/** `portal` is the origin of the one whose help is opened. */
export const performAction = (action: CheckAction, portal: string | null): void => actions[action](portal)

async function reloadPortals(): Promise<void> {
  const tabs = await chrome.tabs.query({ url: productionOrigins.map((origin) => `${origin}/*`) })
  for (const { id } of tabs) if (id !== undefined) await chrome.tabs.reload(id)
}
