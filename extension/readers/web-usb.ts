import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import { type CcidClassDescriptor, parseClassDescriptor } from '../../core/ccid/class-descriptor.ts'
import { findClassDescriptor } from '../../core/ccid/configuration-descriptor.ts'
import { quirksOf } from '../../core/ccid/quirks.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type {
  SmartCardAccessMode,
  SmartCardConnectResult,
  SmartCardContext,
  SmartCardProtocol,
  SmartCardReaderStateIn,
  SmartCardReaderStateOut,
} from '../../core/smartcard/context.ts'
import { readerListNotification } from '../../core/smartcard/reader-states.ts'
import { pause, systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import { TurnLock } from '../../core/smartcard/turn-lock.ts'
import { WebUsbDevice } from './web-usb-device.ts'
import { usbCall } from './web-usb-errors.ts'
import { type CandidateInterface, inspectInterfaces } from './web-usb-interfaces.ts'
import { deviceName, slotNames, uniqueName } from './web-usb-names.ts'
import { WebUsbPort } from './web-usb-port.ts'

/** What of `navigator.usb` is used. */
export interface UsbLike {
  getDevices(): Promise<USBDevice[]>
  addEventListener(type: 'connect' | 'disconnect', listener: (event: USBConnectionEvent) => void): void
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: USBConnectionEvent) => void): void
}

/** A granted device that cannot be used, and why: for a screen to explain. */
export interface ReaderRefusal {
  readonly readerName: string
  readonly error: CodedError
}

interface KnownDevice {
  readonly ports: readonly WebUsbPort[]
  /** Names given to readers and refusals of the device. */
  readonly names: readonly string[]
  readonly refusals: readonly ReaderRefusal[]
  /** What refused it may pass (another program, a driver): it is looked at again. */
  readonly retry: boolean
}

/** A device granted in another page of ours sends no event: whoever waits for new readers has the list read this often. */
const scanInterval = 1_000

export interface WebUsbContextOptions {
  readonly usb: UsbLike
  readonly timers?: Timers
  /** Whether interfaces of the smart-card class cannot be claimed, as in every browser. Default true. */
  readonly protectsSmartCards?: boolean
}

/** CCID readers over WebUSB: those that the platform lets us claim. */
export class WebUsbContext implements SmartCardContext {
  readonly #usb: UsbLike
  readonly #timers: Timers
  readonly #protectsSmartCards: boolean
  readonly #readers: CcidReaders
  readonly #known = new Map<USBDevice, KnownDevice>()
  readonly #scans = new TurnLock()

  constructor({ usb, timers = systemTimers, protectsSmartCards = true }: WebUsbContextOptions) {
    this.#usb = usb
    this.#protectsSmartCards = protectsSmartCards
    this.#timers = timers
    this.#readers = new CcidReaders({ timers })
    usb.addEventListener('connect', this.#onConnect)
    usb.addEventListener('disconnect', this.#onDisconnect)
  }

  /** Stops listening, and gives back the readers that nobody uses. */
  async close(): Promise<void> {
    this.#usb.removeEventListener('connect', this.#onConnect)
    this.#usb.removeEventListener('disconnect', this.#onDisconnect)
    await this.#readers.close()
  }

  async listReaders(): Promise<string[]> {
    await this.#scan()
    return this.#readers.listReaders()
  }

  /** Granted devices that look like readers and cannot be used. */
  async refusals(): Promise<ReaderRefusal[]> {
    await this.#scan()
    return [...this.#known.values()].flatMap(({ refusals }) => refusals)
  }

  heldWith(readerName: string): readonly string[] {
    return this.#readers.slotsWith(readerName)
  }

  async getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    options: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<SmartCardReaderStateOut[]> {
    options.signal?.throwIfAborted()
    const scanning = new AbortController()
    await this.#scan()
    if (readerStates.some(({ readerName }) => readerName === readerListNotification)) {
      void this.#keepScanning(scanning.signal)
    }
    try {
      return await this.#readers.getStatusChange(readerStates, options)
    } finally {
      scanning.abort()
    }
  }

  /** Errors: ERR_READER_PROTECTED_CLASS and the like for a refused reader, and those of SmartCardContext. */
  async connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    options: { preferredProtocols?: readonly SmartCardProtocol[] } = {},
  ): Promise<SmartCardConnectResult> {
    const names = await this.#readers.listReaders()
    if (!names.includes(readerName)) {
      const refusal = (await this.refusals()).find((row) => row.readerName === readerName)
      if (refusal) throw refusal.error
    }
    return this.#readers.connect(readerName, accessMode, options)
  }

  readonly #onConnect = (): void => void this.#scanQuietly()
  readonly #onDisconnect = ({ device }: USBConnectionEvent): void => void this.#forget(device)

  async #keepScanning(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.#timers, scanInterval, signal)
      if (!signal.aborted) await this.#scanQuietly()
    }
  }

  /** Where nobody asked: what the browser refuses now, it refuses again when somebody does. */
  async #scanQuietly(): Promise<void> {
    try {
      await this.#scan()
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }

  /** Takes up new devices and lets go of those that are gone or no longer granted. */
  async #scan(): Promise<void> {
    await this.#scans.run(this, async () => {
      const devices = new Set(await usbCall('open', 'USB', () => this.#usb.getDevices()))
      for (const device of this.#known.keys()) if (!devices.has(device)) await this.#forget(device)
      for (const device of devices) {
        const known = this.#known.get(device)
        if (known && !known.retry) continue
        this.#known.delete(device)
        this.#known.set(device, await this.#takeUp(device))
      }
    })
  }

  async #forget(device: USBDevice): Promise<void> {
    const known = this.#known.get(device)
    this.#known.delete(device)
    for (const port of known?.ports ?? []) await this.#readers.remove(port)
  }

  async #takeUp(device: USBDevice): Promise<KnownDevice> {
    const quirks = quirksOf(device.vendorId, device.productId)
    const { candidates, hasProtected } = inspectInterfaces(device, quirks, this.#protectsSmartCards)
    const base = deviceName(device)
    const names: string[] = []
    const newName = (): string => {
      const taken = new Set([...this.#known.values()].flatMap((known) => known.names))
      const name = uniqueName(base, new Set([...taken, ...names]))
      names.push(name)
      return name
    }
    const usbDevice = new WebUsbDevice(device, base)
    const ports: WebUsbPort[] = []
    const refusals: ReaderRefusal[] = []
    let retry = false
    for (const candidate of candidates) {
      try {
        const descriptor = quirks?.descriptor ?? (await readClassDescriptor(usbDevice, candidate))
        if (!descriptor) continue
        const port = new WebUsbPort({ usbDevice, candidate, descriptor, quirks, timers: this.#timers })
        ports.push(port)
        const slots = slotNames(newName(), descriptor.bMaxSlotIndex + 1)
        names.push(...slots.slice(1))
        this.#readers.add(port, slots)
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        refusals.push({ readerName: newName(), error })
        retry = true
      }
    }
    if (hasProtected && ports.length === 0) {
      const readerName = newName()
      const message = `${readerName}: the browser protects the smart-card interface class`
      const error = new CodedError('ERR_READER_PROTECTED_CLASS', message, { details: { reader: readerName } })
      refusals.push({ readerName, error })
    }
    return { ports, names, refusals, retry: retry && ports.length === 0 }
  }
}

/** Undefined for an interface that is no CCID reader. Errors: ERR_READER_*. */
async function readClassDescriptor(
  usbDevice: WebUsbDevice,
  { configurationIndex, configurationValue, interfaceNumber, alternateSetting }: CandidateInterface,
): Promise<CcidClassDescriptor | undefined> {
  await usbDevice.acquire(configurationValue)
  try {
    const configuration = await usbDevice.configurationDescriptor(configurationIndex)
    const descriptor = findClassDescriptor(configuration, interfaceNumber, alternateSetting)
    return descriptor && parseClassDescriptor(descriptor)
  } finally {
    await usbDevice.release()
  }
}
