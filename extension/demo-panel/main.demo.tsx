import { render } from 'preact'
import { chooseLanguage } from '../../core/i18n/text.ts'
import { DeskPanel } from './desk-panel.demo.tsx'
import { workerDesk } from './worker-desk.demo.ts'

const portal = new URLSearchParams(location.search).get('portal') ?? undefined

render(
  <DeskPanel
    desk={workerDesk}
    language={chooseLanguage(navigator.languages)}
    portal={portal !== undefined && URL.canParse(portal) ? portal : undefined}
    pairingPage={chrome.runtime.getURL('extension/pairing/index.demo.html')}
  />,
  document.body,
)
