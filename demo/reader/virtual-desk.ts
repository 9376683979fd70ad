import type { CardFile } from '../cards/card-file.ts'
import type { CardMemory, CardState } from '../cards/card-memory.ts'
import { VirtualCard } from '../cards/virtual-card.ts'
import { CcidFirmware } from './ccid-firmware.ts'
import type { DemoStore } from './demo-store.ts'
import {
  changeCard,
  type DeskReader,
  type DeskState,
  grantReader,
  insertCard,
  loadCards,
  plugReader,
  removeCard,
  resetCard,
  unplugReader,
} from './desk-state.ts'
import { type DeskLocks, DeskStorage, localLocks } from './desk-storage.ts'
import { DeskSerial } from './desk-serial.ts'
import type { Slot } from './firmware-slot.ts'
import { Keypad, type KeypadEntry } from './keypad.ts'
import { FaultList, type ReaderFault } from './reader-faults.ts'
import { readerModel } from './reader-models.ts'
import type { VirtualSerial } from './virtual-serial.ts'
import { UsbPeripheral } from './usb-peripheral.ts'
import { VirtualUsb } from './virtual-usb.ts'
import { VirtualUsbDevice } from './virtual-usb-device.ts'

export interface VirtualDeskOptions {
  readonly store: DemoStore
  /**
   * Shared by every context that has a desk on this store: `navigator.locks`, which is the default where there is one.
   * Without any, the desk must be the store's only one.
   */
  readonly locks?: DeskLocks
  /** Whether the person has just pressed something: `() => navigator.userActivation.isActive`. Never, by default. */
  readonly hasUserActivation?: () => boolean
}

/** A card as the panel shows it. */
export type DeskCardView = Omit<CardFile, 'certificate' | 'issuerCertificate' | 'privateKey'> & {
  readonly state: CardState
  /** The reader it is in. */
  readonly readerName: string | null
}

export interface DeskSnapshot {
  readonly readers: readonly DeskReader[]
  readonly cards: readonly DeskCardView[]
}

/** The desk of the demo: readers, the cards in and beside them, and the USB that a driver sees of it. */
export interface VirtualDesk {
  /** In place of `navigator.usb`; usable at once. */
  readonly usb: USB
  /** In place of `navigator.serial`, likewise. */
  readonly serial: VirtualSerial
  /**
   * The USB readers that are plugged in, by name, as their bus has them: for a host of another kind than a browser.
   * A reader that is driven so must not be driven through `usb` at the same time.
   */
  peripherals(): Promise<ReadonlyMap<string, UsbPeripheral>>
  /** What is on the desk now, whoever put it there. */
  snapshot(): Promise<DeskSnapshot>
  /** Takes up what other contexts did. Needed only over a store without `watch`. */
  refresh(): Promise<void>
  /** Called after every change, own or another context's. Answers how to stop. */
  subscribe(listener: (snapshot: DeskSnapshot) => void): () => void
  /** Replaces the cards. One that is unchanged keeps its tries and its place. */
  loadCards(files: readonly CardFile[]): Promise<void>
  /** Plugs in a reader of this model (readerModels) and resolves with its name on the desk. */
  plugReader(model: string): Promise<string>
  unplugReader(readerName: string): Promise<void>
  /** As if the person had chosen it in the browser's chooser. */
  grantReader(readerName: string): Promise<void>
  /** `mute`: the wrong way round. */
  insertCard(readerName: string, cardId: string, options?: { mute?: boolean }): Promise<void>
  removeCard(readerName: string): Promise<void>
  /** The card as it came from its issuing centre: tries and counters. */
  resetCard(cardId: string): Promise<void>
  /** Strikes once unless it says more, in this context's devices only. */
  injectFault(readerName: string, fault: ReaderFault): void
  /** Messages that faults struck so far, in this context's devices. */
  faultsStruck(readerName: string): number
  /** Takes back what has not struck yet. */
  clearFaults(readerName: string): void
  /** What the person does at the reader's keypad, now or when next asked, in this context's devices only. */
  enterOnKeypad(readerName: string, entry: KeypadEntry): void
  /** Resolves once the reader waits for somebody at its keypad. */
  keypadAsked(readerName: string): Promise<void>
  /** Time that cards spent on commands in this context. */
  readonly cardMilliseconds: number
  /** Stops watching the store. */
  close(): void
}

/** All methods throw RangeError for a reader or card that is not on the desk. */
export function createVirtualDesk(options: VirtualDeskOptions): VirtualDesk {
  return new Desk(options)
}

/** A reader that is plugged in, as this context sees it. */
interface PluggedReader {
  readonly plugCount: number
  readonly device: VirtualUsbDevice
}

class Desk implements VirtualDesk {
  readonly usb: VirtualUsb
  readonly serial: VirtualSerial
  readonly #storage: DeskStorage
  readonly #loaded: Promise<void>
  readonly #plugged = new Map<string, PluggedReader>()
  readonly #serialDesk: DeskSerial
  readonly #cards = new Map<string, VirtualCard>()
  readonly #faults = new Map<string, FaultList>()
  readonly #keypads = new Map<string, Keypad>()
  readonly #listeners = new Set<(snapshot: DeskSnapshot) => void>()
  readonly #stopWatching: () => void

  constructor({ store, locks = defaultLocks(), hasUserActivation = () => false }: VirtualDeskOptions) {
    this.#storage = new DeskStorage(store, locks, (before, after) => {
      this.#reconcile(before, after)
    })
    this.usb = new VirtualUsb({
      granted: () => this.#devices(({ granted }) => granted),
      offered: () => this.#devices(({ granted }) => !granted),
      grant: (device) => this.grantReader(this.#nameOf(device)),
      hasUserActivation,
    })
    this.#serialDesk = new DeskSerial({
      readers: async () => {
        await this.#loaded
        return this.#storage.current.readers
      },
      slot: (name, bSlot) => this.#slot(this.#slotName(name, bSlot)),
      faults: (name) => this.#faultsOf(name),
      grant: (name, granted) => this.#change((state) => grantReader(state, name, granted)),
      removeCard: (name, bSlot) => this.removeCard(this.#slotName(name, bSlot)),
      unplug: (name) => this.unplugReader(name),
      hasUserActivation,
    })
    this.serial = this.#serialDesk.serial
    this.#loaded = this.#storage.refresh()
    this.#stopWatching = store.watch?.(() => void this.#storage.refresh()) ?? (() => undefined)
  }

  async peripherals(): Promise<ReadonlyMap<string, UsbPeripheral>> {
    await this.#loaded
    return new Map([...this.#plugged].map(([name, { device }]) => [name, device.peripheral]))
  }

  async snapshot(): Promise<DeskSnapshot> {
    await this.#storage.refresh()
    return takeSnapshot(this.#storage.current)
  }

  async refresh(): Promise<void> {
    await this.#storage.refresh()
  }

  subscribe(listener: (snapshot: DeskSnapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#stopWatching()
    this.#listeners.clear()
  }

  loadCards(files: readonly CardFile[]): Promise<void> {
    return this.#change((state) => loadCards(state, files))
  }

  plugReader(model: string): Promise<string> {
    return this.#storage.change((state) => {
      const plugged = plugReader(state, model)
      return { state: plugged.state, result: plugged.name }
    })
  }

  unplugReader(readerName: string): Promise<void> {
    return this.#change((state) => unplugReader(state, readerName))
  }

  grantReader(readerName: string): Promise<void> {
    return this.#change((state) => grantReader(state, readerName, true))
  }

  insertCard(readerName: string, cardId: string, options: { mute?: boolean } = {}): Promise<void> {
    return this.#change((state) => insertCard(state, readerName, cardId, options))
  }

  removeCard(readerName: string): Promise<void> {
    return this.#change((state) => removeCard(state, readerName))
  }

  resetCard(cardId: string): Promise<void> {
    return this.#change((state) => resetCard(state, cardId))
  }

  injectFault(readerName: string, fault: ReaderFault): void {
    this.#faultsOf(readerName).add(fault)
  }

  faultsStruck(readerName: string): number {
    return this.#faultsOf(readerName).struck
  }

  clearFaults(readerName: string): void {
    this.#faultsOf(readerName).clear()
  }

  enterOnKeypad(readerName: string, entry: KeypadEntry): void {
    this.#keypadOf(readerName).press(entry)
  }

  keypadAsked(readerName: string): Promise<void> {
    return this.#keypadOf(readerName).asked()
  }

  get cardMilliseconds(): number {
    return [...this.#cards.values()].reduce((sum, card) => sum + card.busyMilliseconds, 0)
  }

  #change(work: (state: DeskState) => DeskState): Promise<void> {
    return this.#storage.change((state) => ({ state: work(state), result: undefined }))
  }

  #faultsOf(readerName: string): FaultList {
    const faults = this.#faults.get(readerName) ?? new FaultList()
    this.#faults.set(readerName, faults)
    return faults
  }

  #keypadOf(readerName: string): Keypad {
    const keypad = this.#keypads.get(readerName) ?? new Keypad()
    this.#keypads.set(readerName, keypad)
    return keypad
  }

  async #devices(wanted: (reader: DeskReader) => boolean): Promise<VirtualUsbDevice[]> {
    await this.#loaded
    return this.#storage.current.readers.flatMap((reader) => {
      const plugged = this.#plugged.get(reader.name)
      return plugged && wanted(reader) ? [plugged.device] : []
    })
  }

  #nameOf(device: VirtualUsbDevice): string {
    for (const [name, plugged] of this.#plugged) if (plugged.device === device) return name
    return device.productName
  }

  /** Brings this context's devices in line with the desk, and tells the driver and the panel. */
  #reconcile(before: DeskState, after: DeskState): void {
    for (const [id, card] of this.#cards) {
      const kept = after.cards.find(({ file }) => file.id === id)
      if (JSON.stringify(kept?.file) !== JSON.stringify(card.file)) this.#cards.delete(id)
    }
    for (const reader of after.readers) {
      const old = before.readers.find(({ name }) => name === reader.name)
      this.#reconcileReader(reader, old)
    }
    const snapshot = takeSnapshot(after)
    for (const listener of this.#listeners) listener(snapshot)
  }

  #reconcileReader(reader: DeskReader, before: DeskReader | undefined): void {
    if (readerModel(reader.model).serialLine) {
      this.#serialDesk.reconcile(reader, before)
      return
    }
    if (reader.slotOf) {
      const { name, bSlot } = reader.slotOf
      if (before && before.slotCount !== reader.slotCount)
        this.#plugged.get(name)?.device.peripheral.notifySlotChange(bSlot)
      return
    }
    const known = this.#plugged.get(reader.name)
    if (known && (!reader.plugged || known.plugCount !== reader.plugCount)) {
      this.#plugged.delete(reader.name)
      known.device.peripheral.unplug()
      if (before?.granted) this.usb.announce('disconnect', known.device)
    }
    if (reader.plugged && !this.#plugged.has(reader.name)) {
      const device = this.#plugIn(reader)
      // A desk that wakes up finds its readers plugged in: only a plugging that it sees is an event.
      if (reader.granted && before) this.usb.announce('connect', device)
    } else if (before && before.slotCount !== reader.slotCount) {
      this.#plugged.get(reader.name)?.device.peripheral.notifySlotChange(0)
    }
  }

  #plugIn({ name, model, plugCount }: DeskReader): VirtualUsbDevice {
    const peripheral = new UsbPeripheral(readerModel(model))
    const device = new VirtualUsbDevice(peripheral, {
      forget: () => this.#change((state) => grantReader(state, name, false)),
    })
    const port = {
      slot: (bSlot: number) => this.#slot(this.#slotName(name, bSlot)),
      send: (message: Uint8Array) => {
        peripheral.sendBulk(message)
      },
      sendPacket: (packet: Uint8Array) => {
        peripheral.sendPacket(packet)
      },
      halt: () => {
        peripheral.halt()
      },
      breakTransfer: () => {
        peripheral.breakTransfer()
      },
      removeCard: (bSlot: number) => this.removeCard(this.#slotName(name, bSlot)),
      unplug: () => this.unplugReader(name),
      keypad: (signal: AbortSignal) => this.#keypadOf(name).entry(signal),
    }
    peripheral.attach(new CcidFirmware(peripheral.model, port, this.#faultsOf(name)))
    this.#plugged.set(name, { plugCount, device })
    return device
  }

  #slotName(readerName: string, bSlot: number): string {
    const other = this.#storage.current.readers.find(
      ({ slotOf }) => slotOf?.name === readerName && slotOf.bSlot === bSlot,
    )
    return other?.name ?? readerName
  }

  #slot(readerName: string): Slot {
    const reader = this.#storage.current.readers.find(({ name }) => name === readerName)
    const card = reader && reader.cardId !== null ? this.#card(reader.cardId) : undefined
    return { card, mute: reader?.mute ?? false }
  }

  #card(id: string): VirtualCard | undefined {
    const known = this.#cards.get(id)
    if (known) return known
    const onDesk = this.#storage.current.cards.find(({ file }) => file.id === id)
    if (!onDesk) return undefined
    const card = new VirtualCard(onDesk.file, this.#memory(id, onDesk.state))
    this.#cards.set(id, card)
    return card
  }

  /** The chip's memory is its place in the desk's state. */
  #memory(id: string, initial: CardState): CardMemory {
    const storage = this.#storage
    const find = (state: DeskState) => state.cards.find(({ file }) => file.id === id)?.state ?? initial
    return {
      get state() {
        return find(storage.current)
      },
      update: (change) =>
        storage.change((before) => {
          const state = changeCard(before, id, change)
          return { state, result: find(state) }
        }),
    }
  }
}

function takeSnapshot({ readers, cards }: DeskState): DeskSnapshot {
  return {
    readers,
    cards: cards.map(({ file, state }) => {
      const { certificate: _certificate, issuerCertificate: _issuer, privateKey: _key, ...shown } = file
      const readerName = readers.find(({ cardId }) => cardId === file.id)?.name ?? null
      return Object.assign(shown, { state, readerName })
    }),
  }
}

function defaultLocks(): DeskLocks {
  // Node 20 has neither `navigator` nor locks; there a desk is alone on its store.
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return localLocks()
  const { locks } = navigator
  return { request: async (name, work) => locks.request(name, work) }
}
