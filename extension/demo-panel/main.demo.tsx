import { render } from 'preact'
import { chooseLanguage } from '../../core/i18n/text.ts'
import { DeskPanel } from './desk-panel.demo.tsx'
import { workerDesk } from './worker-desk.demo.ts'

/** `?portal=http://vpn.localhost:8080`; anything but a local portal is as good as none. */
function portalFromAddress(): string | undefined {
  const text = new URLSearchParams(location.search).get('portal') ?? ''
  return URL.canParse(text) && /^http:\/\/[\w-]+\.localhost$/.test(withoutPort(text)) ? new URL(text).origin : undefined
}

const withoutPort = (address: string): string => `${new URL(address).protocol}//${new URL(address).hostname}`

render(
  <DeskPanel
    desk={workerDesk}
    language={chooseLanguage(navigator.languages)}
    portal={portalFromAddress()}
    pairingPage={chrome.runtime.getURL('extension/pairing/index.demo.html')}
  />,
  document.body,
)
