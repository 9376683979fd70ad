import { CodedError } from '../core/errors/coded-error.ts'
import { systemTimers, within } from '../core/smartcard/timers.ts'
import { TurnLock } from '../core/smartcard/turn-lock.ts'
import { translateUsbError } from '../extension/readers/web-usb-errors.ts'
import type { UsbLike } from '../extension/readers/web-usb.ts'
import { ImportedDevice } from './imported-device.ts'
import { UsbIpDevice } from './usbip-device.ts'
import { listDevices, type ListedDevice, type UsbIpPlace } from './usbip-socket.ts'

type Listener = (event: USBConnectionEvent) => void

/** Node has no class of this name. */
class UsbIpConnectionEvent extends Event implements USBConnectionEvent {
  readonly device: USBDevice

  constructor(type: 'connect' | 'disconnect', device: USBDevice) {
    super(type)
    this.device = device
  }
}

/** A device that could not be imported, and why. */
export interface RefusedDevice {
  readonly busId: string
  readonly error: CodedError
}

/**
 * `navigator.usb` over the devices of one USB/IP server. Those it lists are imported, which takes them from every other
 * host until `close`. The protocol has no notice of a new device: `getDevices` looks.
 */
export class UsbIpUsb implements UsbLike {
  readonly #place: UsbIpPlace
  readonly #busId: string | undefined
  readonly #devices = new Map<string, UsbIpDevice>()
  readonly #listeners = { connect: new Set<Listener>(), disconnect: new Set<Listener>() }
  readonly #scans = new TurnLock()
  #refused: readonly RefusedDevice[] = []
  #closed = false

  /** `busId`: this device alone, of which a server need not tell in its list. */
  constructor({ port, busId, patience = 5_000 }: { port: number; busId?: string | undefined; patience?: number }) {
    this.#place = { port, patience }
    this.#busId = busId
  }

  /** Of the last look. */
  get refused(): readonly RefusedDevice[] {
    return this.#refused
  }

  /** What the server offers now; imported devices are not among it. Errors: ERR_READER_*. */
  list(): Promise<ListedDevice[]> {
    return listDevices(this.#place)
  }

  /** Errors: ERR_READER_NOT_FOUND without a server, and other ERR_READER_* when it makes no sense. */
  async getDevices(): Promise<UsbIpDevice[]> {
    await this.#scans.run(this, async () => {
      const wanted = this.#busId === undefined ? (await this.list()).map(({ busId }) => busId) : [this.#busId]
      const refused: RefusedDevice[] = []
      for (const busId of wanted) {
        if (this.#devices.has(busId) || this.#closed) continue
        try {
          await this.#import(busId)
        } catch (error) {
          if (!(error instanceof CodedError)) throw error
          refused.push({ busId, error })
        }
      }
      this.#refused = refused
    })
    return [...this.#devices.values()]
  }

  addEventListener(type: 'connect' | 'disconnect', listener: Listener): void {
    this.#listeners[type].add(listener)
  }

  removeEventListener(type: 'connect' | 'disconnect', listener: Listener): void {
    this.#listeners[type].delete(listener)
  }

  /** Gives every device back. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#scans.run(this, async () => {
      for (const device of this.#devices.values()) await device.forget()
    })
  }

  async #import(busId: string): Promise<void> {
    const imported = await ImportedDevice.import(this.#place, busId)
    const { patience } = this.#place
    const timeoutError = () =>
      new CodedError('ERR_READER_TIMEOUT', `USB/IP device ${busId} did not describe itself in time`)
    try {
      const describing = UsbIpDevice.describe(imported)
      const device = await within(describing, { timers: systemTimers, milliseconds: patience, timeoutError })
      if (imported.ended) return
      imported.onEnd = () => this.#forget(device)
      this.#devices.set(busId, device)
    } catch (error) {
      imported.end()
      throw translateUsbError(error, 'transfer', busId)
    }
  }

  #forget(device: UsbIpDevice): void {
    this.#devices.delete(device.busId)
    device.opened = false
    const event = new UsbIpConnectionEvent('disconnect', device)
    for (const listener of this.#listeners.disconnect) listener(event)
  }
}
