import { CcidFirmware } from './ccid-firmware.ts'
import type { DeskReader } from './desk-state.ts'
import type { Slot } from './firmware-slot.ts'
import type { FaultList } from './reader-faults.ts'
import { readerModel } from './reader-models.ts'
import { SerialFirmware } from './serial-firmware.ts'
import { VirtualSerial, VirtualSerialPort } from './virtual-serial.ts'

/** What the desk does for its readers on COM ports. */
export interface DeskSerialHooks {
  /** What is on the desk, once it is loaded. */
  readonly readers: () => Promise<readonly DeskReader[]>
  readonly slot: (readerName: string, bSlot: number) => Slot
  readonly faults: (readerName: string) => FaultList
  readonly grant: (readerName: string, granted: boolean) => Promise<void>
  readonly removeCard: (readerName: string, bSlot: number) => Promise<void>
  readonly unplug: (readerName: string) => Promise<void>
  readonly hasUserActivation: () => boolean
}

interface PluggedReader {
  readonly plugCount: number
  readonly port: VirtualSerialPort
}

/** The desk's readers on COM ports, and the `navigator.serial` that a driver sees of them. */
export class DeskSerial {
  readonly serial: VirtualSerial
  readonly #hooks: DeskSerialHooks
  readonly #plugged = new Map<string, PluggedReader>()

  constructor(hooks: DeskSerialHooks) {
    this.#hooks = hooks
    this.serial = new VirtualSerial({
      granted: () => this.#ports(({ granted }) => granted),
      offered: () => this.#ports(({ granted }) => !granted),
      grant: async (port) => {
        for (const [name, plugged] of this.#plugged) if (plugged.port === port) await hooks.grant(name, true)
      },
      hasUserActivation: hooks.hasUserActivation,
    })
  }

  /** Brings this context's port in line with the desk, and tells the driver. */
  reconcile(reader: DeskReader, before: DeskReader | undefined): void {
    if (reader.slotOf) return // its reader has the port
    const known = this.#plugged.get(reader.name)
    if (known && (!reader.plugged || known.plugCount !== reader.plugCount)) {
      this.#plugged.delete(reader.name)
      known.port.unplug()
      if (before?.granted) this.serial.announce('disconnect')
    }
    if (reader.plugged && !this.#plugged.has(reader.name)) {
      this.#plugged.set(reader.name, { plugCount: reader.plugCount, port: this.#plugIn(reader) })
      // A desk that wakes up finds its readers plugged in: only a plugging that it sees is an event.
      if (reader.granted && before) this.serial.announce('connect')
    }
  }

  async #ports(wanted: (reader: DeskReader) => boolean): Promise<VirtualSerialPort[]> {
    const readers = await this.#hooks.readers()
    return readers.flatMap((reader) => {
      const plugged = this.#plugged.get(reader.name)
      return plugged && wanted(reader) ? [plugged.port] : []
    })
  }

  #plugIn({ name, model }: DeskReader): VirtualSerialPort {
    const hooks = this.#hooks
    const line = new SerialFirmware({
      send: (bytes) => port.send(bytes),
      receive: (message) => firmware.receive(message),
    })
    const port = new VirtualSerialPort({
      receive: (bytes) => line.receive(bytes),
      reset: () => line.reset(),
      forget: () => hooks.grant(name, false),
    })
    const nothing = (): void => undefined
    const firmware = new CcidFirmware(
      readerModel(model),
      {
        slot: (bSlot) => hooks.slot(name, bSlot),
        send: (message) => line.answer(message),
        // Packets, halts and broken transfers are USB's: on a line nothing comes. There is no keypad.
        sendPacket: nothing,
        halt: nothing,
        breakTransfer: nothing,
        removeCard: (bSlot) => hooks.removeCard(name, bSlot),
        unplug: () => hooks.unplug(name),
        keypad: () => Promise.resolve('timeout'),
      },
      hooks.faults(name),
    )
    return port
  }
}
