// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BridgeRequest } from '../../../core/protocol/bridge.ts'
import { Bridge } from '../../../web/bridge/bridge.ts'
import { FakeWindow } from '../support/fake-relay.ts'
import { mapMemory } from '../support/map-memory.ts'
import { start } from '../support/samples.ts'

let window: FakeWindow
let bridge: Bridge
afterEach(() => {
  vi.useRealTimers()
  bridge.close()
  window.close()
})

/** Asks for a watch; `answer` is what the extension writes at once. */
function watch(answer: (request: BridgeRequest) => unknown[] = () => []) {
  window = new FakeWindow(answer)
  bridge = new Bridge({ window, memory: mapMemory(), serverSeconds: () => start })
  const over = new AbortController()
  const onPresent = vi.fn()
  const end = bridge.watchCard('key', { onPresent, signal: over.signal })
  end.catch(() => {})
  return { over, onPresent, end }
}
const ending = (result: unknown) => (request: BridgeRequest) => [{ id: request.id, ok: true, result }]

describe('a watch', () => {
  it('asks with the key’s thumbprint, tells when the card is seen, and how it ended', async () => {
    const { onPresent, end } = watch()
    const { id, ...request } = await window.request('watch-card')
    expect(request).toEqual({ action: 'watch-card', body: { jkt: 'key' } })
    for (const message of [
      { event: 'card-present' },
      { event: 'card-present' },
      { ok: true, result: { ended: 'removed' } },
    ])
      window.write({ id, ...message })
    expect(await end).toBe('removed')
    expect(onPresent).toHaveBeenCalledTimes(2)
  })

  it.each(['removed', 'released', 'lost', 'stopped'])('may end as %s', async (ended) => {
    expect(await watch(ending({ ended })).end).toBe(ended)
  })

  it.each([[{}], [{ ended: 'later' }], [null]])('does not believe %j', async (result) => {
    const details = { field: 'result.ended' }
    await expect(watch(ending(result)).end).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details })
    await window.request('cancel')
  })

  it('does not take the word of a sign-in', async () => {
    const { end } = watch(({ id }) => [{ id, event: 'challenge-wanted' }])
    await expect(end).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE' })
  })

  it('fails with what the extension says: one that is too old does not know the request', async () => {
    const error = { code: 'ERR_BRIDGE_MESSAGE', message: 'malformed message: action' }
    await expect(watch(({ id }) => [{ id, ok: false, error }]).end).rejects.toMatchObject({
      code: 'ERR_BRIDGE_MESSAGE',
    })
  })

  it('is stopped by the page', async () => {
    const { over, end } = watch()
    const { id } = await window.request('watch-card')
    over.abort()
    expect(await end).toBe('stopped')
    expect(await window.request('cancel')).toEqual({ id, action: 'cancel', body: {} })
  })

  it('that falls silent is given up', async () => {
    const { end } = watch()
    const { id } = await window.request('watch-card')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    window.write({ id, event: 'card-present' }) // its timer is one of those held
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(49_000)
    window.write({ id, event: 'card-present' })
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(49_000)
    vi.useRealTimers()
    await new Promise((resolve) => setImmediate(resolve))
    expect(window.requests.map(({ action }) => action)).toEqual(['watch-card'])
    window.write({ id, ok: true, result: { ended: 'lost' } })
    expect(await end).toBe('lost')
  })
})
