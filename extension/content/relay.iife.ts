// The content script of portal pages: gives each page that asks a private port to the worker (core/protocol/bridge-channel.ts).
import {
  bridgeVersion,
  connectType,
  type RelayHello,
  relayMark,
  relayReadyType,
} from '../../core/protocol/bridge-channel.ts'
import { isAlive, type Runtime, serveLine } from './page-line.ts'

const world = globalThis as { [relayMark]?: true; chrome?: { runtime?: Runtime } }
const runtime = () => world.chrome?.runtime

function onMessage(event: MessageEvent<unknown>): void {
  if (event.source !== window || event.origin !== location.origin) return
  const [port] = event.ports
  if (!port || !isConnect(event.data)) return
  // Left from before an update: the new relay in this page answers, or nobody does.
  if (!isAlive(runtime())) return window.removeEventListener('message', onMessage)
  serveLine(port, runtime)
  port.postMessage({ type: 'relay', version: bridgeVersion } satisfies RelayHello)
}

const isConnect = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === connectType

// An injection into open pages may meet a living relay of this same extension: one is enough.
if (!world[relayMark]) {
  world[relayMark] = true
  window.addEventListener('message', onMessage)
  window.postMessage({ type: relayReadyType }, location.origin)
}
