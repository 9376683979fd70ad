// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { PinWindowReader } from '../../../core/protocol/pin-window.ts'
import { PinWindow } from '../../../extension/pin/pin-window.tsx'
import { pinState, usableReader } from './pin-states.ts'
import { clear, find, press, show } from './render-screen.ts'

afterEach(async () => {
  await clear()
  vi.restoreAllMocks()
})

const error = {
  code: 'ERR_CARD_UNKNOWN',
  message: 'no known application',
  details: { answerToReset: '3bee00008131' },
} as const
const unknown: PinWindowReader = { readerName: 'Reader X', card: 'unusable', error }

const showWindow = (changes: Parameters<typeof pinState>[0]) =>
  show(
    h(PinWindow, {
      state: pinState(changes),
      connection: 'connected',
      browserLanguage: 'zh-TW',
      send: () => undefined,
      sendPin: () => Promise.resolve(),
      close: () => undefined,
    }),
  )

test('the ATR of an unknown card is on screen, and one press copies it with code and reader', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await showWindow({ phase: 'waiting-for-card', readers: [unknown], chosenReader: null, error })
  expect(find('.notice .helpdesk-atr').textContent).toBe('ATR 3B EE 00 00 81 31')
  await press('[data-action=copy-for-helpdesk]')
  expect(writeText).toHaveBeenCalledExactlyOnceWith(
    '錯誤代碼: ERR_CARD_UNKNOWN\n讀卡機: Reader X\nATR: 3B EE 00 00 81 31',
  )
  expect(find('.helpdesk [role=status]').textContent).toBe('已複製')
  expect(document.querySelectorAll('.helpdesk').length).toBe(1)
})

test('a clipboard that is refused leaves it marked, to be copied by hand', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  await showWindow({ phase: 'waiting-for-card', readers: [unknown], chosenReader: null, error, language: 'en' })
  await press('[data-action=copy-for-helpdesk]')
  expect(getSelection()?.toString()).toBe('ATR 3B EE 00 00 81 31')
  expect(find('.helpdesk [role=status]').textContent).toBe('Marked; press Ctrl+C to copy')
})

test('beside a card that will do it is with its reader, folded away', async () => {
  await showWindow({ readers: [usableReader, unknown] })
  expect(find('.readers-other .helpdesk-atr').textContent).toBe('ATR 3B EE 00 00 81 31')
})

test('an error that tells no ATR offers nothing to copy', async () => {
  const other = { code: 'ERR_CARD_UNKNOWN', message: '' } as const
  await showWindow({
    phase: 'waiting-for-card',
    readers: [{ ...unknown, error: other }],
    chosenReader: null,
    error: other,
  })
  expect(document.querySelector('[data-action=copy-for-helpdesk]')).toBeNull()
})
