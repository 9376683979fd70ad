import type { Socket } from 'node:net'
import type { InTransfer } from '../../../demo/reader/in-endpoint.ts'
import type { SetupPacket, UsbPeripheral } from '../../../demo/reader/usb-peripheral.ts'
import type { ByteQueue } from '../../../usbip/byte-queue.ts'
import {
  decodeSubmit,
  decodeUnlink,
  directions,
  encodeSubmitAnswer,
  encodeUnlinkAnswer,
  lengths,
  type SubmitCommand,
  transferMaximum,
  urbCommands,
  urbStatuses,
} from '../../../usbip/wire.ts'

/** The kernel's host has no hub to tell: it asks the device's server for a reset (USB 2.0 tables 11-15 and 11-17). */
const portReset = { bmRequestType: 0x23, PORT_RESET: 4 } as const

interface Waiting {
  readonly endpoint: number
  readonly transfer: InTransfer
}

/** A reader that one host has imported: its URBs in, its answers out, until either side goes. */
export class ImportedPeripheral {
  readonly #peripheral: UsbPeripheral
  readonly #socket: Socket
  readonly #received: ByteQueue
  readonly #waiting = new Map<number, Waiting>()

  constructor(peripheral: UsbPeripheral, socket: Socket, received: ByteQueue) {
    this.#peripheral = peripheral
    this.#socket = socket
    this.#received = received
  }

  /** `onEnd` is called when the host has let go of the reader. */
  start(onEnd: () => void): void {
    const ignoreUnplug = this.#peripheral.onUnplug(() => this.#socket.end())
    let ended = false
    const end = (): void => {
      if (ended) return
      ended = true
      ignoreUnplug()
      this.#waiting.clear()
      // The kernel resets a device when its host lets go of it.
      this.#peripheral.reset()
      onEnd()
    }
    this.#socket.on('end', end)
    this.#socket.on('close', end)
    this.#socket.on('data', (chunk) => {
      this.#received.push(chunk)
      this.#takeAll()
    })
    this.#socket.resume()
    this.#takeAll()
  }

  #takeAll(): void {
    for (let header = this.#received.peek(lengths.urb); header; header = this.#received.peek(lengths.urb)) {
      const command = header.readUInt32BE(0)
      if (command === urbCommands.USBIP_CMD_UNLINK) {
        this.#received.take(lengths.urb)
        this.#unlink(decodeUnlink(header))
        continue
      }
      const submit = decodeSubmit(header)
      const isSound =
        command === urbCommands.USBIP_CMD_SUBMIT && submit.length <= transferMaximum && submit.packets <= 0
      if (!isSound) {
        this.#socket.destroy()
        return
      }
      const whole = this.#received.take(lengths.urb + (submit.direction === directions.out ? submit.length : 0))
      if (!whole) return
      this.#submit(submit, whole.subarray(lengths.urb))
    }
  }

  #submit(command: SubmitCommand, payload: Buffer): void {
    if (command.endpoint === 0) this.#control(command)
    else if (command.direction === directions.in) this.#transferIn(command)
    else this.#transferOut(command, payload)
  }

  #control({ seqnum, direction, setup }: SubmitCommand): void {
    const packet = setupPacket(setup)
    if (packet.bmRequestType === portReset.bmRequestType && packet.wValue === portReset.PORT_RESET) {
      this.#peripheral.reset()
      this.#answer(seqnum, urbStatuses.ok)
      return
    }
    if (direction === directions.in) {
      const data = this.#peripheral.controlIn(packet)
      this.#answer(seqnum, data ? urbStatuses.ok : urbStatuses.stall, data)
    } else this.#answer(seqnum, this.#peripheral.controlOut(packet) ? urbStatuses.ok : urbStatuses.stall)
  }

  #transferOut({ seqnum, endpoint, length }: SubmitCommand, payload: Buffer): void {
    if (!this.#peripheral.hasOutEndpoint(endpoint)) {
      this.#answer(seqnum, urbStatuses.noEndpoint)
      return
    }
    const taken = this.#peripheral.transferOut(payload)
    payload.fill(0) // it may have held a PIN
    const [status, actualLength] = taken ? [urbStatuses.ok, length] : [urbStatuses.stall, 0]
    this.#socket.write(encodeSubmitAnswer({ seqnum, status, actualLength }))
  }

  #transferIn({ seqnum, endpoint, length }: SubmitCommand): void {
    let ended = false
    const transfer = this.#peripheral.transferIn(endpoint, length, (end) => {
      ended = true
      this.#waiting.delete(seqnum)
      // What is cancelled by its host has its answer in USBIP_RET_UNLINK.
      if (end.status === 'ok') this.#answer(seqnum, urbStatuses.ok, end.data)
      else if (end.status !== 'cancelled') this.#answer(seqnum, urbStatuses[end.status])
    })
    if (!transfer) this.#answer(seqnum, urbStatuses.noEndpoint)
    else if (!ended) this.#waiting.set(seqnum, { endpoint, transfer })
  }

  #unlink({ seqnum, target }: { seqnum: number; target: number }): void {
    const waiting = this.#waiting.get(target)
    const cancelled = waiting !== undefined && this.#peripheral.cancel(waiting.endpoint, waiting.transfer)
    this.#socket.write(encodeUnlinkAnswer(seqnum, cancelled ? urbStatuses.cancelled : urbStatuses.ok))
  }

  #answer(seqnum: number, status: number, data?: Uint8Array): void {
    this.#socket.write(encodeSubmitAnswer({ seqnum, status, actualLength: data?.length ?? 0 }, data))
  }
}

/** USB 2.0 table 9-2; little-endian, unlike everything around it. */
const setupPacket = (setup: Uint8Array): SetupPacket => {
  const [bmRequestType = 0, bRequest = 0, v0 = 0, v1 = 0, i0 = 0, i1 = 0, l0 = 0, l1 = 0] = setup
  return { bmRequestType, bRequest, wValue: v0 | (v1 << 8), wIndex: i0 | (i1 << 8), wLength: l0 | (l1 << 8) }
}
