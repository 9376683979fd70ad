import { popupRequest } from '../../../core/protocol/popup.ts'
import { openModulePage } from '../modules/module-page.ts'
import { openPairingPage } from '../pairing-page.ts'
import { parseMessage } from '../parse-message.ts'
import type { RuntimePort } from '../runtime-port.ts'
import type { SignIns } from '../sign-in/sign-ins.ts'
import { ReaderOverview, type ReaderOverviewOptions } from './reader-overview.ts'

export interface PopupServices extends Omit<ReaderOverviewOptions, 'onChange'> {
  readonly signIns: SignIns
}

/** Serves the popup's port, of the extension's own pages only: states come as they change, until the popup is closed. */
export function servePopup(port: RuntimePort, services: PopupServices): void {
  const { id, url } = port.sender ?? {}
  if (id !== chrome.runtime.id || !url?.startsWith(chrome.runtime.getURL('extension/popup/'))) return port.disconnect()
  let told = false
  let closed = false
  const tell = () => {
    if (told) return
    told = true
    // Changes that come together are told together.
    queueMicrotask(() => {
      told = false
      if (!closed) port.postMessage(overview.state)
    })
  }
  const overview = new ReaderOverview({ ...services, onChange: tell })

  port.onMessage.addListener((message: unknown) => {
    const request = parseMessage(popupRequest, message)
    switch (request.action) {
      case 'attach':
        return tell()
      case 'release':
        return overview.release(request.readerName)
      case 'show-sign-in':
        return void services.signIns.showWindow()
      case 'open-pairing':
        return void openPairingPage()
      case 'open-modules':
        return void openModulePage()
    }
  })
  port.onDisconnect.addListener(() => {
    closed = true
    overview.close()
  })
}
