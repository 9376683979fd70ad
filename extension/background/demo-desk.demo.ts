import type { CardFile } from '../../demo/cards/card-file.ts'
import type { VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { demoPortalNames } from '../demo-sites.ts'
import { type DemoAnswer, type DemoRequest, demoRequest } from './demo-api.ts'
import { issuerStore } from './demo-issuers.demo.ts'
import { samAuthorityStore } from './demo-modules.demo.ts'

type Act = { [A in DemoRequest['action']]: (request: Extract<DemoRequest, { action: A }>) => Promise<DemoAnswer> }

const done = { ok: true } as const

/** Answers the demo API, to the extension's own pages only. */
export function serveDemoApi(desk: VirtualDesk): void {
  const acts = actsOn(desk)
  chrome.runtime.onMessage.addListener((message: unknown, sender, answer: (answer: DemoAnswer) => void) => {
    if (sender.id !== chrome.runtime.id || !sender.url?.startsWith(chrome.runtime.getURL(''))) return undefined
    const { data: request } = demoRequest.safeParse(message)
    if (!request) return undefined
    void act(acts, request.action, request).then(answer)
    return true // the answer comes later
  })
}

async function act<A extends DemoRequest['action']>(
  acts: Act,
  action: A,
  request: Extract<DemoRequest, { action: A }>,
): Promise<DemoAnswer> {
  try {
    return await acts[action](request)
  } catch (error) {
    return { ok: false, error: String(error) }
  }
}

const actsOn = (desk: VirtualDesk): Act => ({
  snapshot: async () => ({ ok: true, snapshot: await desk.snapshot(), cardMilliseconds: desk.cardMilliseconds }),
  async 'load-cards'({ portal }) {
    const files: CardFile[] = await fetchFromDemo(portal, '/demo/cards')
    await issuerStore.set(await fetchFromDemo(portal, '/demo/card-issuers'))
    await samAuthorityStore.set(await fetchFromDemo(portal, '/demo/sam-authorities'))
    await desk.loadCards(files)
    return done
  },
  'plug-reader': async ({ model }) => ({ ok: true, reader: await desk.plugReader(model) }),
  async 'unplug-reader'({ reader }) {
    await desk.unplugReader(reader)
    return done
  },
  async 'insert-card'({ reader, card, mute = false }) {
    await desk.insertCard(reader, card, { mute })
    return done
  },
  async 'remove-card'({ reader }) {
    await desk.removeCard(reader)
    return done
  },
  async 'reset-card'({ card }) {
    await desk.resetCard(card)
    return done
  },
  'delay-command'({ reader, ins, milliseconds }) {
    const until = new Promise((resolve) => setTimeout(resolve, milliseconds))
    desk.injectFault(reader, { kind: 'late', at: { ins }, until })
    return Promise.resolve(done)
  },
  async 'enter-on-keypad'({ reader, entry }) {
    await Promise.race([desk.keypadAsked(reader), keypadIsIdle()])
    desk.enterOnKeypad(reader, entry)
    return done
  },
  async 'pair-all'() {
    const { readers } = await desk.snapshot()
    for (const { name, plugged, granted } of readers) if (plugged && !granted) await desk.grantReader(name)
    return done
  },
})

/** Milliseconds: somebody who presses a key as soon as the window says so is not too early. */
const keypadAskedWithin = 1_000
const keypadIsIdle = () =>
  new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('the reader asks for no PIN')), keypadAskedWithin)
  })

type DemoPath = '/demo/cards' | '/demo/card-issuers' | '/demo/sam-authorities'

/** Cards are taken from the demo's own local portals only: their private keys are test material of this computer. */
async function fetchFromDemo<T>(portal: string, path: DemoPath): Promise<T> {
  const { protocol, hostname, origin } = new URL(portal)
  if (protocol !== 'http:' || !demoPortalNames.includes(hostname)) throw new RangeError(`${portal} is no local portal`)
  const response = await fetch(origin + path)
  if (!response.ok) throw new Error(`${origin + path} answered ${response.status}`)
  return (await response.json()) as T
}
