import { passMixingGuard } from '../../core/cards/environment.ts'
import { openCard } from '../../core/cards/open-card.ts'
import { portalPortName } from '../../core/protocol/bridge-channel.ts'
import { pinPortName } from '../../core/protocol/pin-window.ts'
import { nativeHostName } from '../../core/protocol/native-host-channel.ts'
import { openReaders } from '../readers/registry.ts'
import type { SerialPorts } from '../readers/serial-ports.ts'
import type { UsbLike } from '../readers/web-usb.ts'
import { injectRelay } from './inject-relay.ts'
import { registerManagedPortals } from './managed-portals.ts'
import type { OriginPattern } from './portal-origins.ts'
import { servePortal } from './router.ts'
import type { RuntimePort } from './runtime-port.ts'
import { receivePin, type WorkerMessage } from './sign-in/receive-pin.ts'
import { servePinWindow } from './sign-in/serve-pin-window.ts'
import { SignIns } from './sign-in/sign-ins.ts'

/** The card service, started at first use. */
const nativeMessaging = {
  connect: () => chrome.runtime.connectNative(nativeHostName),
  lastError: () => chrome.runtime.lastError?.message,
}

/** What an entry hands in. */
export interface StartOptions {
  readonly usb: UsbLike | undefined
  readonly serialPorts?: SerialPorts | undefined
  /** The portals served, beside those of managed policy. */
  readonly portals: readonly OriginPattern[]
  /** The worker's own global: brings the PIN's messages. */
  readonly worker: { addEventListener(type: 'message', listener: (event: WorkerMessage) => void): void }
  /** A press on the toolbar icon. */
  readonly onIcon: () => Promise<unknown>
}

/**
 * Starts the worker. Every listener is installed before this returns: the browser starts a worker for an event only when
 * its listener was there at the first turn of the last start.
 */
export function start({ usb, serialPorts, portals, worker, onIcon }: StartOptions): void {
  const extension = { id: chrome.runtime.id, version: chrome.runtime.getManifest().version }
  const readers = openReaders({ usb, serialPorts, nativeMessaging })
  const signIns = new SignIns({ readers, cards: { open: openCard, guard: passMixingGuard }, extension })

  const serve = new Map<string, (port: RuntimePort) => void>([
    [portalPortName, (port) => servePortal(port, { extension, portals, signIns })],
    [pinPortName, (port) => servePinWindow(port, signIns)],
  ])
  chrome.runtime.onConnect.addListener((port) => (serve.get(port.name) ?? disconnect)(port))
  worker.addEventListener('message', (event) => receivePin(event, (flow, pin) => signIns.usePin(flow, pin)))
  chrome.windows.onRemoved.addListener((windowId) => void signIns.windowRemoved(windowId))

  chrome.runtime.onInstalled.addListener(() => {
    void registerManagedPortals().then(injectRelay)
  })
  // A policy may change while the browser is closed, of which no event tells.
  chrome.runtime.onStartup.addListener(() => void registerManagedPortals())
  chrome.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void registerManagedPortals()
  })
  chrome.permissions.onAdded.addListener(() => void registerManagedPortals().then(injectRelay))
  chrome.permissions.onRemoved.addListener(() => void registerManagedPortals())
  chrome.action.onClicked.addListener(() => void onIcon())
}

const disconnect = (port: RuntimePort): void => port.disconnect()
