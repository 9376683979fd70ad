// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Language } from '../../../core/i18n/text.ts'
import type { PopupReader, PopupRequest, PopupState } from '../../../core/protocol/popup.ts'
import { PopupApp } from '../../../extension/popup/popup-app.tsx'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

const card: PopupReader = {
  readerName: 'InfoThink IT-500U',
  card: 'usable',
  cardType: 'hca-personnel',
  watchedFor: [],
  canRelease: false,
}
const watched: PopupReader = { ...card, watchedFor: ['https://medvpn.nhi.gov.tw'], canRelease: true }
const empty: PopupReader = { readerName: 'Castles EZ100PU', card: 'empty', watchedFor: [], canRelease: false }
const refused: PopupReader = {
  readerName: 'Ordinary CCID',
  card: 'unusable',
  error: { code: 'ERR_READER_PROTECTED_CLASS', message: 'x', details: { reader: 'Ordinary CCID' } },
  watchedFor: [],
  canRelease: false,
}

let sent: PopupRequest[]
let tell: (state: PopupState) => Promise<void>
const closeWindow = vi.fn()
const openDesk = vi.fn()
beforeEach(() => {
  sent = []
  closeWindow.mockClear()
})

async function open(language: Language = 'zh-TW'): Promise<void> {
  const listeners: ((state: PopupState) => void)[] = []
  const connect = () => ({
    postMessage: (message: PopupRequest) => void sent.push(message),
    onMessage: { addListener: (listener: (state: PopupState) => void) => void listeners.push(listener) },
    onDisconnect: { addListener: () => undefined },
    disconnect: () => undefined,
  })
  tell = (state) => settled(() => listeners.forEach((listener) => listener(state)))
  const links = [{ label: { zhTW: '桌面', en: 'Desk' }, open: openDesk }]
  await show(h(PopupApp, { language, version: '1.4.2', links, connect, closeWindow }))
}

test('it is drawn before the worker has said anything, and then asks', async () => {
  await open()
  expect(shown()).toContain('正在尋找讀卡機')
  expect(shown()).toContain('版本 1.4.2')
  expect(sent).toEqual([{ action: 'attach' }])
})

describe('the readers', () => {
  test('each with its card; one that is refused says why', async () => {
    await open()
    await tell({ readers: [card, empty, refused], signIn: null })
    const rows = [...document.querySelectorAll('.popup-reader')].map((row) => row.textContent)
    expect(rows[0]).toBe('醫事人員卡InfoThink IT-500U')
    expect(rows[1]).toBe('沒有卡片Castles EZ100PU')
    expect(rows[2]).toContain('瀏覽器不允許擴充功能直接使用「Ordinary CCID」')
    expect(document.querySelector('[data-action=release]')).toBeNull()
  })

  test('one in use says for whom, and is released by its button', async () => {
    await open()
    await tell({ readers: [watched], signIn: null })
    expect(shown()).toContain('登入中 medvpn.nhi.gov.tw')
    await press('[data-action=release]')
    expect(sent.at(-1)).toEqual({ action: 'release', readerName: watched.readerName })
    expect(closeWindow).not.toHaveBeenCalled()
    await tell({ readers: [{ ...empty, card: 'released' }], signIn: null })
    expect(shown()).toContain('已釋放給其他程式')
  })

  test('one that is shared with other programs has nothing to release', async () => {
    await open()
    await tell({ readers: [{ ...watched, canRelease: false }], signIn: null })
    expect(shown()).toContain('取出卡片就會登出')
    expect(document.querySelector('[data-action=release]')).toBeNull()
  })

  test('a card service that is missing is no reader: it is said beside the way to choose one', async () => {
    await open()
    const error = { code: 'ERR_READER_HOST_MISSING', message: 'x' } as const
    await tell({ readers: [{ ...refused, readerName: 'PC/SC', error }], signIn: null })
    expect(document.querySelector('.popup-reader')).toBeNull()
    expect(find('.popup-empty').textContent).toContain('沒有安裝本系統的讀卡服務程式')
    expect(document.querySelector('[data-action=choose-reader]')).not.toBeNull()
  })

  test('none at all: the way to choose one is the button', async () => {
    await open()
    await tell({ readers: [], signIn: null })
    expect(find('[role=status]').textContent).toBe('沒有可以使用的讀卡機')
    await press('[data-action=choose-reader]')
    expect(sent.at(-1)).toEqual({ action: 'open-pairing' })
    expect(closeWindow).toHaveBeenCalledOnce()
  })
})

test('a sign-in under way is shown with who asks, and its window is one press away', async () => {
  await open('en')
  const signIn = { origin: 'http://vpn.localhost:8080', cardType: 'moica' } as const
  await tell({ readers: [card], signIn })
  expect(find('.popup-origin').textContent).toBe('http://vpn.localhost:8080')
  expect(shown()).toContain('With: Citizen certificate')
  await press('[data-action=show-sign-in]')
  expect(sent.at(-1)).toEqual({ action: 'show-sign-in' })
})

test('the reader settings, the cloud modules and the links of the build are at the foot', async () => {
  await open('en')
  const [settings, modules, desk] = [...document.querySelectorAll<HTMLElement>('.popup-link')]
  const labels = [settings, modules, desk].map((link) => link?.textContent)
  expect(labels).toEqual(['Reader settings', 'Cloud security modules', 'Desk'])
  await settled(() => desk?.click())
  expect(openDesk).toHaveBeenCalledOnce()
  await settled(() => settings?.click())
  expect(sent.at(-1)).toEqual({ action: 'open-pairing' })
  await settled(() => modules?.click())
  expect(sent.at(-1)).toEqual({ action: 'open-modules' })
})
