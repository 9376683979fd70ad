import type { Page } from 'puppeteer'
import type { BridgeAnswer, BridgeEvent } from '../../core/protocol/bridge.ts'
import { bridgeVersion, connectType } from '../../core/protocol/bridge-channel.ts'

/**
 * Speaks to the extension as any script on a page could, without the portal's own bridge: whatever `messages` are.
 * Resolves with everything that came back until an answer, or after `wait` milliseconds without one.
 */
export function askAsPage(page: Page, message: unknown, wait = 5_000): Promise<(BridgeAnswer | BridgeEvent)[]> {
  return page.evaluate(
    ({ type, version, message, wait }) =>
      new Promise<(BridgeAnswer | BridgeEvent)[]>((resolve) => {
        const { port1, port2 } = new MessageChannel()
        const heard: (BridgeAnswer | BridgeEvent)[] = []
        const timer = setTimeout(() => resolve(heard), wait)
        port1.addEventListener('message', ({ data }: MessageEvent<{ type?: string } & BridgeAnswer>) => {
          if (data.type === 'relay') return port1.postMessage(message)
          heard.push(data)
          if ('ok' in data) {
            clearTimeout(timer)
            resolve(heard)
          }
        })
        port1.start()
        window.postMessage({ type, version }, location.origin, [port2])
      }),
    { type: connectType, version: bridgeVersion, message, wait },
  )
}
