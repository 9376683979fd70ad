import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { makeTestPki } from '../../demo/test-pki.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { readerModels } from '../../../demo/reader/reader-models.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { UsbIpServer } from './usbip-server.ts'

const usage = `The demo's virtual readers as USB/IP devices on 127.0.0.1, in a process of their own:
  node test/run-ts.mjs test/rigs/usbip/serve.ts [--port=0] [--reader=MODEL]… [--card=ID]…
The first card goes into the first reader, the second into the second (or into the second slot), and so on.
Models: ${readerModels
  .filter(({ serialLine }) => !serialLine)
  .map(({ id }) => id)
  .join(', ')}
Prints one line of JSON when it serves: {"port":…,"readers":[{"name":…,"busId":…}…]}. Then takes commands on standard
input, one line of JSON each, {"do":"insertCard","with":["reader name","card id"]}, and answers each with a line,
{"ok":…} or {"error":"…"}. Ends with its standard input.
`

/** What the desk can be told from outside: its methods by name. */
const orders: Readonly<Record<string, (desk: VirtualDesk, args: readonly unknown[]) => unknown>> = {
  plugReader: (desk, [model]) => desk.plugReader(text(model)),
  unplugReader: (desk, [reader]) => desk.unplugReader(text(reader)),
  insertCard: (desk, [reader, card]) => desk.insertCard(text(reader), text(card)),
  removeCard: (desk, [reader]) => desk.removeCard(text(reader)),
  resetCard: (desk, [card]) => desk.resetCard(text(card)),
  /** In place of the demo's own cards. */
  loadCards: (desk, [cards]) => desk.loadCards(cards as readonly CardFile[]),
  enterOnKeypad: (desk, [reader, digits]) => desk.enterOnKeypad(text(reader), { digits: text(digits) }),
  keypadAsked: (desk, [reader]) => desk.keypadAsked(text(reader)),
  snapshot: (desk) => desk.snapshot(),
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${JSON.stringify(value)} is no name`)
  return value
}

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      port: { type: 'string', default: '0' },
      reader: { type: 'string', multiple: true, default: [] },
      card: { type: 'string', multiple: true, default: [] },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const desk = createVirtualDesk({ store: memoryStore() })
  for (const model of values.reader) await desk.plugReader(model)
  if (values.card.length > 0) await desk.loadCards((await makeTestPki()).cards)
  const { readers } = await desk.snapshot()
  for (const [index, card] of values.card.entries()) await desk.insertCard(readers[index]?.name ?? '', card)
  const server = new UsbIpServer(desk)
  const port = await server.listen(Number(values.port))
  const plugged = async () => [...(await server.busIds())].map(([name, busId]) => ({ name, busId }))
  tell({ port, readers: await plugged() })
  try {
    for await (const line of createInterface({ input: process.stdin })) {
      tell(await obey(desk, line, plugged))
    }
  } finally {
    await server.close()
    desk.close()
  }
  return 0
}

async function obey(desk: VirtualDesk, line: string, plugged: () => Promise<unknown>): Promise<object> {
  try {
    const { do: name, with: args = [] } = JSON.parse(line) as { do: string; with?: unknown[] }
    if (name === 'readers') return { ok: await plugged() }
    const order = orders[name]
    if (!order) throw new RangeError(`no order ${name}; there are ${Object.keys(orders).join(', ')}, readers`)
    return { ok: (await order(desk, args)) ?? null }
  } catch (error) {
    return { error: String(error) }
  }
}

const tell = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`)
