import { type CardIssuer, knownCardIssuers } from '../../core/cards/card-issuers.ts'
import { checkPortName } from '../../core/protocol/check-channel.ts'
import { modulesPortName } from '../../core/protocol/modules-channel.ts'
import { portalPortName } from '../../core/protocol/bridge-channel.ts'
import { pinPortName } from '../../core/protocol/pin-window.ts'
import { popupPortName } from '../../core/protocol/popup-channel.ts'
import { nativeHostName } from '../../core/protocol/native-host-channel.ts'
import { connectorId } from '../../core/protocol/smart-card-connector.ts'
import type { UserAgentHints } from '../checks/check-situation.ts'
import { indexedDbModuleStore } from '../modules/module-store.ts'
import { readManagedPolicy } from '../policy/managed-policy.ts'
import { openReaders, type SmartCardConnectorPlace } from '../readers/registry.ts'
import type { SerialPorts } from '../readers/serial-ports.ts'
import type { UsbLike } from '../readers/web-usb.ts'
import { injectRelay } from './inject-relay.ts'
import { registerManagedPortals } from './managed-portals.ts'
import { ModuleRevocations } from './modules/module-revocations.ts'
import { type MoreModuleTrust, moduleTrust } from './modules/module-trust.ts'
import { serveModules } from './modules/serve-modules.ts'
import { openCardFunctions } from './open-card-functions.ts'
import { servePopup } from './popup/serve-popup.ts'
import type { OriginPattern } from './portal-origins.ts'
import { RemovalWatches } from './removal-watch/removal-watches.ts'
import { servePortal } from './router.ts'
import { servedPortals } from './served-portals.ts'
import type { RuntimePort } from './runtime-port.ts'
import { receivePin, type WorkerMessage } from './sign-in/receive-pin.ts'
import { servePinWindow } from './sign-in/serve-pin-window.ts'
import { startSettingsCheck } from './start-settings-check.ts'
import { SignIns } from './sign-in/sign-ins.ts'

/** The card service, started at first use. */
const nativeMessaging = {
  connect: () => chrome.runtime.connectNative(nativeHostName),
  lastError: () => chrome.runtime.lastError?.message,
}

/** Google's Smart Card Connector, or one that stands in for it. */
export const smartCardConnectorAt = (id: string, isOffered: () => Promise<boolean>): SmartCardConnectorPlace => ({
  messaging: {
    connect: () => chrome.runtime.connect(id),
    lastError: () => chrome.runtime.lastError?.message,
  },
  extensionId: chrome.runtime.id,
  isOffered,
})

const allowedTransports = async () => (await readManagedPolicy()).policy.allowedTransports

const onChromeOS = async (): Promise<boolean> => (await chrome.runtime.getPlatformInfo()).os === 'cros'

/** What an entry hands in. */
export interface StartOptions {
  readonly usb: UsbLike | undefined
  readonly serialPorts?: SerialPorts | undefined
  /** On ChromeOS, the one of the Chrome Web Store. */
  readonly smartCardConnector?: SmartCardConnectorPlace
  /** The portals served, beside those of managed policy. */
  readonly portals: readonly OriginPattern[]
  readonly userAgent: UserAgentHints
  /** Whose cards are of which environment, beside the issuers that the product knows and those of managed policy. */
  readonly cardIssuers?: () => Promise<readonly CardIssuer[]>
  /** Of security modules and NHI cards, beside what the product knows and managed policy says. */
  readonly moduleTrust?: () => Promise<MoreModuleTrust>
  /** The worker's own global: brings the PIN's messages. */
  readonly worker: { addEventListener(type: 'message', listener: (event: WorkerMessage) => void): void }
}

/**
 * Starts the worker. Every listener is installed before this returns: the browser starts a worker for an event only when
 * its listener was there at the first turn of the last start.
 */
export function start(options: StartOptions): void {
  const { usb, serialPorts, portals, userAgent, cardIssuers, worker } = options
  const { smartCardConnector = smartCardConnectorAt(connectorId, onChromeOS) } = options
  const extension = { id: chrome.runtime.id, version: chrome.runtime.getManifest().version }
  const readers = openReaders({ usb, serialPorts, nativeMessaging, smartCardConnector, allowed: allowedTransports })
  const trust = moduleTrust(options.moduleTrust)
  const revocations = new ModuleRevocations({
    store: indexedDbModuleStore,
    fetch: globalThis.fetch.bind(globalThis),
    now: () => Date.now(),
  })
  // The first that fits counts: nothing that is added says otherwise of an issuer that the product knows.
  const issuers = async () => {
    const { policy } = await readManagedPolicy()
    return [...knownCardIssuers, ...(policy.cardIssuers ?? []), ...((await cardIssuers?.()) ?? [])]
  }
  const cards = openCardFunctions({ issuers, nhiCards: () => trust.nhiCards() })
  const removals = new RemovalWatches({ readers, open: cards.open, signIn: () => signIns.state })
  const signIns = new SignIns({
    readers,
    cards,
    modules: { store: indexedDbModuleStore, askRevocations: (portal) => revocations.askDaily(portal) },
    extension,
    onSignedIn: (card) => removals.remember(card),
  })

  const check = startSettingsCheck({ userAgent, portals, readers, usb, version: extension.version })

  const modules = {
    trust,
    revocations,
    portals: () => servedPortals(portals),
    onModulesChanged: () => void signIns.modulesChanged(),
  }
  const serve = new Map<string, (port: RuntimePort) => void>([
    [portalPortName, (port) => servePortal(port, { extension, portals, signIns, removals, check, trust })],
    [checkPortName, check.serve],
    [pinPortName, (port) => servePinWindow(port, signIns)],
    [modulesPortName, (port) => serveModules(port, modules)],
    [popupPortName, (port) => servePopup(port, { readers, open: cards.open, signIns, removals })],
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
}

const disconnect = (port: RuntimePort): void => port.disconnect()
