import { expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { confirmed } from '../../../web/state/confirmed.ts'
import { fakeServices } from '../support/fake-services.ts'
import { sampleChallenge } from '../support/samples.ts'

const challenge = {
  ...sampleChallenge,
  purpose: 'confirm',
  cardTypes: ['hca-institution'],
  confirm: { action: 'remove-manager', subject: '3501200000/p', words: '林示範' },
} as const
const answers = { 'POST /api/auth/confirmation': challenge, 'POST /api/auth/confirmation/assertion': {} }
const needed = new CodedError('ERR_REQUEST_CONFIRMATION_NEEDED', 'sign first')
const workAfter = (...refusals: Error[]) =>
  vi.fn(async () => {
    const refusal = refusals.shift()
    if (refusal) throw refusal
    return 'done'
  })

it('what needs no signature is done at once', async () => {
  const { services, call, bridge } = fakeServices({ answers })
  const work = workAfter()
  expect(await confirmed(services, 'remove-manager', 'p', work)).toBe('done')
  expect(work).toHaveBeenCalledOnce()
  expect(call).not.toHaveBeenCalled()
  expect(bridge.signIn).not.toHaveBeenCalled()
})

it('what needs one is confirmed by the card that signed in, and done again', async () => {
  const { services, call, bridge } = fakeServices({ answers })
  const work = workAfter(needed)
  expect(await confirmed(services, 'remove-manager', 'p', work)).toBe('done')
  expect(work).toHaveBeenCalledTimes(2)
  expect(call.mock.calls).toEqual([
    ['POST /api/auth/confirmation', { action: 'remove-manager', subject: 'p' }],
    ['POST /api/auth/confirmation/assertion', { assertion: 'a.b.c' }],
  ])
  expect(bridge.signIn.mock.calls[0]?.[0]).toEqual({
    challenge,
    cardType: 'hca-institution',
    reader: 'ccid',
    language: 'zh-TW',
  })
})

it('is asked for once: a second refusal, as any other, goes to the page', async () => {
  const { services, bridge } = fakeServices({ answers })
  await expect(confirmed(services, 'remove-manager', 'p', workAfter(needed, needed))).rejects.toBe(needed)
  expect(bridge.signIn).toHaveBeenCalledOnce()
  const conflict = new CodedError('ERR_REQUEST_CONFLICT', 'changed meanwhile')
  await expect(confirmed(services, 'remove-manager', 'p', workAfter(conflict))).rejects.toBe(conflict)
})

it('a PIN window that was closed does nothing', async () => {
  const { services, bridge } = fakeServices({ answers })
  bridge.signIn.mockRejectedValue(new CodedError('ERR_PIN_CANCELLED', 'closed'))
  const work = workAfter(needed)
  await expect(confirmed(services, 'remove-manager', 'p', work)).rejects.toMatchObject({ code: 'ERR_PIN_CANCELLED' })
  expect(work).toHaveBeenCalledOnce()
})
