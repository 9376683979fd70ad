import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RuntimePort } from '../../../extension/background/runtime-port.ts'
import { type Runtime, serveLine } from '../../../extension/content/page-line.ts'
import { FakePort } from '../background/support/fake-chrome.ts'

/** The extension as a content script sees it, and the ports it was given. */
class FakeRuntime implements Runtime {
  id: string | undefined = 'extension'
  readonly ports: FakePort[] = []
  readonly sent: unknown[][] = []
  throws = false

  connect({ name }: { name: string }): RuntimePort {
    if (this.throws) throw new Error('Extension context invalidated.')
    const port = new FakePort(name)
    const sent: unknown[] = []
    port.onSent = (message) => sent.push(message)
    this.ports.push(port)
    this.sent.push(sent)
    return port
  }
  get port(): FakePort {
    const port = this.ports.at(-1)
    if (!port) throw new Error('no port yet')
    return port
  }
}

let runtime: FakeRuntime
let page: MessagePort
let heard: unknown[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  runtime = new FakeRuntime()
  const { port1, port2 } = new MessageChannel()
  page = port1
  heard = []
  page.addEventListener('message', ({ data }) => heard.push(data))
  page.start()
  serveLine(port2, () => runtime)
})
afterEach(() => {
  page.close()
  vi.useRealTimers()
})

/** Resolves when what was posted so far has arrived: ports deliver in order. */
const delivered = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port2.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port2.start()
    port1.postMessage(null)
  })

async function say(...messages: unknown[]): Promise<void> {
  for (const message of messages) Reflect.apply(page.postMessage.bind(page), undefined, [message])
  await delivered()
}
const signIn = { id: 'a', action: 'sign-in', body: { cardType: 'moica' } }
const status = { id: 's', action: 'status', body: {} }

describe('a line', () => {
  it('carries messages as they are, on a port named for portals', async () => {
    await say(signIn)
    expect(runtime.port.name).toBe('portal')
    expect(runtime.sent).toEqual([[signIn]])
    runtime.port.onMessage.emit({ id: 'a', event: 'step', step: 'window-open' })
    await delivered()
    expect(heard).toEqual([{ id: 'a', event: 'step', step: 'window-open' }])
  })

  it('opens no port before it is asked something, and closes it when nothing is open', async () => {
    expect(runtime.ports).toEqual([])
    await say(status, signIn)
    runtime.port.onMessage.emit({ id: 's', ok: true, result: {} })
    expect(runtime.port.connected).toBe(true)
    runtime.port.onMessage.emit({ id: 'a', ok: false, error: { code: 'ERR_PIN_CANCELLED', message: '' } })
    expect(runtime.port.connected).toBe(false)
    await say({ ...status, id: 's2' })
    expect(runtime.ports).toHaveLength(2)
  })

  it('sends word about another request while that is open, and drops it afterwards', async () => {
    const cancel = { id: 'a', action: 'cancel', body: {} }
    await say(signIn, cancel)
    expect(runtime.sent[0]).toEqual([signIn, cancel])
    runtime.port.onMessage.emit({ id: 'a', ok: false, error: { code: 'ERR_PIN_CANCELLED', message: '' } })
    await say(cancel)
    expect(runtime.ports).toHaveLength(1)
  })

  it.each([[null], ['text'], [{ action: 'status' }], [{ id: 7 }], [{ id: 'a', action: 'resume', body: {} }]])(
    'carries nothing for %j: nobody could be answered, or it is the relay’s own word',
    async (message) => {
      await say(message)
      expect(runtime.ports).toEqual([])
    },
  )
})

describe('when the worker was stopped', () => {
  it('takes up each open request: a sign-in by its id, others anew', async () => {
    await say(signIn, status)
    runtime.port.break()
    await vi.advanceTimersByTimeAsync(50)
    expect(runtime.sent[1]).toEqual([{ id: 'a', action: 'resume', body: {} }, status])
  })

  it('does not take up what was answered', async () => {
    await say(signIn, status)
    runtime.port.onMessage.emit({ id: 's', ok: true, result: {} })
    runtime.port.break()
    await vi.advanceTimersByTimeAsync(50)
    expect(runtime.sent[1]).toEqual([{ id: 'a', action: 'resume', body: {} }])
  })

  it('takes up a request at once when the page says something before the pause is over', async () => {
    await say(signIn)
    runtime.port.break()
    await say(status)
    expect(runtime.sent[1]).toEqual([{ id: 'a', action: 'resume', body: {} }, status])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(runtime.ports).toHaveLength(2)
  })

  it('stays away when nothing is open', async () => {
    await say(status)
    runtime.port.onMessage.emit({ id: 's', ok: true, result: {} })
    runtime.port.break()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runtime.ports).toHaveLength(1)
  })

  it('gives up with ERR_BRIDGE_INTERRUPTED when it is stopped again and again at once', async () => {
    await say(signIn)
    for (let i = 0; i < 6; i++) {
      runtime.port.break()
      await vi.advanceTimersByTimeAsync(i < 5 ? [50, 100, 400, 1000, 2000][i]! : 0)
    }
    await delivered()
    expect(heard).toMatchObject([{ id: 'a', ok: false, error: { code: 'ERR_BRIDGE_INTERRUPTED' } }])
    expect(runtime.ports).toHaveLength(6)
  })

  it('does not give up on a worker that is stopped now and then', async () => {
    await say(signIn)
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(30_000)
      runtime.port.break()
    }
    await delivered()
    expect(heard).toEqual([])
  })
})

describe('when the extension was updated or removed', () => {
  const reload = (id: string) => ({ id, ok: false, error: { code: 'ERR_BRIDGE_RELOAD' } })

  it('answers open requests with ERR_BRIDGE_RELOAD', async () => {
    await say(signIn, status)
    runtime.id = undefined
    runtime.port.break()
    await vi.advanceTimersByTimeAsync(50)
    await delivered()
    expect(heard).toMatchObject([reload('a'), reload('s')])
  })

  it('answers new requests so too', async () => {
    runtime.id = undefined
    await say(status)
    await delivered()
    expect(heard).toMatchObject([reload('s')])
    expect(runtime.ports).toEqual([])
  })

  it('answers so when connecting throws', async () => {
    runtime.throws = true
    await say(status)
    await delivered()
    expect(heard).toMatchObject([reload('s')])
  })

  it('notices an id that goes after its port broke and another was opened that says nothing', async () => {
    await say(signIn)
    runtime.port.break()
    await vi.advanceTimersByTimeAsync(50)
    expect(runtime.ports).toHaveLength(2)
    runtime.id = undefined
    await vi.advanceTimersByTimeAsync(1_000)
    await delivered()
    expect(heard).toMatchObject([reload('a')])
  })
})
