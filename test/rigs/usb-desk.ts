import type { CardFile } from '../../demo/cards/card-file.ts'
import { memoryStore } from '../../demo/reader/demo-store.ts'
import { readerModel } from '../../demo/reader/reader-models.ts'
import { createVirtualDesk, type VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { UsbIpServer } from './usbip/usbip-server.ts'
import type { UsbMachineParts } from './usb-machine.ts'

/** A desk whose USB readers are exported over USB/IP, for a UsbMachine. */
export interface UsbDesk {
  readonly desk: VirtualDesk
  /** The name on the desk of the reader of each model. */
  readonly names: ReadonlyMap<string, string>
  readonly usb: UsbMachineParts['usb']
  close(): Promise<void>
}

/** Plugs in a reader of each model, in this order. */
export async function openUsbDesk(models: readonly string[], cards: readonly CardFile[]): Promise<UsbDesk> {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards(cards)
  const names = new Map<string, string>()
  for (const model of models) names.set(model, await desk.plugReader(model))
  const server = new UsbIpServer(desk)
  const serverPort = await server.listen()
  const busIds = await server.busIds()
  const places = [...names].map(([model, name]) => ({ busId: busIds.get(name) ?? '', model: readerModel(model) }))
  return {
    desk,
    names,
    usb: { serverPort, places },
    async close() {
      await server.close()
      desk.close()
    },
  }
}
