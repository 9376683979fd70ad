// @vitest-environment happy-dom
import { h, render } from 'preact'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckState } from '../../../core/protocol/check.ts'
import { summarise } from '../../../extension/check/check-summary.ts'
import { CheckSection } from '../../../extension/check/check-section.tsx'
import { keepLastCheck, type LastCheckPlace } from '../../../extension/check/last-check.ts'
import { drawFirstRows } from '../../../extension/popup/first-rows.tsx'
import { PopupApp } from '../../../extension/popup/popup-app.tsx'
import { FakePort } from './fake-port.ts'
import { emptyPlace, morning, note, right, stateOf, wrong } from './kept-check.ts'
import { find, settled, shown } from './render-screen.ts'

const day = 24 * 60 * 60 * 1000
const nothing = () => undefined

let root: HTMLElement
beforeEach(() => {
  document.documentElement.lang = ''
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(async () => {
  await settled(() => render(null, root))
  root.remove()
})

/** A place where the check of `morning` was kept, in the words of `language`. */
function keptPlace({
  results = [right, note, wrong],
  ...more
}: Partial<LastCheckPlace> & { results?: CheckState['results'] } = {}) {
  const kept = emptyPlace(more)
  keepLastCheck(kept.place, morning, summarise(results, kept.place.language))
  return kept
}

describe('the popup’s first rows', () => {
  test('are those of the last check, under its time, and not one of them is a button', () => {
    drawFirstRows(root, keptPlace().place)
    expect(find('.check-section').dataset['state']).toBe('last')
    expect(find('.check-section').getAttribute('aria-busy')).toBe('true')
    expect(find('.check-section-when').textContent).toBe('上次檢測 08:10')
    expect(find('.check-section-word').textContent).toBe('尚有 1 項設定未完成，請點選該項目，完成設定。')
    expect([...document.querySelectorAll('.check-section li')].map((row) => row.textContent)).toEqual([
      '使用快顯封鎖程式啟用：https://portal.example',
      '加入我的最愛網站未加入：https://portal.example/',
    ])
    expect([...document.querySelectorAll('li .mark')].map((mark) => mark.getAttribute('data-mark'))).toEqual([
      'fail',
      'warn',
    ])
    expect(find('.mark', SVGElement).getAttribute('aria-label')).toBe('尚待設定')
    expect(document.querySelectorAll('button, a')).toHaveLength(0)
  })

  test('speak English where the browser does', () => {
    drawFirstRows(root, keptPlace({ language: 'en' }).place)
    expect(document.documentElement.lang).toBe('en')
    expect(shown()).toContain('Last check at 08:10')
    expect(shown()).toContain('1 setting is left to do')
  })

  test('say that all was right', () => {
    drawFirstRows(root, keptPlace({ results: [right] }).place)
    expect(find('.check-section-word').textContent).toBe('您的設定已完成，可以登入。')
    expect(document.querySelectorAll('li')).toHaveLength(0)
  })

  test('name the day, when it was another', () => {
    drawFirstRows(root, keptPlace({ now: () => morning + day }).place)
    expect(find('.check-section-when').textContent).toBe('上次檢測 11月29日 08:10')
  })

  test('are none before the first check, and nothing else is drawn', () => {
    drawFirstRows(root, emptyPlace().place)
    expect(root.childNodes).toHaveLength(0)
  })

  test('are none where the browser lets nothing be stored', () => {
    const place = {
      ...emptyPlace().place,
      storage: () => {
        throw new DOMException('access is denied', 'SecurityError')
      },
    }
    keepLastCheck(place, morning, summarise([wrong], 'zh-TW'))
    drawFirstRows(root, place)
    expect(root.childNodes).toHaveLength(0)
  })
})

describe('a last check is thrown away', () => {
  test.each<[string, Partial<LastCheckPlace>]>([
    ['of another language', { language: 'en' }],
    ['of another version', { extension: '1.4.3' }],
    ['from the future, by a clock that was wrong', { now: () => morning - 1 }],
    ['more than 30 days old', { now: () => morning + 30 * day + 1 }],
  ])('%s', (_name, more) => {
    const { place, kept } = keptPlace()
    drawFirstRows(root, { ...place, ...more })
    expect(root.childNodes).toHaveLength(0)
    expect(kept()).toBe('')
  })

  test.each<[string, (kept: string) => string]>([
    ['that is cut off', (kept) => kept.slice(0, -1)],
    ['that is no object', () => 'null'],
    ['without its time', (kept) => kept.replace(String(morning), '"08:10"')],
    ['without its words', (kept) => kept.replace('"word"', '"words"')],
    ['whose rows are none', (kept) => kept.replace(/"rows":\[.*\]/, '"rows":{}')],
    ['with a row without a label', (kept) => kept.replace('"label"', '"name"')],
    ['with a row of a mark that there is not', (kept) => kept.replace('"mark":"warn"', '"mark":"toString"')],
  ])('%s', (_name, damage) => {
    const { place, kept, write } = keptPlace()
    write(damage)
    drawFirstRows(root, place)
    expect(root.childNodes).toHaveLength(0)
    expect(kept()).toBe('')
  })
})

test('the popup begins with the same picture and takes its place node by node; the live answer replaces the rows', async () => {
  const { place } = keptPlace()
  drawFirstRows(root, place)
  const [drawn, row] = [find('.check-section'), find('.check-section-row span')]
  const words = drawn.textContent
  const port = new FakePort<never, CheckState>()
  const popup = h(PopupApp, {
    language: place.language,
    version: place.extension,
    links: [],
    connect: () => new FakePort<never, never>(),
    closeWindow: nothing,
    check: h(CheckSection, { lastCheck: place, connect: () => port, open: nothing }),
  })
  await settled(() => render(popup, root))
  expect(document.querySelectorAll('.frame')).toHaveLength(1)
  expect(find('.check-section')).toBe(drawn)
  expect(drawn.textContent.replace('查看全部檢測項目', '')).toBe(words)
  expect(row.textContent).toBe(find('.check-section-row span').textContent)
  expect(document.querySelectorAll('.check-section-row:is(button)')).toHaveLength(2)
  await settled(() => port.state(stateOf([right], { checkedAt: morning + 60_000 })))
  expect(find('.check-section').dataset['state']).toBe('checked')
  expect(shown()).not.toContain('上次檢測')
  expect(document.querySelectorAll('.check-section li')).toHaveLength(0)
  expect(find('.check-section-word').textContent).toBe('您的設定已完成，可以登入。')
})
