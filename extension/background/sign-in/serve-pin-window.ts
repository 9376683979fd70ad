import { pinWindowRequest } from '../../../core/protocol/pin-window.ts'
import { parseMessage } from '../parse-message.ts'
import type { RuntimePort } from '../runtime-port.ts'
import { flowOfPinWindow } from './pin-window.ts'
import type { PinWindowPort } from './pin-window-port.ts'
import type { SignIns } from './sign-ins.ts'

/**
 * Serves the port of a PIN window, known by its address, which the browser tells. A window whose flow is over (the worker
 * was stopped and nothing of the flow is left) has nothing to show and is closed.
 */
export function servePinWindow(port: RuntimePort, signIns: SignIns): void {
  const flow = flowOfPinWindow(port.sender?.url)
  if (port.sender?.id !== chrome.runtime.id || flow === undefined) return port.disconnect()
  const windowId = port.sender.tab?.windowId
  const window: PinWindowPort = {
    windowId,
    send(state) {
      try {
        port.postMessage(state)
      } catch {
        // closed just now: its onDisconnect takes it off the list
      }
    },
    onGone: (listener) => port.onDisconnect.addListener(listener),
  }
  port.onMessage.addListener((message: unknown) => {
    void signIns.fromWindow(flow, parseMessage(pinWindowRequest, message), window)
  })
}
