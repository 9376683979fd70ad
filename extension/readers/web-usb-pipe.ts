import type { CcidPipe } from '../../core/ccid/pipe.ts'
import { headerLength } from '../../core/ccid/messages.ts'
import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { translateUsbError, usbCall } from './web-usb-errors.ts'
import type { CandidateInterface } from './web-usb-interfaces.ts'

/** CCID 1.1 §5.3.1 */
const ABORT = 0x01
/** What a reader may declare as its longest message and we still ask for at once. */
const transferMaximum = 0x1_0000 + headerLength
const notificationLength = 64

const nothing = new Uint8Array()

/** A claimed CCID interface as a pipe: one transferOut per message, one transferIn per answer that fits. */
export class WebUsbPipe implements CcidPipe {
  readonly packetSize: number
  /** There only when the interface has an interrupt endpoint. */
  readonly notification?: () => Promise<Uint8Array>
  readonly #device: USBDevice
  readonly #name: string
  readonly #interface: CandidateInterface
  readonly #readLength: number

  constructor(device: USBDevice, name: string, candidate: CandidateInterface, dwMaxCCIDMessageLength: number) {
    this.#device = device
    this.#name = name
    this.#interface = candidate
    this.packetSize = candidate.bulkIn.packetSize
    // Whole packets: a request for less would end in "babble".
    const wanted = Math.max(this.packetSize, Math.min(dwMaxCCIDMessageLength, transferMaximum))
    this.#readLength = Math.ceil(wanted / this.packetSize) * this.packetSize
    const { interruptIn } = candidate
    if (interruptIn) this.notification = () => this.#transferIn(interruptIn, notificationLength)
  }

  async write(message: Uint8Array<ArrayBuffer>): Promise<void> {
    const { endpointNumber } = this.#interface.bulkOut
    try {
      const { status, bytesWritten } = await this.#device.transferOut(endpointNumber, message)
      if (status === 'ok' && bytesWritten === message.length) return
      if (status === 'stall') await this.#device.clearHalt('out', endpointNumber)
      throw refused(`bulk-OUT ${status}`)
    } catch (error) {
      throw translateUsbError(error, 'transfer', this.#name)
    }
  }

  read(): Promise<Uint8Array> {
    return this.#transferIn(this.#interface.bulkIn, this.#readLength)
  }

  async abort(bSlot: number, bSeq: number): Promise<void> {
    const setup = {
      requestType: 'class',
      recipient: 'interface',
      request: ABORT,
      value: (bSeq << 8) | bSlot,
      index: this.#interface.interfaceNumber,
    } as const
    try {
      // A reader that does not know the request stalls it; the message on the bulk pipe follows anyway.
      await usbCall('transfer', this.#name, () => this.#device.controlTransferOut(setup))
    } catch (error) {
      if (!isCoded(error) || error.code === 'ERR_READER_LOST') throw error
    }
  }

  async #transferIn({ endpointNumber }: USBEndpoint, length: number): Promise<Uint8Array> {
    try {
      const { status, data } = await this.#device.transferIn(endpointNumber, length)
      if (status === 'ok') return data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : nothing
      if (status === 'stall') await this.#device.clearHalt('in', endpointNumber)
      throw refused(`IN ${status}`)
    } catch (error) {
      throw translateUsbError(error, 'transfer', this.#name)
    }
  }
}

const refused = (field: string): CodedError =>
  new CodedError('ERR_READER_PROTOCOL', `a transfer ended with ${field}`, { details: { field } })
