// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CheckResult } from '../../../core/check/check-result.ts'
import type { CheckRequest, CheckState } from '../../../core/protocol/check.ts'
import { CheckApp } from '../../../extension/check/check-app.tsx'
import { FakePort } from './fake-port.ts'
import { emptyPlace } from './kept-check.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

const result = (id: CheckResult['id'], finding: string, more: Partial<CheckResult> = {}): CheckResult => ({
  id,
  finding,
  milliseconds: 3,
  ...more,
})
const browser = result('browser-version', 'current', {
  details: { browser: 'Chromium', version: '156', wanted: 'Chromium 120' },
})
const blocked = result('pop-ups', 'blocked', { details: { sites: 'https://portal.example' } })
const cache = result('page-cache', 'stale', { details: { sites: 'https://portal.example' } })

const stateOf = (results: readonly CheckResult[], more: Partial<CheckState> = {}): CheckState => ({
  running: false,
  results,
  checkedAt: Date.UTC(2026, 10, 29),
  changes: [],
  asks: {},
  undoable: [],
  fixesAllowed: true,
  portal: 'https://portal.example',
  ...more,
})

async function open(state: CheckState, openRow?: string) {
  const port = new FakePort<CheckRequest, CheckState>()
  const { place, kept } = emptyPlace()
  const asked: chrome.permissions.Permissions[] = []
  const copied: string[] = []
  await show(
    h(CheckApp, {
      language: 'zh-TW',
      system: 'windows',
      version: '1.4.2',
      lastCheck: place,
      openRow,
      connect: () => port,
      readHistory: () => Promise.resolve([]),
      ask: (permissions) => {
        asked.push(permissions)
        return Promise.resolve(false)
      },
      act: vi.fn(),
      copy: (text) => Promise.resolve(void copied.push(text)),
      print: vi.fn(),
    }),
  )
  await settled(() => port.state(state))
  return { port, asked, copied, kept }
}

describe('the settings check’s page', () => {
  it('is opened with a run, and shows what is known while it goes on', async () => {
    const { port } = await open(stateOf([browser], { running: true, checkedAt: null }))
    expect(port.sent).toEqual([{ action: 'run' }])
    expect(find('main').dataset['phase']).toBe('checking')
    expect(find('#browser-version').dataset['mark']).toBe('ok')
    expect(document.querySelector('.check-report')).toBeNull()
  })

  it('counts what is left to do, opens it, and says what to do', async () => {
    await open(stateOf([browser, blocked]))
    expect(find('.check-verdict').textContent).toContain('尚有 1 項設定未完成')
    expect(find('#pop-ups', HTMLDetailsElement).open).toBe(true)
    expect(find('#browser-version', HTMLDetailsElement).open).toBe(false)
    expect(find('#pop-ups').textContent).toContain('https://portal.example')
  })

  it('opens the row that whoever opened the page points at', async () => {
    await open(stateOf([browser]), 'browser-version')
    expect(find('#browser-version', HTMLDetailsElement).open).toBe(true)
    expect(find('.check-verdict').textContent).toContain('您的設定已完成')
  })

  it('the one button asks the browser once for all rows, names what cannot be put back, and fixes', async () => {
    const asks = {
      'pop-ups': { permissions: ['contentSettings'] },
      'page-cache': { permissions: ['browsingData'], origins: ['https://portal.example/*'] },
    }
    const { port, asked } = await open(stateOf([blocked, cache], { asks }))
    expect(shown()).toContain('「檢查儲存的畫面是否有較新的版本」變更後無法復原')
    await press('.check-fix .button-primary')
    expect(asked).toEqual([{ permissions: ['contentSettings', 'browsingData'], origins: ['https://portal.example/*'] }])
    expect(port.sent.at(-1)).toEqual({ action: 'fix', rows: ['pop-ups', 'page-cache'] })
  })

  it('a row can be fixed by itself', async () => {
    const { port } = await open(stateOf([blocked, cache]))
    await press('#page-cache .button-primary')
    expect(port.sent.at(-1)).toEqual({ action: 'fix', rows: ['page-cache'] })
  })

  it('says what was changed and what was not, and puts it back on a press', async () => {
    const { port } = await open(
      stateOf([browser], {
        changes: [
          { id: 'pop-ups', outcome: 'changed' },
          { id: 'bookmarks', outcome: 'not-allowed' },
        ],
        undoable: ['pop-ups'],
      }),
    )
    expect(find('[data-outcome=changed]').textContent).toContain('已變更')
    expect(find('[data-outcome=not-allowed]').textContent).toContain('沒有允許')
    await press('.check-undo button')
    expect(port.sent.at(-1)).toEqual({ action: 'undo' })
  })

  it('a row of an administrator is shown as such, and offers no fix', async () => {
    await open(stateOf([{ ...blocked, managed: true }]))
    expect(find('#pop-ups').textContent).toContain('由貴單位管理')
    expect(document.querySelector('.button-primary')).toBeNull()
  })

  it('where an administrator allows no fixes, there is none, and the page says so', async () => {
    await open(stateOf([blocked], { fixesAllowed: false }))
    expect(shown()).toContain('貴單位的原則不允許由檢測變更設定')
    expect(document.querySelector('.button-primary')).toBeNull()
  })

  it('what is copied for the helpdesk is masked', async () => {
    const address = result('portal-address', 'reached', { details: { address: '10.253.249.22' } })
    const { copied } = await open(stateOf([address]))
    await press('[data-action=copy-text]')
    await press('[data-action=copy-json]')
    expect(copied).toHaveLength(2)
    expect(copied.join()).toContain('10.253.x.x')
    expect(copied.join()).not.toContain('249.22')
    await vi.waitFor(() => expect(shown()).toContain('已複製'))
  })

  it('a report is sent only after it was shown and agreed to, and then as it was shown', async () => {
    const address = result('portal-address', 'reached', { details: { address: '10.253.249.22' } })
    const { port } = await open(stateOf([address]))
    await press('[data-action=send]')
    expect(find('.check-consent').textContent).toContain('portal.example')
    const [words, data] = [...document.querySelectorAll('.check-sent')].map((element) => element.textContent)
    expect(words).toContain('10.253.x.x')
    await press('[data-action=decline]')
    expect(port.sent).toEqual([{ action: 'run' }])
    expect(document.querySelector('.check-consent')).toBeNull()
    await press('[data-action=send]')
    await press('[data-action=agree]')
    const sent = port.sent.at(-1)
    if (sent?.action !== 'send') throw new Error('nothing was sent')
    expect(JSON.stringify(sent.report, null, 2)).toBe(data)
    expect(JSON.stringify(sent)).not.toContain('249.22')
  })

  it('keeps what it found, which is what the popup calls the last check', async () => {
    const { kept } = await open(stateOf([browser, blocked]))
    expect(kept()).toContain('使用快顯封鎖程式')
    expect(kept()).toContain(String(Date.UTC(2026, 10, 29)))
  })

  it('where no portal is known, none is asked to take a report', async () => {
    await open(stateOf([browser], { portal: null }))
    expect(document.querySelector('[data-action=send]')).toBeNull()
  })

  it('the row that was asked for gets the focus once all rows have their place, and once only', async () => {
    const { port } = await open(stateOf([browser], { running: true }), 'browser-version')
    const summary = find('#browser-version summary')
    expect(document.activeElement).not.toBe(summary)
    await settled(() => port.state(stateOf([browser, blocked])))
    expect(document.activeElement).toBe(find('#browser-version summary'))
    find('#pop-ups summary').focus()
    await settled(() => port.state(stateOf([browser, blocked], { running: true })))
    await settled(() => port.state(stateOf([browser, blocked])))
    expect(document.activeElement).toBe(find('#pop-ups summary'))
  })
})
