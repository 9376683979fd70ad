import { LocalSerialPorts } from '../readers/local-serial-ports.ts'
import { serialChannelMessage, serialLifeline } from '../readers/serial-channel.ts'
import type { SerialLike } from '../readers/serial-like.ts'
import { serveSerial } from './serve-serial.ts'

/**
 * The document that has `navigator.serial`, which service workers lack. The worker hands it a MessagePort, and connects
 * to it: when that connection ends, the worker has ended or wants no serial line any more, and the document goes too.
 */
const { serial } = navigator as Navigator & { readonly serial?: SerialLike }
const noSerial: SerialLike = {
  getPorts: async () => [],
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}
const ports = new LocalSerialPorts(serial ?? noSerial)

let end = async (): Promise<void> => undefined
let lifelines = 0

/** A worker that was started anew brings another channel: what the one before had opened is closed first. */
async function serve(channel: MessagePort): Promise<void> {
  await end()
  end = serveSerial(channel, ports)
}

navigator.serviceWorker.addEventListener('message', ({ data, ports: [channel] }: MessageEvent<unknown>) => {
  if (data !== serialChannelMessage || !channel) return
  void serve(channel)
})
navigator.serviceWorker.startMessages()

chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== serialLifeline) return
  lifelines++
  port.onDisconnect.addListener(() => {
    if (--lifelines === 0) void end().then(() => window.close())
  })
})
