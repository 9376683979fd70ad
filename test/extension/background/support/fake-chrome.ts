import { vi } from 'vitest'
import type { BridgeAnswer, BridgeEvent } from '../../../../core/protocol/bridge.ts'
import type { PortSender, RuntimePort } from '../../../../extension/background/runtime-port.ts'

/** The parts of `chrome` that the worker uses, in memory. What the browser would do by itself is done by the test. */

type Listener = (...values: never[]) => unknown

export class FakeEvent<L extends Listener = Listener> {
  readonly listeners = new Set<L>()
  addListener(listener: L): void {
    this.listeners.add(listener)
  }
  emit(...values: Parameters<L>): void {
    for (const listener of this.listeners) listener(...values)
  }
}

/** A port to the worker; `T` is what the worker sends on it. */
export class FakePort<T = unknown> {
  readonly name: string
  readonly sender: PortSender | undefined
  readonly onMessage = new FakeEvent<(message: unknown) => void>()
  readonly onDisconnect = new FakeEvent<() => void>()
  onSent: (message: T) => void = () => undefined
  connected = true

  constructor(name: string, sender?: PortSender) {
    this.name = name
    this.sender = sender
  }
  postMessage(message: T): void {
    if (!this.connected) throw new Error('Attempting to use a disconnected port object')
    this.onSent(structuredClone(message))
  }
  disconnect(): void {
    this.connected = false
  }
  /** The other end goes away. */
  break(): void {
    if (!this.connected) return
    this.connected = false
    this.onDisconnect.emit()
  }
}

class FakeStorageArea {
  values: Record<string, unknown> = {}
  readonly written: unknown[] = []
  get(key: string | null): Promise<Record<string, unknown>> {
    if (key === null) return Promise.resolve(structuredClone(this.values))
    return Promise.resolve(key in this.values ? { [key]: structuredClone(this.values[key]) } : {})
  }
  set(values: Record<string, unknown>): Promise<void> {
    this.written.push(structuredClone(values))
    Object.assign(this.values, structuredClone(values))
    return Promise.resolve()
  }
  remove(key: string): Promise<void> {
    delete this.values[key]
    for (const resolve of this.#removal.splice(0)) resolve()
    return Promise.resolve()
  }
  readonly #removal: (() => void)[] = []
  /** Resolves when nothing is kept under this key any more. */
  async removed(key: string): Promise<void> {
    while (key in this.values) await new Promise<void>((resolve) => this.#removal.push(resolve))
  }
}

/** A match pattern, in which a star stands for anything. */
const patternOf = (match: string): RegExp =>
  new RegExp(
    `^${match
      .split('*')
      .map((part) => part.replaceAll(/[.?+^$()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )

export interface FakeTab {
  readonly id: number
  readonly windowId: number
  url: string
  active: boolean
}

export const extensionId = 'dffkjhjbbmobbmehancpchepcdfnaihj'
const base = `chrome-extension://${extensionId}/`

export class FakeChrome {
  readonly tabList: FakeTab[] = []
  readonly openWindows = new Map<number, string>()
  readonly granted = new Set<string>()
  readonly registered = new Map<string, { id: string; matches: string[]; js: string[] }>()
  readonly injected: { tabId: number; files: string[] }[] = []
  optionsOpened = 0
  /** How many windows were ever opened. */
  openedWindows = 0
  focusedWindow: number | undefined
  #nextWindow = 100
  readonly #windowWaiters: ((opened: [number, string]) => void)[] = []

  readonly storage = {
    session: new FakeStorageArea(),
    local: new FakeStorageArea(),
    managed: new FakeStorageArea(),
    onChanged: new FakeEvent<(changes: object, area: string) => void>(),
  }

  readonly runtime = {
    id: extensionId,
    onConnect: new FakeEvent<(port: RuntimePort) => void>(),
    onInstalled: new FakeEvent(),
    onStartup: new FakeEvent(),
    onMessage: new FakeEvent<(message: unknown, sender: object, answer: (answer: never) => void) => unknown>(),
    getURL: (path: string) => base + path,
    getManifest: () => ({
      version: '1.4.2',
      content_scripts: [{ js: ['assets/relay.js'], matches: ['https://medvpn.nhi.gov.tw/*'] }],
    }),
    getPlatformInfo: () => Promise.resolve({}),
    openOptionsPage: () => {
      this.optionsOpened++
      return Promise.resolve()
    },
    getContexts: ({ contextTypes, documentUrls = [] }: { contextTypes?: string[]; documentUrls?: string[] }) =>
      Promise.resolve(
        contextTypes?.includes('TAB')
          ? this.tabList
              .filter(({ url }) => url.startsWith(base))
              .map(({ id, windowId, url }) => ({ tabId: id, windowId, documentUrl: url }))
          : [...this.openWindows]
              .filter(([, url]) => documentUrls.includes(url))
              .map(([windowId, documentUrl]) => ({ windowId, documentUrl })),
      ),
  }

  readonly windows = {
    onRemoved: new FakeEvent<(windowId: number) => void>(),
    get: () => Promise.resolve({ left: 0, top: 0, width: 1280, height: 800 }),
    create: (options: { url: string }) => this.createWindow(options),
    update: (windowId: number, { focused }: { focused: boolean }) => {
      if (focused) this.focusedWindow = windowId
      return this.openWindows.has(windowId) ? Promise.resolve({}) : Promise.reject(new Error('No window'))
    },
    remove: (windowId: number) => {
      if (!this.openWindows.delete(windowId)) return Promise.reject(new Error('No window'))
      this.windows.onRemoved.emit(windowId)
      return Promise.resolve()
    },
  }

  readonly tabs = {
    get: (tabId: number) => {
      const tab = this.tabList.find(({ id }) => id === tabId)
      return tab ? Promise.resolve({ ...tab }) : Promise.reject(new Error('No tab'))
    },
    query: ({ url }: { url: string[] }) =>
      Promise.resolve(
        this.tabList
          .filter((tab) => url.some((match) => patternOf(match).test(tab.url)))
          .map(({ id, url: shown }) => ({ id, url: shown })),
      ),
    create: ({ url }: { url: string }) => {
      this.#activate(this.openTab(url))
      return Promise.resolve({})
    },
    update: (tabId: number, { url, active }: { url?: string; active?: boolean }) => {
      const tab = this.tabList.find(({ id }) => id === tabId)
      if (!tab) return Promise.reject(new Error('No tab'))
      if (url !== undefined) tab.url = url
      if (active) this.#activate(tab)
      return Promise.resolve({})
    },
  }

  #activate(tab: FakeTab): void {
    for (const other of this.tabList) other.active = other === tab
  }

  readonly permissions = {
    onAdded: new FakeEvent(),
    onRemoved: new FakeEvent(),
    contains: ({ origins }: { origins: string[] }) => Promise.resolve(origins.every((o) => this.granted.has(o))),
  }

  readonly scripting = {
    executeScript: ({ target, files }: { target: { tabId: number }; files: string[] }) => {
      this.injected.push({ tabId: target.tabId, files })
      return Promise.resolve([])
    },
    getRegisteredContentScripts: () => Promise.resolve([...this.registered.values()]),
    registerContentScripts: (scripts: { id: string; matches: string[]; js: string[] }[]) => {
      for (const script of scripts) {
        if (this.registered.has(script.id)) return Promise.reject(new Error('Duplicate script ID'))
        this.registered.set(script.id, script)
      }
      return Promise.resolve()
    },
    updateContentScripts: (scripts: { id: string; matches: string[]; js: string[] }[]) => {
      for (const script of scripts) this.registered.set(script.id, script)
      return Promise.resolve()
    },
    unregisterContentScripts: ({ ids }: { ids: string[] }) => {
      for (const id of ids) this.registered.delete(id)
      return Promise.resolve()
    },
  }

  /** The id and address of an open window, at once or when one opens. */
  windowOpened(): Promise<[number, string]> {
    const [open] = this.openWindows
    return open ? Promise.resolve(open) : new Promise((resolve) => this.#windowWaiters.push(resolve))
  }

  createWindow({ url }: { url: string }): Promise<{ id: number }> {
    const id = this.#nextWindow++
    this.openWindows.set(id, url)
    this.openedWindows++
    for (const resolve of this.#windowWaiters.splice(0)) resolve([id, url])
    return Promise.resolve({ id })
  }
  /** After a test has held them back. */
  allowWindows(): void {
    this.windows.create = (options) => this.createWindow(options)
  }

  /** The next window that opens. */
  nextWindow(): Promise<[number, string]> {
    return new Promise((resolve) => this.#windowWaiters.push(resolve))
  }

  /** A portal page in a tab of its own. */
  openTab(url: string, active = true): FakeTab {
    const tab = { id: this.tabList.length + 1, windowId: 1, url, active }
    this.tabList.push(tab)
    return tab
  }

  portalPort(tab: FakeTab, frameId = 0, origin = new URL(tab.url).origin): FakePort<BridgeAnswer | BridgeEvent> {
    return new FakePort('portal', {
      id: extensionId,
      origin,
      url: tab.url,
      frameId,
      documentLifecycle: 'active',
      tab,
    })
  }

  /** Installs it as the global `chrome`. */
  install(): this {
    vi.stubGlobal('chrome', this)
    return this
  }
}
