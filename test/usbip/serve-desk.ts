import type { CardFile } from '../../demo/cards/card-file.ts'
import { memoryStore } from '../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { plainCard } from '../demo/reader/set-up.ts'
import { UsbIpServer } from '../rigs/usbip/usbip-server.ts'

export interface ServedDesk {
  readonly desk: VirtualDesk
  readonly port: number
  /** Of the models, in their order. */
  readonly readerNames: readonly string[]
  close(): Promise<void>
}

/** A desk with readers of these models, over USB/IP in this process. */
export async function serveDesk(
  models: readonly string[],
  cards: readonly CardFile[] = [plainCard()],
): Promise<ServedDesk> {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards(cards)
  const readerNames: string[] = []
  for (const model of models) readerNames.push(await desk.plugReader(model))
  const server = new UsbIpServer(desk)
  return {
    desk,
    readerNames,
    port: await server.listen(),
    async close() {
      await server.close()
      desk.close()
    },
  }
}
