// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { languages, say } from '../../../core/i18n/text.ts'
import { actions } from '../../../core/portal/actions.ts'
import type {
  PinWindowPhase,
  PinWindowReader,
  PinWindowRequest,
  PinWindowState,
} from '../../../core/protocol/pin-window.ts'
import { PinWindow, type PinWindowProps } from '../../../extension/pin/pin-window.tsx'
import { phaseTexts } from '../../../extension/pin/texts.ts'
import { otherReader, pinState, refusedReader, usableReader } from './pin-states.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] }),
)
afterEach(async () => {
  await clear()
  vi.useRealTimers()
})

const sent: PinWindowRequest[] = []
let closed = 0
let pins: number[][] = []
beforeEach(() => {
  sent.length = 0
  pins = []
  closed = 0
})

const showWindow = (state: PinWindowState | undefined, more: Partial<PinWindowProps> = {}) =>
  show(
    h(PinWindow, {
      state,
      connection: 'connected',
      browserLanguage: 'zh-TW',
      send: (request) => void sent.push(request),
      sendPin: async (pin) => void pins.push([...pin]),
      close: () => void closed++,
      ...more,
    }),
  )

const pin = () => find('#pin', HTMLInputElement)
const submit = () => press('button[type=submit]')
const digits = (text: string) => [...new TextEncoder().encode(text)]
const key = (name: string) => settled(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: name })))

const allPhases: PinWindowPhase[] = [
  'waiting-for-reader',
  'waiting-for-card',
  'waiting-for-module',
  'authenticating-module',
  'waiting-for-pin',
  'waiting-for-consent',
  'confirm-last-try',
  'entering-on-reader',
  'renewing-challenge',
  'verifying',
  'signing',
  'done',
  'failed',
]

test('nobody is told to insert a card that is there', async () => {
  const reading = { readerName: usableReader.readerName, card: 'reading' } as const
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [reading], triesLeft: null }))
  expect(find('.progress-heading').textContent).toBe('正在讀取卡片…')
  expect(shown()).not.toContain('插到底')
  const error = { code: 'ERR_CARD_ENVIRONMENT', message: 'mixed', details: { culprit: '…0207' } } as const
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [usableReader, otherReader], error }))
  expect(find('.progress-heading').textContent).toBe('請取出環境不符的卡片')
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [{ ...reading, card: 'empty' }] }))
  expect(find('.progress-heading').textContent).toBe('請插入卡片')
  expect(shown()).toContain('插到底')
})

// ---- every phase ------------------------------------------------------------------------------------------------------

test.each(allPhases.flatMap((phase) => languages.map((language) => ({ phase, language }))))(
  '$phase is named in $language: on the element, in the title with the product, and in a live region',
  async ({ phase, language }) => {
    await showWindow(pinState({ phase, language }))
    const heading = say(phaseTexts[phase], language)
    expect(find('main').dataset['phase']).toBe(phase)
    expect(find('[role=status]').textContent).toBe(heading)
    expect(document.title).toBe(
      `${heading} – ${language === 'en' ? 'NHI Portal Card Component' : '健保資訊網讀卡元件'}`,
    )
    expect(document.documentElement.lang).toBe(language)
    expect(document.querySelectorAll('h1')).toHaveLength(1)
  },
)

test.each(allPhases.filter((phase) => phase !== 'done' && phase !== 'failed'))(
  'in phase %s the whole origin, the purpose and the kind of card are on screen',
  async (phase) => {
    await showWindow(pinState({ phase, origin: 'https://xn--fiqs8s.a-long-name.example.gov.tw:8443' }))
    expect(find('.asking-origin').textContent).toBe('https://xn--fiqs8s.a-long-name.example.gov.tw:8443')
    expect(find('.asking-purpose').textContent).toBe('以「醫事人員卡」登入這個網站')
  },
)

test.each(languages)(
  'what is confirmed stands in the window: the action in its own words, then the subject: %s',
  async (language) => {
    const confirm = { action: 'remove-manager', words: '林示範（A1****0017），示範晨曦診所' } as const
    await showWindow(pinState({ purpose: 'confirm', confirm, cardType: 'hca-institution', language }))
    expect(find('.asking-confirm strong').textContent).toBe(say(actions['remove-manager'].label, language))
    expect(find('.asking-confirm bdi').textContent).toBe(confirm.words)
    await showWindow(pinState({ language }))
    expect(document.querySelector('.asking-confirm')).toBeNull()
  },
)

test('the portal’s title stands by its own origin only', async () => {
  await showWindow(pinState())
  expect(shown()).toContain('健保資訊網服務系統(VPN)')
  await showWindow(pinState({ origin: 'https://medvpn.nhi.gov.tw.example.com' }))
  expect(shown()).not.toContain('健保資訊網服務系統')
})

test('before the first state the window says that it is connecting, in the browser’s language', async () => {
  await showWindow(undefined, { connection: 'connecting', browserLanguage: 'en' })
  expect(shown()).toContain('Connecting to the card component')
  expect(document.querySelector('#pin')).toBeNull()
})

test('a connection that is lost ends with an error and a way out', async () => {
  await showWindow(pinState(), { connection: 'lost' })
  expect(find('[role=alert]').dataset['code']).toBe('ERR_BRIDGE_TIMEOUT')
  await press('[data-action=cancel]')
  expect(closed).toBe(1)
})

// ---- the PIN on the reader --------------------------------------------------------------------------------------------

test.each(languages)(
  'a reader with a keypad gets a button in place of the field, with the tries before it: %s',
  async (language) => {
    await showWindow(pinState({ pinOnReader: true, language, triesLeft: 2 }))
    expect(find('form.pin-form').hidden).toBe(true)
    expect(find('.keypad-form .tries').className).toContain('tries-few')
    expect(find('.keypad-form .tries').textContent).toContain('2')
    expect(document.activeElement).toBe(find('[data-action=enter-on-reader]'))
    await press('[data-action=enter-on-reader]')
    expect(sent).toEqual([{ action: 'enter-on-reader' }])
    expect(document.querySelectorAll('#pin-tries')).toHaveLength(1)
  },
)

test('while the reader asks, the window says what to press and where, has no field, and may be left', async () => {
  await showWindow(pinState({ phase: 'entering-on-reader', pinOnReader: true, secondsLeft: 30 }))
  expect(document.querySelector('#pin')).toBeNull()
  expect(shown()).toContain('請在讀卡機上輸入 PIN 碼')
  expect(shown()).toContain('確認鍵')
  expect(shown()).toContain(usableReader.readerName)
  expect(shown()).toContain('還可輸入 3 次')
  expect(find('[role=timer]').textContent).toBe('0:30')
  await key('Escape')
  expect(closed).toBe(1)
})

test('an entry that was ended on the reader is explained, and can be begun again', async () => {
  const error = { code: 'ERR_PIN_ENTRY_CANCELLED', message: 'cancelled' } as const
  await showWindow(pinState({ pinOnReader: true, error }))
  expect(find('[role=alert]').dataset['code']).toBe('ERR_PIN_ENTRY_CANCELLED')
  expect(shown()).toContain('不計次數')
  await press('[data-action=enter-on-reader]')
  expect(sent).toEqual([{ action: 'enter-on-reader' }])
})

test('nothing is begun while the worker is away', async () => {
  await showWindow(pinState({ pinOnReader: true }), { connection: 'reconnecting' })
  expect(find('[data-action=enter-on-reader]', HTMLButtonElement).disabled).toBe(true)
})

// ---- the PIN ----------------------------------------------------------------------------------------------------------

test('the PIN field takes digits only, is never completed or shown, and has the focus', async () => {
  await showWindow(pinState())
  expect(pin().type).toBe('password')
  expect(pin().inputMode).toBe('numeric')
  expect(pin().getAttribute('autocomplete')).toBe('off')
  expect(document.activeElement).toBe(pin())
})

test('the field takes one digit more than a PIN has, so that a surplus is refused and not cut off', async () => {
  await showWindow(pinState())
  expect(pin().maxLength).toBe(9)
})

test('card, number, reader and tries left stand there before the try', async () => {
  await showWindow(pinState({ triesLeft: 2 }))
  for (const text of ['醫事人員卡', '卡號 000012345678', 'InfoThink IT-500U', '還可輸入 2 次', '6 至 8 位數字'])
    expect(shown()).toContain(text)
})

test('a card that does not tell its tries is not given a number', async () => {
  await showWindow(pinState({ triesLeft: 'few' }))
  expect(document.querySelector('#pin-tries.tries-few')?.textContent).toBe('曾輸入錯誤，剩餘次數不多')
  await showWindow(pinState({ triesLeft: null }))
  expect(find('#pin-tries').textContent).toBe('此卡片不提供剩餘次數')
})

test('pressing 確定 hands the PIN over as bytes and empties the field at once', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  expect(pins).toEqual([digits('123456')])
  expect(pin().value).toBe('')
  expect(sent).toEqual([])
})

test('while the PIN is on its way a second one is not taken', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  pin().value = '654321'
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(true)
  await settled(() => void find('form').dispatchEvent(new Event('submit', { cancelable: true, bubbles: true })))
  expect(pins).toHaveLength(1)
})

test('a new list of readers does not open the field for a second PIN', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await showWindow(pinState({ readers: [usableReader, otherReader] }))
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(true)
})

test('a wrong PIN is an alert with the tries left, and the field waits for the next', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await showWindow(pinState({ phase: 'verifying' }))
  await showWindow(
    pinState({ triesLeft: 2, error: { code: 'ERR_PIN_WRONG', message: 'wrong', details: { triesLeft: 2 } } }),
  )
  expect(find('[role=alert]').textContent).toContain('PIN 碼錯誤，還可再試 2 次')
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(false)
  expect(pin().getAttribute('aria-invalid')).toBe('true')
  expect(document.activeElement).toBe(pin())
})

test('a refusal that comes in the same phase opens the field again', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await showWindow(pinState({ error: { code: 'ERR_READER_BUSY', message: 'busy' } }))
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(false)
})

test('a card that was pulled as the PIN was sent finds the field open when it is back', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [] }))
  await showWindow(pinState())
  expect(pin().readOnly).toBe(false)
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(false)
})

test('a PIN of the wrong form is explained and not sent', async () => {
  await showWindow(pinState())
  pin().value = '12345'
  await submit()
  expect(pins).toEqual([])
  expect(find('[role=alert]').dataset['code']).toBe('ERR_PIN_FORMAT')
  expect(shown()).toContain('此卡片的 PIN 碼為 6 至 8 位數字。')
  pin().value = '123456'
  await submit()
  expect(document.querySelector('[role=alert]')).toBeNull()
  expect(pins).toHaveLength(1)
})

test('a PIN that did not get away is said so, and may be entered again', async () => {
  await showWindow(pinState(), { sendPin: () => Promise.reject(new Error('no worker')) })
  pin().value = '123456'
  await submit()
  expect(find('[role=alert]').textContent).toContain('PIN 碼沒有送到讀卡元件')
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(false)
})

test('a PIN that nothing is heard of for ten seconds did not get there', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await settled(() => void vi.advanceTimersByTime(9_999))
  expect(document.querySelector('[role=alert]')).toBeNull()
  await settled(() => void vi.advanceTimersByTime(1))
  expect(find('[role=alert]').textContent).toContain('PIN 碼沒有送到讀卡元件')
})

test('a PIN that the worker is busy with is not called lost', async () => {
  await showWindow(pinState())
  pin().value = '123456'
  await submit()
  await showWindow(pinState({ phase: 'renewing-challenge' }))
  await settled(() => void vi.advanceTimersByTime(60_000))
  expect(document.querySelector('[role=alert]')).toBeNull()
})

// ---- what was typed ---------------------------------------------------------------------------------------------------

test('what was typed stays while the worker is away, and may be sent: the PIN itself starts the worker', async () => {
  await showWindow(pinState())
  pin().value = '1234'
  await showWindow(pinState(), { connection: 'reconnecting' })
  expect(shown()).toContain('讀卡元件重新啟動中')
  expect(find('button[type=submit]', HTMLButtonElement).disabled).toBe(false)
  await showWindow(pinState({ phase: 'waiting-for-reader', readers: [], chosenReader: null }))
  expect(shown()).toContain('讀卡元件已恢復，請繼續。')
  await showWindow(pinState())
  expect(pin().value).toBe('1234')
  expect(document.activeElement).toBe(pin())
})

test('what was typed stays when the same card is pulled and comes back', async () => {
  await showWindow(pinState())
  pin().value = '1234'
  const empty = pinState({ phase: 'waiting-for-card', readers: [{ readerName: 'InfoThink IT-500U', card: 'empty' }] })
  await showWindow(empty)
  expect(find('form').hidden).toBe(true)
  await showWindow(pinState())
  expect(pin().value).toBe('1234')
})

test('what was typed for one card is gone when another is asked for', async () => {
  await showWindow(pinState({ readers: [usableReader, otherReader] }))
  pin().value = '1234'
  await showWindow(pinState({ readers: [usableReader, otherReader], chosenReader: otherReader.readerName }))
  expect(pin().value).toBe('')
})

test('digits that were typed while the field was away leave no half of a PIN behind', async () => {
  await showWindow(pinState())
  pin().value = '12'
  await showWindow(pinState({ phase: 'waiting-for-reader', readers: [], chosenReader: null }))
  await key('3')
  await showWindow(pinState())
  expect(pin().value).toBe('')
  expect(find('form [role=alert]').textContent).toContain('重新輸入')
  expect(document.activeElement).toBe(find('form [role=alert]'))
  pin().value = '123456'
  await submit()
  expect(pins).toHaveLength(1)
  expect(document.querySelector('form [role=alert]')).toBeNull()
})

// ---- the last try -----------------------------------------------------------------------------------------------------

const lastTry = pinState({
  phase: 'confirm-last-try',
  triesLeft: 1,
  error: { code: 'ERR_PIN_WRONG', message: 'wrong', details: { triesLeft: 1 } },
})

test('before the last try there is no PIN field, and no button that a second Enter would press', async () => {
  await showWindow(lastTry)
  expect(document.querySelector('#pin')).toBeNull()
  expect(shown()).toContain('卡片會鎖住')
  expect(document.activeElement?.tagName).toBe('H2')
  await key('Enter')
  expect(sent).toEqual([])
})

test('the last try is confirmed by its own press, and the field opens when the worker says so', async () => {
  await showWindow(lastTry)
  await press('[data-action=confirm-last-try]')
  expect(sent).toEqual([{ action: 'confirm-last-try' }])
  await showWindow(pinState({ triesLeft: 1 }))
  expect(document.activeElement).toBe(pin())
  expect(find('#pin-tries').textContent).toBe('還可輸入 1 次')
})

// ---- readers ----------------------------------------------------------------------------------------------------------

test('readers of other products are shown on demand, each with why', async () => {
  const hello: PinWindowReader = {
    readerName: 'Windows Hello for Business 1',
    card: 'unusable',
    error: { code: 'ERR_CARD_UNKNOWN', message: 'no known application' },
    hidden: 'windows-hello',
  }
  await showWindow(pinState({ readers: [usableReader, hello] }))
  expect(find('.readers-hidden', HTMLDetailsElement).open).toBe(false)
  expect(find('.readers-hidden summary').textContent).toBe('顯示隱藏的讀卡機（1）')
  expect(find('[data-hidden=windows-hello]').textContent).toContain('Windows Hello 企業版的虛擬讀卡機')
  expect(find('.readers').querySelector('.reader-refusal')).toBeNull()

  await showWindow(pinState({ phase: 'waiting-for-card', readers: [hello], chosenReader: null }))
  expect(find('section.readers').querySelectorAll('[data-card]')).toHaveLength(0)
})

test('one usable card is shown without a choice', async () => {
  await showWindow(pinState({ readers: [usableReader, refusedReader] }))
  expect(document.querySelectorAll('input[type=radio]')).toHaveLength(0)
  expect(find('details').textContent).toContain('其他讀卡機（1）')
})

test('of several usable cards the person chooses; the chosen one is checked', async () => {
  await showWindow(pinState({ readers: [usableReader, otherReader, refusedReader] }))
  const radios = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')]
  expect(radios.map((radio) => [radio.value, radio.checked])).toEqual([
    ['InfoThink IT-500U', true],
    ['Castles EZ100PU', false],
  ])
  await press('input[value="Castles EZ100PU"]')
  expect(sent).toEqual([{ action: 'choose-reader', readerName: 'Castles EZ100PU' }])
})

test('a reader that is not offered says why and what to do', async () => {
  await showWindow(pinState({ phase: 'waiting-for-reader', readers: [refusedReader], chosenReader: null }))
  expect(find('[data-code=ERR_READER_PROTECTED_CLASS]').textContent).toContain(
    '瀏覽器不允許擴充功能直接使用「Ordinary CCID」',
  )
})

test('a card of the wrong kind is named by its kind', async () => {
  const wrong = {
    readerName: 'InfoThink IT-500U',
    card: 'unusable',
    cardType: 'moica',
    cardSn: 'TP00000001',
    error: { code: 'ERR_CARD_WRONG_KIND', message: '', details: { found: '自然人憑證', wanted: '醫事人員卡' } },
  } as const
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [wrong], chosenReader: null }))
  expect(find('.reader-card').textContent).toBe('自然人憑證')
  expect(shown()).toContain('插入的是「自然人憑證」，您選擇的是「醫事人員卡」。')
})

test('what the alert says of a card is not said a second time in the list', async () => {
  const error = { code: 'ERR_CARD_MUTE', message: 'no answer' } as const
  const mute = { readerName: 'InfoThink IT-500U', card: 'mute', error } as const
  await showWindow(pinState({ phase: 'waiting-for-card', readers: [mute, refusedReader], chosenReader: null, error }))
  expect([...document.querySelectorAll<HTMLElement>('[data-code]')].map((told) => told.dataset['code'])).toEqual([
    'ERR_CARD_MUTE',
    'ERR_READER_PROTECTED_CLASS',
  ])
})

test('without a reader the person can have one chosen', async () => {
  await showWindow(pinState({ phase: 'waiting-for-reader', readers: [], chosenReader: null }))
  await press('[data-action=pair-reader]')
  expect(sent).toEqual([{ action: 'pair-reader' }])
})

// ---- ends -------------------------------------------------------------------------------------------------------------

test('a failure that can be mended offers a restart, with the focus on it', async () => {
  await showWindow(pinState({ phase: 'failed', canRestart: true, error: { code: 'ERR_READER_LOST', message: '' } }))
  expect(document.activeElement).toBe(find('[data-action=restart]'))
  await press('[data-action=restart]')
  expect(sent).toEqual([{ action: 'restart' }])
})

test('a failure that cannot shows heading, cause, remedy and code, and only the way out', async () => {
  await showWindow(pinState({ phase: 'failed', error: { code: 'ERR_PIN_BLOCKED', message: '' } }))
  const alert = find('[role=alert]').textContent
  for (const text of ['PIN 碼已鎖住', '卡片已鎖住', '鎖卡解碼', 'ERR_PIN_BLOCKED']) expect(alert).toContain(text)
  expect(document.querySelectorAll('button')).toHaveLength(1)
  expect(document.activeElement).toBe(find('[data-action=cancel]'))
})

test.each(['waiting-for-reader', 'waiting-for-card', 'waiting-for-pin', 'confirm-last-try', 'failed', 'done'] as const)(
  'Escape leaves the window in phase %s',
  async (phase) => {
    await showWindow(pinState({ phase }))
    await key('Escape')
    expect(closed).toBe(1)
  },
)

test.each(['verifying', 'signing'] as const)('while the card is %s Escape does nothing', async (phase) => {
  await showWindow(pinState({ phase }))
  await key('Escape')
  expect(closed).toBe(0)
  expect(document.querySelectorAll('button')).toHaveLength(0)
})

// ---- time -------------------------------------------------------------------------------------------------------------

test('the time left counts down here between two states, and is spoken at marks only', async () => {
  await showWindow(pinState({ secondsLeft: 122 }))
  const spoken = () => find('.time-left [role=status]').textContent
  expect(find('[role=timer]').textContent).toBe('2:02')
  expect(spoken()).toBe('')
  await settled(() => void vi.advanceTimersByTime(3_000))
  expect(find('[role=timer]').textContent).toBe('1:59')
  expect(spoken()).toBe('剩 2 分鐘')
  await settled(() => void vi.advanceTimersByTime(50_000))
  expect(spoken()).toBe('剩 2 分鐘')
  await settled(() => void vi.advanceTimersByTime(60_000))
  expect(spoken()).toBe('剩 10 秒')
})

test('a fresh challenge starts the count anew, and an end is not counted below zero', async () => {
  await showWindow(pinState({ secondsLeft: 5 }))
  await settled(() => void vi.advanceTimersByTime(60_000))
  expect(find('[role=timer]').textContent).toBe('0:00')
  await showWindow(pinState({ secondsLeft: 300 }))
  expect(find('[role=timer]').textContent).toBe('5:00')
})
