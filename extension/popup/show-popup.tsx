import { render } from 'preact'
import type { CheckId } from '../../core/check/check-rows.ts'
import { checkPortName } from '../../core/protocol/check-channel.ts'
import { popupPortName } from '../../core/protocol/popup-channel.ts'
import { showCheckPage } from '../background/check-page.ts'
import { CheckSection } from '../check/check-section.tsx'
import { lastCheckPlace } from '../check/last-check-place.ts'
import { PopupApp } from './popup-app.tsx'
import type { PopupLink } from './popup.tsx'

const connectTo = (name: string) => () => {
  const port = chrome.runtime.connect({ name })
  // Reading lastError keeps "Could not establish connection" of a worker that is just starting out of the log.
  port.onDisconnect.addListener(() => void chrome.runtime.lastError)
  return port
}
const connectToPopup = connectTo(popupPortName)
const connectToCheck = connectTo(checkPortName)

async function openCheck(row?: CheckId): Promise<void> {
  await showCheckPage(row)
  window.close()
}

/** The popup; `links` are those of this build beside the pairing page. */
export function showPopup(links: readonly PopupLink[] = []): void {
  const root = document.querySelector('#popup')
  if (!root) throw new Error('the page has no place for the popup')
  const lastCheck = lastCheckPlace()
  render(
    <PopupApp
      language={lastCheck.language}
      version={lastCheck.extension}
      links={links}
      check={<CheckSection lastCheck={lastCheck} connect={connectToCheck} open={(row) => void openCheck(row)} />}
      connect={connectToPopup}
      closeWindow={() => window.close()}
    />,
    root,
  )
}
