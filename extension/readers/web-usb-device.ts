import { TurnLock } from '../../core/smartcard/turn-lock.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { usbCall } from './web-usb-errors.ts'

/** USB 2.0 §9.4.3 */
const GET_DESCRIPTOR = 0x06
const configurationType = 0x02
const configurationHeaderLength = 9

/** One granted device, opened for as long as one of its interfaces is used. */
export class WebUsbDevice {
  readonly device: USBDevice
  /** For errors. */
  readonly name: string
  readonly #turns = new TurnLock()
  #users = 0

  constructor(device: USBDevice, name: string) {
    this.device = device
    this.name = name
  }

  /** Opens the device if need be and selects the configuration. Errors: ERR_READER_*. */
  async acquire(configurationValue: number): Promise<void> {
    await this.#turns.run(this, async () => {
      const { device } = this
      this.#users++
      try {
        await usbCall('open', this.name, async () => {
          if (!device.opened) await device.open()
          // Windows cannot select and has one selected; elsewhere there may be none yet.
          if (device.configuration?.configurationValue !== configurationValue) {
            await device.selectConfiguration(configurationValue)
          }
        })
      } catch (error) {
        await this.#leave()
        throw error
      }
    })
  }

  /** A device that is gone already is closed as well. */
  async release(): Promise<void> {
    await this.#turns.run(this, () => this.#leave())
  }

  async #leave(): Promise<void> {
    if (--this.#users > 0 || !this.device.opened) return
    try {
      await usbCall('transfer', this.name, () => this.device.close())
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }

  /** The whole configuration descriptor, from the open device: the browser does not show class descriptors otherwise. */
  async configurationDescriptor(index: number): Promise<Uint8Array> {
    const header = await this.#descriptor(index, configurationHeaderLength)
    const wTotalLength = (header[2] ?? 0) | ((header[3] ?? 0) << 8)
    return this.#descriptor(index, wTotalLength)
  }

  async #descriptor(index: number, length: number): Promise<Uint8Array> {
    const { status, data } = await usbCall('transfer', this.name, () =>
      this.device.controlTransferIn(
        {
          requestType: 'standard',
          recipient: 'device',
          request: GET_DESCRIPTOR,
          value: (configurationType << 8) | index,
          index: 0,
        },
        length,
      ),
    )
    if (status !== 'ok' || !data || data.byteLength < configurationHeaderLength) {
      const details = { field: 'configuration descriptor' }
      throw new CodedError('ERR_READER_PROTOCOL', `${this.name}: GET_DESCRIPTOR gave ${status}`, { details })
    }
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  }
}
