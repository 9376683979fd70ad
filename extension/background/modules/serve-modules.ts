import { type ModulesState, modulesRequest } from '../../../core/protocol/modules.ts'
import { parseMessage } from '../parse-message.ts'
import type { RuntimePort } from '../runtime-port.ts'
import type { ModuleRevocations } from './module-revocations.ts'
import type { ModuleTrust } from './module-trust.ts'

export interface ModulesServices {
  readonly trust: ModuleTrust
  readonly revocations: ModuleRevocations
  /** The portals that may be asked. */
  readonly portals: () => Promise<readonly string[]>
  /** A module was imported or removed. */
  readonly onModulesChanged: () => void
}

/** Serves the module page's port, of the extension's own page only. The portals are asked as soon as it is opened. */
export function serveModules(port: RuntimePort, services: ModulesServices): void {
  const { trust, revocations, portals, onModulesChanged } = services
  const { id, url } = port.sender ?? {}
  if (id !== chrome.runtime.id || !url?.startsWith(chrome.runtime.getURL('extension/modules/'))) {
    return port.disconnect()
  }
  let closed = false
  const tell = async () => {
    const state: ModulesState = {
      authorities: await trust.authorities(),
      allowed: await trust.allowsCloudModules(),
      revocation: revocations.news,
      toldAt: await revocations.toldAt(),
    }
    if (!closed) port.postMessage(state)
  }
  const ask = async () => revocations.ask(await portals())
  const stop = revocations.onChange(() => void tell())

  port.onMessage.addListener((message: unknown) => {
    switch (parseMessage(modulesRequest, message).action) {
      case 'attach':
        void tell()
        return void ask()
      case 'ask-revocations':
        return void ask()
      case 'modules-changed':
        return onModulesChanged()
    }
  })
  port.onDisconnect.addListener(() => {
    closed = true
    stop()
  })
}
