import { CodedError, serializeError } from '../../core/errors/coded-error.ts'
import { type BridgeAction, bridgeRequest } from '../../core/protocol/bridge.ts'
import { actions } from './actions.ts'
import { type Page, pageOf } from './page.ts'
import { parseMessage } from './parse-message.ts'
import type { Requests } from './requests.ts'
import type { RuntimePort } from './runtime-port.ts'
import type { Services } from './services.ts'
import { requirePortal } from './who-may-ask.ts'

/** Serves one page's port: every message is answered on it, save those that speak of another request. */
export function servePortal(port: RuntimePort, services: Services): void {
  const page = pageOf(port)
  port.onMessage.addListener((message: unknown) => {
    void answer(message, page, services)
  })
  port.onDisconnect.addListener(() => {
    services.signIns.pageGone(page)
    services.removals.pageGone(page)
  })
}

async function answer(message: unknown, page: Page, services: Services): Promise<void> {
  try {
    await requirePortal(page, services.portals)
    const request = parseMessage(bridgeRequest, message)
    const result = await run(request.action, request, page, services)
    if (result) page.send({ id: request.id, ok: true, result })
  } catch (error) {
    const id = idOf(message)
    if (error instanceof CodedError) return page.send({ id, ok: false, error: serializeError(error) })
    page.send({ id, ok: false, error: { code: 'ERR_BRIDGE_INTERRUPTED', message: 'the extension failed' } })
    throw error
  }
}

const run = <A extends BridgeAction>(action: A, request: Requests[A], page: Page, services: Services) =>
  actions[action].run(request, page, services)

/** So that a page learns which of its messages was malformed, as far as that can be told. */
function idOf(message: unknown): string {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined
  return typeof id === 'string' && id.length <= 64 ? id : ''
}
