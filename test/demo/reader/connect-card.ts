import type { CardFile } from '../../../demo/cards/card-file.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'

/** One of `files` in a reader of the model, connected by the extension's own driver. `state` is what the card remembers. */
export async function connectCard(files: readonly CardFile[], model: string, cardId: string) {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards(files)
  const readerName = await desk.plugReader(model)
  await desk.grantReader(readerName)
  await desk.insertCard(readerName, cardId)
  const context = new WebUsbContext({ usb: desk.usb })
  const [name = ''] = await context.listReaders()
  const { connection } = await context.connect(name, 'shared')
  const { answerToReset = new Uint8Array() } = await connection.status()
  const state = async () => (await desk.snapshot()).cards.find(({ id }) => id === cardId)?.state
  return { connection, answerToReset, state }
}
