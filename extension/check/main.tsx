import '../without-eval.ts'
import { render } from 'preact'
import { systemOf } from '../../core/check/supported-versions.ts'
import { checkPortName } from '../../core/protocol/check-channel.ts'
import { indexedDbHistory } from '../checks/check-history.ts'
import { browserHints } from '../checks/user-agent.ts'
import { CheckApp } from './check-app.tsx'
import { lastCheckPlace } from './last-check-place.ts'
import { performAction } from './perform-action.ts'

const connect = () => {
  const port = chrome.runtime.connect({ name: checkPortName })
  // Reading lastError keeps "Could not establish connection" of a worker that is just starting out of the log.
  port.onDisconnect.addListener(() => void chrome.runtime.lastError)
  return port
}

const lastCheck = lastCheckPlace()
const readHistory = () => indexedDbHistory.reports()

const draw = () =>
  render(
    <CheckApp
      language={lastCheck.language}
      system={systemOf(browserHints().platform).system}
      version={lastCheck.extension}
      lastCheck={lastCheck}
      openRow={location.hash.slice(1) || undefined}
      connect={connect}
      readHistory={readHistory}
      ask={(permissions) => chrome.permissions.request(permissions)}
      act={performAction}
      copy={(text) => navigator.clipboard.writeText(text)}
      print={() => window.print()}
    />,
    document.body,
  )

draw()
// The worker points an open page at another row by the fragment of its address.
addEventListener('hashchange', draw)
