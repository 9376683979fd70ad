import type { SmartCardContext } from '../../core/smartcard/context.ts'
import type { Messaging } from '../../extension/readers/messaging.ts'
import { Pkcs11Modules } from '../../native-host/pkcs11/pkcs11-modules.ts'
import { serveBrowser } from '../../native-host/serve-browser.ts'
import type { TestHost } from './host-tap.ts'

/** The service and the extension's port to it in one process; everything between them passes through JSON. */
export class HostPair implements TestHost {
  starts = 0
  #error: string | undefined
  #end: ((error: string) => ReturnType<typeof serveBrowser> | undefined) | undefined
  readonly #makeContext: () => SmartCardContext
  readonly #modules: Pkcs11Modules

  /** Every start of the service has a context of its own. */
  constructor(makeContext: () => SmartCardContext, modules = new Pkcs11Modules({ paths: [], program: '' })) {
    this.#makeContext = makeContext
    this.#modules = modules
  }

  connect(): ReturnType<Messaging['connect']> {
    this.starts++
    const onMessage: ((message: unknown) => void)[] = []
    const onDisconnect: (() => void)[] = []
    let open = true
    const served = serveBrowser(this.#makeContext(), this.#modules, (message) => {
      const text = JSON.stringify(message)
      queueMicrotask(() => {
        if (open) for (const listener of onMessage) listener(JSON.parse(text))
      })
    })
    this.#end = (error) => {
      if (!open) return undefined
      open = false
      this.#error = error
      for (const listener of onDisconnect) listener()
      this.#error = undefined
      return served
    }
    return {
      onMessage: { addListener: (listener) => void onMessage.push(listener) },
      onDisconnect: { addListener: (listener) => void onDisconnect.push(listener) },
      postMessage(message) {
        if (!open) throw new Error('Attempting to use a disconnected port object')
        const text = JSON.stringify(message)
        queueMicrotask(() => open && served.take(JSON.parse(text)))
      },
      disconnect() {
        open = false
        void served.end()
      },
    }
  }

  lastError(): string | undefined {
    return this.#error
  }

  /** The service is told to end, and gives its cards back. */
  async kill(): Promise<void> {
    await this.#end?.('Native host has exited.')?.end()
  }

  /** The process is killed: nothing of it goes on, and what it had open is the system's to clear up. */
  crash(text = 'Native host has exited.'): void {
    this.#end?.(text)
  }
}
