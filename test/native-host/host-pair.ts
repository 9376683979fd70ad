import type { SmartCardContext } from '../../core/smartcard/context.ts'
import type { NativeMessaging } from '../../extension/readers/native-host-port.ts'
import { serveBrowser } from '../../native-host/serve-browser.ts'

/** The service and the extension's port to it in one process; everything between them passes through JSON. */
export class HostPair implements NativeMessaging {
  starts = 0
  #error: string | undefined
  #end: ((error: string | undefined) => Promise<void>) | undefined
  readonly #context: SmartCardContext

  constructor(context: SmartCardContext) {
    this.#context = context
  }

  connect(): ReturnType<NativeMessaging['connect']> {
    this.starts++
    const onMessage: ((message: unknown) => void)[] = []
    const onDisconnect: (() => void)[] = []
    let open = true
    const served = serveBrowser(this.#context, (message) => {
      const text = JSON.stringify(message)
      queueMicrotask(() => {
        if (open) for (const listener of onMessage) listener(JSON.parse(text))
      })
    })
    this.#end = async (error) => {
      if (!open) return
      open = false
      this.#error = error
      for (const listener of onDisconnect) listener()
      this.#error = undefined
      await served.end()
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

  /** The service's process is killed. */
  async kill(): Promise<void> {
    await this.#end?.('Native host has exited.')
  }
}
