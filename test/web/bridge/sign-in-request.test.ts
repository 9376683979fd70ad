// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { bridgeRequest, type SignInStep } from '../../../core/protocol/bridge.ts'
import { Bridge } from '../../../web/bridge/bridge.ts'
import type { SignInOptions } from '../../../web/bridge/sign-in-request.ts'
import { FakeWindow } from '../support/fake-relay.ts'
import { mapMemory } from '../support/map-memory.ts'
import { sampleChallenge, start } from '../support/samples.ts'

const assertion = 'aaaa.bbbb.cccc'
let window: FakeWindow
let bridge: Bridge
let now: number
let steps: SignInStep[]

function signIn(options: Partial<SignInOptions> = {}) {
  const pending = bridge.signIn(
    { challenge: sampleChallenge, cardType: 'hca-personnel', reader: 'ccid', language: 'zh-TW' },
    {
      onStep: (step) => steps.push(step),
      onChallengeWanted: () => Promise.reject(new Error('no challenge was to be asked for')),
      ...options,
    },
  )
  pending.catch(() => {})
  return pending
}

beforeEach(() => {
  now = start
  steps = []
  window = new FakeWindow(() => [])
  bridge = new Bridge({ window, memory: mapMemory(), serverSeconds: () => now })
})

afterEach(() => {
  vi.useRealTimers()
  bridge.close()
  window.close()
})

it('ends with the assertion, after the steps in their order', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  for (const step of ['window-open', 'waiting-for-card', 'waiting-for-pin', 'signing'])
    window.write({ id, event: 'step', step })
  window.write({ id, ok: true, result: { assertion } })
  await expect(pending).resolves.toEqual({ assertion })
  expect(steps).toEqual(['window-open', 'waiting-for-card', 'waiting-for-pin', 'signing'])
})

it('hands over what a module signed beside the card', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, ok: true, result: { assertion, module: 'mmmm.bbbb.ssss' } })
  await expect(pending).resolves.toEqual({ assertion, module: 'mmmm.bbbb.ssss' })
})

it('refuses a malformed module, naming it', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, ok: true, result: { assertion, module: 'two.parts' } })
  await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field: 'result.module' } })
})

it('asks as the bridge’s schema wants it', async () => {
  void signIn()
  expect(bridgeRequest.parse(await window.request('sign-in'))).toMatchObject({
    action: 'sign-in',
    body: { challenge: sampleChallenge, cardType: 'hca-personnel', reader: 'ccid', language: 'zh-TW' },
  })
})

it('hands over the extension’s error', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, ok: false, error: { code: 'ERR_PIN_BLOCKED', message: 'blocked' } })
  await expect(pending).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
})

it('is refused while another one is open on this page, and allowed after it', async () => {
  const first = signIn()
  await expect(signIn()).rejects.toMatchObject({ code: 'ERR_BRIDGE_BUSY' })
  const { id } = await window.request('sign-in')
  window.write({ id, ok: true, result: { assertion } })
  await first
  window.requests.length = 0
  void signIn()
  await expect(window.request('sign-in')).resolves.toBeDefined()
})

it('refuses a malformed assertion, naming it', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, ok: true, result: { assertion: 'two.parts' } })
  await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field: 'result.assertion' } })
})

it('ends the extension’s work when one of its messages is malformed', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, event: 'step', step: 'dancing' })
  await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field: 'step' } })
  await expect(window.request('cancel')).resolves.toMatchObject({ id })
})

it('does not take an empty result for a sign-in', async () => {
  const pending = signIn()
  const { id } = await window.request('sign-in')
  window.write({ id, ok: true, result: {} })
  await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE' })
})

describe('when the challenge has run out', () => {
  it('gives the extension a fresh one under the same id', async () => {
    const fresh = { ...sampleChallenge, nonce: 'f'.repeat(43), exp: start + 600 }
    const pending = signIn({ onChallengeWanted: async () => fresh })
    const { id } = await window.request('sign-in')
    window.write({ id, event: 'challenge-wanted' })
    const renewal = await window.request('renew-challenge')
    expect(bridgeRequest.parse(renewal)).toEqual({ id, action: 'renew-challenge', body: { challenge: fresh } })
    window.write({ id, ok: true, result: { assertion } })
    await expect(pending).resolves.toEqual({ assertion })
  })

  it('ends with the server’s error when there is no fresh one, and closes the window', async () => {
    const refused = new CodedError('ERR_REQUEST_TOO_MANY', 'slow down', { details: { seconds: 30 } })
    const pending = signIn({ onChallengeWanted: () => Promise.reject(refused) })
    const { id } = await window.request('sign-in')
    window.write({ id, event: 'challenge-wanted' })
    await expect(pending).rejects.toBe(refused)
    await expect(window.request('cancel')).resolves.toMatchObject({ id })
  })
})

describe('time', () => {
  const settle = async () => {
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  it('a sign-in lasts as long as its challenge, not as short as a question', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let ended = false
    const pending = signIn().finally(() => (ended = true))
    pending.catch(() => {})
    await settle()
    await vi.advanceTimersByTimeAsync(300_000)
    expect(ended).toBe(false)
    await vi.advanceTimersByTimeAsync(60_000)
    await expect(pending).rejects.toMatchObject({ code: 'ERR_PIN_TIMEOUT' })
    await settle()
    expect(window.requests.map(({ action }) => action)).toEqual(['sign-in', 'cancel'])
  })

  it('the server’s clock decides, not this computer’s', async () => {
    now = start + 290 // ten seconds of the challenge are left, whatever the clock on the wall says
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const pending = signIn()
    await settle()
    await vi.advanceTimersByTimeAsync(70_000)
    await expect(pending).rejects.toMatchObject({ code: 'ERR_PIN_TIMEOUT' })
  })
})

describe('cancelling on the page', () => {
  it('has the extension end it, and waits for its word', async () => {
    const controller = new AbortController()
    const pending = signIn({ signal: controller.signal })
    const { id } = await window.request('sign-in')
    controller.abort()
    await expect(window.request('cancel')).resolves.toMatchObject({ id })
    window.write({ id, ok: false, error: { code: 'ERR_PIN_CANCELLED', message: 'window closed' } })
    await expect(pending).rejects.toMatchObject({ code: 'ERR_PIN_CANCELLED', message: 'window closed' })
  })

  it('does not wait for ever for a silent extension', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const controller = new AbortController()
    const pending = signIn({ signal: controller.signal })
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    await vi.advanceTimersByTimeAsync(3000)
    await expect(pending).rejects.toMatchObject({ code: 'ERR_PIN_CANCELLED' })
  })

  it('before it began, it never reaches the extension', async () => {
    await expect(signIn({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ERR_PIN_CANCELLED' })
    void signIn()
    await window.request('sign-in')
    expect(window.requests).toHaveLength(1)
  })
})

describe('when the reader’s security module wants to be authenticated', () => {
  const wanted = { event: 'module-authentication-wanted', certificate: 'MAEA', random: 'r'.repeat(22) }

  it('the portal’s answer goes to the extension under the same id', async () => {
    const asked: unknown[] = []
    const onModuleNumber = (number: unknown) => {
      asked.push(number)
      return Promise.resolve('s'.repeat(86))
    }
    const pending = signIn({ onModuleNumber })
    const { id } = await window.request('sign-in')
    window.write({ id, ...wanted })
    const answer = await window.request('authenticate-module')
    expect(bridgeRequest.parse(answer)).toEqual({
      id,
      action: 'authenticate-module',
      body: { response: 's'.repeat(86) },
    })
    expect(asked).toEqual([{ certificate: 'MAEA', random: 'r'.repeat(22) }])
    window.write({ id, ok: true, result: { assertion } })
    await expect(pending).resolves.toEqual({ assertion })
  })

  it('ends with the server’s error when it refuses the module, and closes the window', async () => {
    const refused = new CodedError('ERR_SAM_REVOKED', 'revoked', { details: { module: '900000000012' } })
    const pending = signIn({ onModuleNumber: () => Promise.reject(refused) })
    const { id } = await window.request('sign-in')
    window.write({ id, ...wanted })
    await expect(pending).rejects.toBe(refused)
    await expect(window.request('cancel')).resolves.toMatchObject({ id })
  })

  it('where no module has a part it is a message that does not belong', async () => {
    const pending = signIn()
    const { id } = await window.request('sign-in')
    window.write({ id, ...wanted })
    await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field: 'event' } })
    await expect(window.request('cancel')).resolves.toMatchObject({ id })
  })

  it.each(['certificate', 'random'])('without its %s it is malformed', async (field) => {
    const pending = signIn({ onModuleNumber: () => Promise.resolve('') })
    const { id } = await window.request('sign-in')
    window.write({ id, ...wanted, [field]: 1 })
    await expect(pending).rejects.toMatchObject({ code: 'ERR_BRIDGE_MESSAGE', details: { field } })
  })
})
