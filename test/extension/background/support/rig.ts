import { toBase64url } from '../../../../core/bytes/base64url.ts'
import type { CheckId } from '../../../../core/check/check-rows.ts'
import type { Challenge } from '../../../../core/assertion/claims.ts'
import type { BridgeAnswer, BridgeEvent } from '../../../../core/protocol/bridge.ts'
import { pinMessageType, type PinWindowPhase, type PinWindowState } from '../../../../core/protocol/pin-window.ts'
import { showCheckPage } from '../../../../extension/background/check-page.ts'
import { moduleTrust } from '../../../../extension/background/modules/module-trust.ts'
import { RemovalWatches } from '../../../../extension/background/removal-watch/removal-watches.ts'
import { ReportToSend } from '../../../../extension/background/report-to-send.ts'
import { servePortal } from '../../../../extension/background/router.ts'
import type { CardFunctions } from '../../../../extension/background/sign-in/card-functions.ts'
import { receivePin } from '../../../../extension/background/sign-in/receive-pin.ts'
import { servePinWindow } from '../../../../extension/background/sign-in/serve-pin-window.ts'
import { SignIns } from '../../../../extension/background/sign-in/sign-ins.ts'
import type { Readers } from '../../../../extension/readers/registry.ts'
import { MemoryModuleStore } from '../../modules/module-on-disk.ts'
import { extensionId, FakeChrome, FakePort, type FakeTab } from './fake-chrome.ts'
import { fakeCards, FakeDesk } from './fake-desk.ts'
import type { FakeTokens } from './fake-tokens.ts'

export const portalOrigin = 'https://medvpn.nhi.gov.tw'

export const makeChallenge = (change: Partial<Challenge> = {}) => {
  const iat = Math.floor(Date.now() / 1000)
  return {
    nonce: toBase64url(crypto.getRandomValues(new Uint8Array(32))),
    aud: portalOrigin,
    purpose: 'login',
    environment: 'test',
    cardTypes: ['hca-personnel', 'hca-institution', 'moica', 'nhi'],
    iat,
    exp: iat + 300,
    jti: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
    jkt: toBase64url(new Uint8Array(32)),
    minimumExtension: '1.0',
    ...change,
  }
}

export const signInBody = (change: object = {}) => ({
  challenge: makeChallenge(),
  cardType: 'hca-personnel',
  reader: 'ccid',
  language: 'zh-TW',
  ...change,
})

/** What arrives, in order, and whoever waits for something in it. */
export class Inbox<T> {
  readonly all: T[] = []
  readonly #waiting = new Set<() => void>()
  push(item: T): void {
    this.all.push(item)
    for (const look of Array.from(this.#waiting)) look()
  }
  /** The first that fits among all that came (or came after the first `from`). */
  find<S extends T>(fits: (item: T) => item is S, from?: number): Promise<S>
  find(fits: (item: T) => boolean, from?: number): Promise<T>
  find(fits: (item: T) => boolean, from = 0): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.all.slice(from).find(fits)
        if (found === undefined) return
        this.#waiting.delete(look)
        resolve(found)
      }
      this.#waiting.add(look)
      look()
    })
  }
}

/** A portal page with its relay's port. */
export class PageRig {
  readonly port: FakePort<BridgeAnswer | BridgeEvent>
  readonly tab: FakeTab
  readonly inbox = new Inbox<BridgeAnswer | BridgeEvent>()

  constructor(tab: FakeTab, port: FakePort<BridgeAnswer | BridgeEvent>) {
    this.tab = tab
    this.port = port
    port.onSent = (message) => this.inbox.push(message)
  }
  say(message: unknown): void {
    this.port.onMessage.emit(message)
  }
  answer(id = 'r1'): Promise<BridgeAnswer> {
    return this.inbox.find((message): message is BridgeAnswer => 'ok' in message && message.id === id)
  }
  event(name: BridgeEvent['event']): Promise<BridgeAnswer | BridgeEvent> {
    return this.inbox.find((message) => 'event' in message && message.event === name)
  }
  get answers(): BridgeAnswer[] {
    return this.inbox.all.filter((message): message is BridgeAnswer => 'ok' in message)
  }
  /** Asks for a sign-in and returns the promise of its answer. */
  signIn(body: object = signInBody(), id = 'r1'): Promise<BridgeAnswer> {
    this.say({ id, action: 'sign-in', body })
    return this.answer(id)
  }
  async code(id = 'r1'): Promise<string> {
    const answer = await this.answer(id)
    return answer.ok ? 'ok' : answer.error.code
  }
}

export class WindowRig {
  readonly port: FakePort<PinWindowState>
  readonly inbox = new Inbox<PinWindowState>()
  readonly #address: string
  readonly #flow: string
  readonly #signIns: SignIns

  constructor(address: string, windowId: number, signIns: SignIns) {
    this.#address = address
    this.#flow = new URL(address).searchParams.get('flow') ?? ''
    this.#signIns = signIns
    this.port = new FakePort('pin', { id: extensionId, url: address, tab: { windowId } })
    this.port.onSent = (state) => this.inbox.push(state)
    servePinWindow(this.port, signIns)
    this.say({ action: 'attach', flow: this.#flow })
  }
  say(message: unknown): void {
    this.port.onMessage.emit(message)
  }
  /** The next state of this phase, among those not yet looked at. */
  async phase(phase: PinWindowPhase, fits: (state: PinWindowState) => boolean = () => true): Promise<PinWindowState> {
    const state = await this.inbox.find((item) => item.phase === phase && fits(item), this.#seen)
    this.#seen = this.inbox.all.indexOf(state) + 1
    return state
  }
  #seen = 0
  get last(): PinWindowState | undefined {
    return this.inbox.all.at(-1)
  }
  /** A PIN message of somebody else; nobody waits for it. */
  typeFrom(pin: string, address: string): void {
    void this.type(pin, address)
  }
  /** As the window does it: a port in a message, the bytes on the port. Resolves when the worker is done with them. */
  async type(pin: string, from = this.#address): Promise<void> {
    const { port1, port2 } = new MessageChannel()
    const bytes = new TextEncoder().encode(pin)
    const done = new Promise<void>((resolve) => {
      receivePin(
        {
          data: { type: pinMessageType, flow: this.#flow },
          source: { url: from },
          ports: [port2],
          waitUntil: (promise) => void promise.then(() => resolve()),
        },
        (flow, received) => this.#signIns.usePin(flow, received),
      )
    })
    port1.postMessage(bytes.buffer, [bytes.buffer])
    await done
    port1.close()
  }
}

/** A worker with its chrome, its desk, and who speaks to it. */
export class Rig {
  readonly chrome = new FakeChrome().install()
  readonly desk = new FakeDesk()
  signIns: SignIns
  removals: RemovalWatches
  readonly extension = { id: extensionId, version: '1.4.2' }
  now = Date.now()
  /** Which portals had the settings check opened. */
  readonly checkOpeners: (string | undefined)[] = []

  readonly modules = new MemoryModuleStore()
  /** Portals that were asked which modules are revoked. */
  readonly revocationsAsked: string[] = []
  readonly #makeReaders: () => Readers
  readonly #cards: CardFunctions

  /** `tokens`: the tokens of a vendor's module. `readers` and `cards`: in the place of the fake ones. */
  constructor({
    tokens,
    readers = () => this.desk.readers(),
    cards = fakeCards,
  }: { tokens?: FakeTokens; readers?: () => Readers; cards?: CardFunctions } = {}) {
    this.#makeReaders = readers
    this.#cards = cards
    this.desk.tokens = tokens
    const { signIns, removals } = this.#newWorker()
    this.signIns = signIns
    this.removals = removals
  }
  #newWorker() {
    const readers = this.#makeReaders()
    const cards = this.#cards
    const removals = new RemovalWatches({ readers, open: cards.open, signIn: () => signIns.state })
    const signIns: SignIns = new SignIns({
      readers,
      cards,
      modules: {
        store: this.modules,
        askRevocations: async (portal) => void this.revocationsAsked.push(portal),
      },
      extension: this.extension,
      onSignedIn: (card) => removals.remember(card),
    })
    return { signIns, removals }
  }
  /** Made anew for each port: the report is kept by the browser. */
  get toSend(): ReportToSend {
    return new ReportToSend(() => this.now)
  }
  /** The worker is stopped and started: all its memory is gone, storage and windows stay. */
  restart(): void {
    this.desk.abandon()
    Object.assign(this, this.#newWorker())
  }
  /** A page in a tab of its own. */
  page(url = `${portalOrigin}/`): PageRig {
    return this.connect(this.chrome.openTab(url))
  }
  /** A port of that tab's relay; also how it comes back after the worker was stopped. */
  connect(tab: FakeTab, frameId = 0, origin?: string): PageRig {
    const port = this.chrome.portalPort(tab, frameId, origin)
    const page = new PageRig(tab, port)
    const { extension, signIns, removals } = this
    const { toSend } = this
    const check = {
      open: async ({ row, opener }: { row?: CheckId | undefined; opener?: string | undefined }) => {
        this.checkOpeners.push(opener)
        await showCheckPage(row)
      },
      takeReport: (portal: string) => toSend.take(portal),
    }
    servePortal(port, { extension, signIns, removals, check, trust: moduleTrust(), portals: [portalOrigin] })
    return page
  }
  /** The PIN window, once it is open. */
  async window(): Promise<WindowRig> {
    const [id, address] = await this.chrome.windowOpened()
    return new WindowRig(address, id, this.signIns)
  }
  /** The person closes the PIN window. */
  async closeWindow(): Promise<void> {
    const [id] = await this.chrome.windowOpened()
    await this.chrome.windows.remove(id)
    await this.signIns.windowRemoved(id)
  }
  /** Resolves when no window is open. */
  async windowClosed(): Promise<void> {
    while (this.windowCount > 0)
      await new Promise<void>((resolve) => this.chrome.windows.onRemoved.addListener(() => resolve()))
  }
  /** Resolves when the sign-in is over and the readers are free. */
  ended(): Promise<void> {
    return this.chrome.storage.session.removed('sign-in')
  }
  /** Ends whatever is open, so that no timer outlives the test. */
  async stop(): Promise<void> {
    await this.signIns.close()
    this.removals.close()
    this.desk.abandon()
  }
  get windowCount(): number {
    return this.chrome.openWindows.size
  }
}
