import { CcidReader } from '../../core/ccid/ccid-reader.ts'
import type { CcidClassDescriptor } from '../../core/ccid/class-descriptor.ts'
import type { CcidPort } from '../../core/ccid/openable-reader.ts'
import type { ReaderQuirks } from '../../core/ccid/quirks.ts'
import type { Timers } from '../../core/smartcard/timers.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { WebUsbDevice } from './web-usb-device.ts'
import { usbCall } from './web-usb-errors.ts'
import type { CandidateInterface } from './web-usb-interfaces.ts'
import { WebUsbPipe } from './web-usb-pipe.ts'

export interface WebUsbPortOptions {
  readonly usbDevice: WebUsbDevice
  readonly candidate: CandidateInterface
  readonly descriptor: CcidClassDescriptor
  readonly quirks: ReaderQuirks | undefined
  readonly timers: Timers
}

/** One CCID interface of a granted device. */
export class WebUsbPort implements CcidPort {
  readonly #options: WebUsbPortOptions
  #isOpen = false

  constructor(options: WebUsbPortOptions) {
    this.#options = options
  }

  async open(): Promise<CcidReader> {
    const { usbDevice, candidate, descriptor, quirks, timers } = this.#options
    await usbDevice.acquire(candidate.configurationValue)
    try {
      await usbCall('claim', usbDevice.name, () => this.#claim())
    } catch (error) {
      await usbDevice.release()
      throw error
    }
    this.#isOpen = true
    const pipe = new WebUsbPipe(usbDevice.device, usbDevice.name, candidate, descriptor.dwMaxCCIDMessageLength)
    return new CcidReader({ pipe, descriptor, quirks, timers })
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    const { usbDevice, candidate } = this.#options
    try {
      await usbCall('transfer', usbDevice.name, () => usbDevice.device.releaseInterface(candidate.interfaceNumber))
    } catch (error) {
      // An unplugged device has released everything.
      if (!(error instanceof CodedError)) throw error
    } finally {
      await usbDevice.release()
    }
  }

  async #claim(): Promise<void> {
    const { usbDevice, candidate } = this.#options
    const { device } = usbDevice
    const { interfaceNumber, alternateSetting } = candidate
    await device.claimInterface(interfaceNumber)
    const claimed = device.configuration?.interfaces.find((row) => row.interfaceNumber === interfaceNumber)
    if (claimed?.alternate.alternateSetting !== alternateSetting) {
      await device.selectAlternateInterface(interfaceNumber, alternateSetting)
    }
  }
}
