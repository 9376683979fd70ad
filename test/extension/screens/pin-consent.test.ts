// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PinWindowReader, PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import { PinWindow } from '../../../extension/pin/pin-window.tsx'
import { pinState } from './pin-states.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

const nhiCard: PinWindowReader = {
  readerName: 'InfoThink IT-500U',
  card: 'usable',
  cardType: 'nhi',
  cardSn: '900000000701',
}
const clinic = { code: '900000000012', institution: '3501999018', institutionName: '示範晨曦診所' }
const pharmacy = { code: '900000000023', institution: '5901999027', institutionName: '示範安禾藥局' }

const nhiState = (changes: Partial<PinWindowState> = {}): PinWindowState =>
  pinState({
    phase: 'waiting-for-consent',
    cardType: 'nhi',
    readers: [nhiCard],
    triesLeft: null,
    pinLength: null,
    module: clinic,
    holder: { maskedName: '許○試' },
    ...changes,
  })

let sent: PinWindowRequest[]
beforeEach(() => {
  sent = []
})

const showWindow = (state: PinWindowState, connected = true) =>
  show(
    h(PinWindow, {
      state,
      connection: connected ? 'connected' : 'reconnecting',
      browserLanguage: 'zh-TW',
      send: (request) => void sent.push(request),
      sendPin: () => Promise.reject(new Error('there is no PIN')),
      close: () => undefined,
    }),
  )
const agree = () => find('[data-action=consent]', HTMLButtonElement)

test('says who asks, whose card it is and whose module signs, and asks for no PIN', async () => {
  await showWindow(nhiState())
  for (const words of ['https://', 'medvpn.nhi.gov.tw', '許○試', '卡號末四碼 0701', '示範晨曦診所（3501999018）'])
    expect(shown()).toContain(words)
  expect(document.querySelector('#pin')).toBeNull()
  expect(shown()).not.toContain('900000000701')
  expect(find('.where').textContent).toContain('不經過這個視窗')
})

test('a press agrees to what is shown, and to nothing else', async () => {
  await showWindow(nhiState())
  await press('[data-action=consent]')
  expect(sent).toEqual([{ action: 'consent', cardSn: '900000000701', module: '900000000012' }])
})

test('a key that is still held agrees to nothing: the heading has the focus', async () => {
  await showWindow(nhiState())
  expect(document.activeElement?.textContent).toBe('確認登入')
})

test('nothing can be agreed to while the worker is away', async () => {
  await showWindow(nhiState(), false)
  expect(agree().disabled).toBe(true)
})

test('of several modules one is chosen before anything can be agreed to', async () => {
  await showWindow(nhiState({ module: null, modules: [clinic, pharmacy] }))
  expect(agree().disabled).toBe(true)
  expect(find('.consent-modules legend').textContent).toBe('要用哪一個醫事機構的安全模組？')
  await settled(() => find('input[value="5901999027"]').click())
  expect(sent).toEqual([{ action: 'choose-module', institution: '5901999027' }])
  await showWindow(nhiState({ module: pharmacy, modules: [clinic, pharmacy] }))
  expect(find('input[value="5901999027"]', HTMLInputElement).checked).toBe(true)
  expect(agree().disabled).toBe(false)
})

test('a missing module is explained, with the way to the page where one is imported', async () => {
  const error = { code: 'ERR_SAM_MISSING', message: 'none' } as const
  await showWindow(nhiState({ phase: 'waiting-for-module', module: null, holder: null, error }))
  expect(find('.progress-heading').textContent).toBe('安全模組未備妥')
  expect(find('[role=alert]').dataset['code']).toBe('ERR_SAM_MISSING')
  await press('[data-action=open-modules]')
  expect(sent).toEqual([{ action: 'open-modules' }])
})

test('a reader without a module leads to no page: there is nothing to import', async () => {
  const error = { code: 'ERR_SAM_ABSENT', message: 'none' } as const
  await showWindow(nhiState({ phase: 'waiting-for-module', module: null, holder: null, error }))
  expect(document.querySelector('[data-action=open-modules]')).toBeNull()
})

test('that the module is being looked for, or authenticated, is told aloud', async () => {
  await showWindow(nhiState({ phase: 'waiting-for-module', module: null, holder: null }))
  expect(find('[role=status]').textContent).toBe('正在查核安全模組')
  await showWindow(nhiState({ phase: 'authenticating-module', module: null }))
  expect(find('[role=status]').textContent).toBe('安全模組認證中')
})

test('a module that is not authenticated is tried again by a press that says so', async () => {
  const error = { code: 'ERR_READER_SAM_NOT_AUTHENTICATED', message: 'no answer' } as const
  await showWindow(nhiState({ phase: 'failed', module: null, error, canRestart: true }))
  expect(find('[data-action=restart]').textContent).toBe('認證安全模組')
  await press('[data-action=restart]')
  expect(sent).toEqual([{ action: 'restart' }])
})

test('a card with a PIN in an NHI reader is shown with the module that signs beside it', async () => {
  await showWindow(pinState({ module: clinic }))
  expect(find('.module-beside').textContent).toContain('示範晨曦診所（3501999018）')
  expect(document.querySelector('#pin')).not.toBeNull()
})
