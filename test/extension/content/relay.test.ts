// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bridgeVersion, connectType, relayReadyType } from '../../../core/protocol/bridge-channel.ts'
import { FakePort } from '../background/support/fake-chrome.ts'

interface Posted {
  readonly message: unknown
  readonly origin: unknown
}

let ports: FakePort[]
let runtime: { id: string | undefined; connect: () => FakePort }
let posted: Posted[]

beforeEach(() => {
  ports = []
  posted = []
  runtime = {
    id: 'extension',
    connect() {
      const port = new FakePort('portal')
      ports.push(port)
      return port
    },
  }
  vi.stubGlobal('chrome', { runtime })
  vi.spyOn(window, 'postMessage').mockImplementation((message: unknown, origin: unknown) => {
    posted.push({ message, origin })
  })
})
afterEach(() => {
  runtime.id = undefined
  connect() // a relay of a test before takes itself off
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  delete (globalThis as { nhiPortalRelay?: true }).nhiPortalRelay
  vi.resetModules()
})

const runRelay = () => import('../../../extension/content/relay.iife.ts')

/** As the browser brings a page's message; `change` is what a stranger's would differ in. */
function connect(change: { source?: unknown; origin?: string; data?: unknown; ports?: MessagePort[] } = {}) {
  const { port1, port2 } = new MessageChannel()
  const first = new Promise<unknown>((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(data))
  })
  port1.start()
  const event = new Event('message')
  Object.assign(event, {
    source: window,
    origin: location.origin,
    data: { type: connectType, version: bridgeVersion },
    ports: [port2],
    ...change,
  })
  window.dispatchEvent(event)
  return { port: port1, first }
}

/** What comes first: the relay's word, or another message posted behind whatever it might have said. */
async function saysNothing(change: Parameters<typeof connect>[0]): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  const { port, first } = connect({ ...change, ports: change?.ports ?? [port2] })
  const heard: unknown[] = []
  port1.addEventListener('message', ({ data }) => heard.push(data))
  port1.start()
  void first.then((data) => heard.push(data))
  await new Promise((resolve) => setImmediate(resolve))
  port.close()
  port1.close()
  port2.close()
  return heard.length === 0
}

describe('the relay', () => {
  it('reports itself to a page that is open already, and to its own origin only', async () => {
    await runRelay()
    expect(posted).toEqual([{ message: { type: relayReadyType }, origin: location.origin }])
  })

  it('answers a page that connects, and carries its messages', async () => {
    await runRelay()
    const { port, first } = connect()
    expect(await first).toEqual({ type: 'relay', version: bridgeVersion })
    const sent = new Promise((resolve) => {
      runtime.connect = () => {
        const worker = new FakePort('portal')
        worker.onSent = resolve
        return worker
      }
    })
    Reflect.apply(port.postMessage.bind(port), undefined, [{ id: 's', action: 'status', body: {} }])
    expect(await sent).toEqual({ id: 's', action: 'status', body: {} })
    port.close()
  })

  it.each([
    ['of another window or frame', { source: null }],
    ['of another origin', { origin: 'https://elsewhere.example' }],
    ['of another kind', { data: { type: 'hello' } }],
    ['that is no object', { data: 'nhi-portal:connect' }],
    ['without a port', { ports: [] }],
  ])('hears no message %s', async (_, change) => {
    await runRelay()
    expect(await saysNothing(change)).toBe(true)
  })

  it('is one, though it was injected twice', async () => {
    await runRelay()
    vi.resetModules()
    await runRelay()
    expect(posted).toHaveLength(1)
  })

  it('left from before an update leaves the page to the new one', async () => {
    await runRelay()
    runtime.id = undefined
    expect(await saysNothing({})).toBe(true)
    runtime.id = 'extension' // only to see that it does not hear any more
    expect(await saysNothing({})).toBe(true)
  })
})
