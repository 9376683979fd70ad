import '../without-eval.ts'
import { render } from 'preact'
import { chooseLanguage } from '../../core/i18n/text.ts'
import { modulesPortName } from '../../core/protocol/modules-channel.ts'
import { indexedDbModuleStore } from './module-store.ts'
import { ModulesApp } from './modules-app.tsx'

const connect = () => {
  const port = chrome.runtime.connect({ name: modulesPortName })
  // Reading lastError keeps "Could not establish connection" of a worker that is just starting out of the log.
  port.onDisconnect.addListener(() => void chrome.runtime.lastError)
  return port
}
const now = () => Date.now()

// A file that misses its place is not opened in place of the page.
for (const event of ['dragover', 'drop']) addEventListener(event, (dragged) => dragged.preventDefault())

render(
  <ModulesApp
    language={chooseLanguage(navigator.languages)}
    store={indexedDbModuleStore}
    connect={connect}
    now={now}
  />,
  document.body,
)
