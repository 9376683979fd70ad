import type { CheckReport } from '../../core/check/check-report.ts'
import { type CheckRequest, checkRequest, type CheckState } from '../../core/protocol/check.ts'
import type { SettingsCheck } from '../checks/settings-check.ts'
import { parseMessage } from './parse-message.ts'
import type { RuntimePort } from './runtime-port.ts'

/** What a screen asks for is done by. */
export interface CheckParts {
  readonly check: SettingsCheck
  /** Has the portal take the report that the person agreed to send. */
  readonly send: (report: CheckReport) => Promise<void>
}

/** The screens that show the settings check. All see the same state. */
export class CheckScreens {
  readonly #ports = new Set<RuntimePort>()

  /** Serves the port of one of the extension's own pages; any other's is closed. */
  serve(port: RuntimePort, parts: CheckParts): void {
    const { id, url } = port.sender ?? {}
    if (id !== chrome.runtime.id || !url?.startsWith(chrome.runtime.getURL(''))) return port.disconnect()
    this.#ports.add(port)
    port.onDisconnect.addListener(() => this.#ports.delete(port))
    port.onMessage.addListener((message: unknown) => void obey(parseMessage(checkRequest, message), parts))
    port.postMessage(parts.check.state)
  }

  show(state: CheckState): void {
    for (const port of this.#ports) {
      try {
        port.postMessage(state)
      } catch {
        // closed just now: its onDisconnect takes it off the list
      }
    }
  }
}

async function obey(request: CheckRequest, { check, send }: CheckParts): Promise<void> {
  switch (request.action) {
    case 'run':
      return request.rows ? check.runRows(request.rows) : check.run()
    case 'fix':
      return check.fix(request.rows)
    case 'undo':
      return check.undo()
    case 'send':
      return send(request.report)
  }
}
