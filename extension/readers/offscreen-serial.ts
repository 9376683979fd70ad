import type { SerialChannel } from './serial-connection.ts'
import { serialChannelMessage, serialLifeline } from './serial-channel.ts'

const path = 'extension/offscreen/index.html'

/** The parts of a service worker's `Clients` that are used. */
export interface WorkerClients {
  matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly WorkerClient[]>
}

export interface WorkerClient {
  readonly url: string
  postMessage(message: unknown, transfer: Transferable[]): void
}

/**
 * Starts the offscreen document and hands it one end of a MessageChannel. As measured in Chromium 156: the document is one
 * of the worker's window clients; `Client.postMessage` takes a port along; neither side's port tells when the other
 * side ends, but a runtime port does, on both.
 */
export async function startOffscreenSerial(clients: WorkerClients): Promise<SerialChannel> {
  const client = (await findDocument(clients)) ?? (await createDocument(clients))
  const lifeline = chrome.runtime.connect({ name: serialLifeline })
  const { port1, port2 } = new MessageChannel()
  client.postMessage(serialChannelMessage, [port2])
  return {
    port: port1,
    onEnd: (listener) =>
      lifeline.onDisconnect.addListener(() => {
        void chrome.runtime.lastError // "Could not establish connection.": read, so that it is not reported as unhandled
        listener()
      }),
    end: () => {
      port1.close()
      lifeline.disconnect()
    },
  }
}

async function findDocument(clients: WorkerClients): Promise<WorkerClient | undefined> {
  const url = chrome.runtime.getURL(path)
  const all = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.find((client) => client.url === url)
}

async function createDocument(clients: WorkerClients): Promise<WorkerClient> {
  await chrome.offscreen.createDocument({
    url: path,
    // No reason names Web Serial; this one stands for work that a service worker cannot do, and sets no time limit.
    reasons: ['WORKERS'],
    justification:
      'Web Serial is not available to service workers: this document talks to NHI card readers on COM ports.',
  })
  const client = await findDocument(clients)
  if (!client) throw new Error('the offscreen document is no client of the worker')
  return client
}
