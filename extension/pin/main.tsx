import { render } from 'preact'
import { chooseLanguage } from '../../core/i18n/text.ts'
import { pinPortName } from '../../core/protocol/pin-channel.ts'
import { PinApp } from './pin-app.tsx'
import { activeWorker } from './send-pin.ts'

const connect = () => {
  const port = chrome.runtime.connect({ name: pinPortName })
  // Reading lastError keeps "Could not establish connection" of a worker that is just starting out of the log.
  port.onDisconnect.addListener(() => void chrome.runtime.lastError)
  return port
}

render(
  <PinApp
    flow={new URLSearchParams(location.search).get('flow') ?? ''}
    browserLanguage={chooseLanguage(navigator.languages)}
    connect={connect}
    worker={() => activeWorker(navigator.serviceWorker)}
    closeWindow={() => window.close()}
  />,
  document.body,
)
