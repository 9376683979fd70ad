// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BridgeRequest } from '../../../core/protocol/bridge.ts'
import { Bridge } from '../../../web/bridge/bridge.ts'
import { FakeWindow, origin } from '../support/fake-relay.ts'
import { mapMemory } from '../support/map-memory.ts'
import { start } from '../support/samples.ts'

const ready = { version: '0.1.0', id: 'abcdefghijklmnopabcdefghijklmnop' }
const answering = (result: unknown) => (request: BridgeRequest) => [{ id: request.id, ok: true, result }]

let window: FakeWindow
let bridge: Bridge

function open(answer?: (request: BridgeRequest) => unknown[], memory = mapMemory()): Bridge {
  window = new FakeWindow(answer)
  bridge = new Bridge({ window, memory, serverSeconds: () => start })
  return bridge
}

/** Lets port messages arrive while timers are held. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Runs the timers that a call waits for. */
async function afterWaiting<T>(call: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const pending = call()
  pending.catch(() => {})
  await settle()
  await vi.runAllTimersAsync()
  return pending
}

afterEach(() => {
  vi.useRealTimers()
  bridge.close()
  window.close()
})

describe('finding the extension', () => {
  it('tells version and id of an extension that is there, over one connection for all requests', async () => {
    open(answering(ready))
    await expect(bridge.status()).resolves.toEqual(ready)
    await expect(bridge.status()).resolves.toEqual(ready)
    expect(window.connects).toEqual([{ type: 'nhi-portal:connect', version: 1 }])
  })

  it('calls an extension that never answered on this computer missing', async () => {
    open()
    await expect(afterWaiting(() => bridge.status())).rejects.toMatchObject({ code: 'ERR_BRIDGE_MISSING' })
  })

  it('calls an extension that was here before disabled', async () => {
    const memory = mapMemory()
    open(answering(ready), memory)
    await bridge.status()
    bridge.close()
    open(undefined, memory)
    await expect(afterWaiting(() => bridge.status())).rejects.toMatchObject({ code: 'ERR_BRIDGE_DISABLED' })
  })

  it('does not wait for an extension on an insecure page', async () => {
    open(answering(ready))
    window.isSecureContext = false
    await expect(bridge.status()).rejects.toMatchObject({ code: 'ERR_BRIDGE_INSECURE' })
    expect(window.connects).toEqual([])
  })

  it('tries anew after a failure, so that an extension installed meanwhile is found', async () => {
    open()
    await expect(afterWaiting(() => bridge.status())).rejects.toMatchObject({ code: 'ERR_BRIDGE_MISSING' })
    vi.useRealTimers()
    window.answer = answering(ready)
    await expect(bridge.status()).resolves.toEqual(ready)
  })

  it.each([
    [
      { type: 'relay', version: 0 },
      { code: 'ERR_BRIDGE_OUTDATED', details: { version: 0, minimum: 1 } },
    ],
    [{ type: 'relay', version: 2 }, { code: 'ERR_BRIDGE_RELOAD' }],
    [
      { type: 'other', version: 1 },
      { code: 'ERR_BRIDGE_MESSAGE', details: { field: 'type' } },
    ],
    [{ type: 'relay' }, { code: 'ERR_BRIDGE_MESSAGE', details: { field: 'version' } }],
  ])('judges the relay by its first word: %j', async (hello, expected) => {
    open(answering(ready))
    window.hello = hello
    await expect(bridge.status()).rejects.toMatchObject(expected)
  })
})

describe('a relay that reports itself', () => {
  it('is connected to anew by the next request', async () => {
    open(answering(ready))
    await bridge.status()
    const listener = vi.fn()
    bridge.onRelayReady(listener)
    window.announce()
    expect(listener).toHaveBeenCalledOnce()
    await bridge.status()
    expect(window.connects).toHaveLength(2)
  })

  it.each([
    ['another window', { source: {} }],
    ['another site', { origin: 'https://evil.example' }],
  ])('is not believed when %s says so', async (_who, from) => {
    open(answering(ready))
    await bridge.status()
    const listener = vi.fn()
    bridge.onRelayReady(listener)
    window.announce(from)
    expect(listener).not.toHaveBeenCalled()
    await bridge.status()
    expect(window.connects).toHaveLength(1)
  })

  it('is no longer heard after close', () => {
    open(answering(ready))
    const listener = vi.fn()
    bridge.onRelayReady(listener)
    bridge.close()
    window.announce()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('answers', () => {
  it('passes on the extension’s own error with its details', async () => {
    const error = { code: 'ERR_BRIDGE_SITE_NOT_ALLOWED', message: 'no', details: { origin } }
    open(({ id }) => [{ id, ok: false, error }])
    await expect(bridge.status()).rejects.toMatchObject(error)
  })

  it('gives up on a worker that does not answer', async () => {
    open(() => [])
    await expect(afterWaiting(() => bridge.status())).rejects.toMatchObject({ code: 'ERR_BRIDGE_TIMEOUT' })
  })

  it('drops what belongs to no open request', async () => {
    open(({ id }) => [
      { id: 'stray', ok: true, result: {} },
      { id, ok: true, result: ready },
    ])
    await expect(bridge.status()).resolves.toEqual(ready)
  })

  it.each([
    ['message', () => 'text'],
    ['id', () => ({ ok: true, result: ready })],
    ['ok', (id: string) => ({ id, result: ready })],
    ['event', (id: string) => ({ id, event: 'dance' })],
    ['step', (id: string) => ({ id, event: 'step', step: 'dancing' })],
    ['result.version', (id: string) => ({ id, ok: true, result: { ...ready, version: 'new' } })],
    ['result.id', (id: string) => ({ id, ok: true, result: { version: '0.1.0' } })],
    ['result.version', (id: string) => ({ id, ok: true })],
    ['error', (id: string) => ({ id, ok: false })],
    ['error.code', (id: string) => ({ id, ok: false, error: { code: 'ERR_UNHEARD_OF', message: '' } })],
    ['error.code', (id: string) => ({ id, ok: false, error: { code: 'toString', message: '' } })],
    ['error.message', (id: string) => ({ id, ok: false, error: { code: 'ERR_PIN_WRONG' } })],
    [
      'error.details',
      (id: string) => ({ id, ok: false, error: { code: 'ERR_PIN_WRONG', message: '', details: { a: {} } } }),
    ],
  ])('refuses a malformed one, naming %s', async (field, message) => {
    open(({ id }) => [message(id)])
    await expect(bridge.status()).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field } })
  })
})

it('has the extension open its settings check at a row', async () => {
  open(({ id }) => [{ id, ok: true, result: {} }])
  await bridge.openPage({ page: 'check', row: 'readers' })
  expect(window.requests).toMatchObject([{ action: 'open-page', body: { page: 'check', row: 'readers' } }])
})

it('takes the report that the extension has, or learns that it has none', async () => {
  const reports: unknown[] = [{ version: 1 }, null, 'all of it']
  open(({ id }) => [{ id, ok: true, result: { report: reports.shift() } }])
  expect(await bridge.takeCheckReport()).toEqual({ version: 1 })
  expect(await bridge.takeCheckReport()).toBeNull()
  const details = { field: 'result.report' }
  await expect(bridge.takeCheckReport()).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details })
})

it('has the extension open its pairing page', async () => {
  open(({ id }) => [{ id, ok: true, result: {} }])
  await bridge.openPage({ page: 'pairing' })
  expect(window.requests).toMatchObject([{ action: 'open-page', body: { page: 'pairing' } }])
})
