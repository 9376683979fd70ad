// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { CheckRequest, CheckState } from '../../../core/protocol/check.ts'
import { CheckSection } from '../../../extension/check/check-section.tsx'
import type { LastCheckPlace } from '../../../extension/check/last-check.ts'
import { FakePort } from './fake-port.ts'
import { emptyPlace, note, resultOf, right, stateOf, wrong } from './kept-check.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

afterEach(clear)

async function openSection(place: LastCheckPlace = emptyPlace().place) {
  const port = new FakePort<CheckRequest, CheckState>()
  const open = vi.fn()
  const connect = () => port
  await show(h(CheckSection, { lastCheck: place, connect, open }))
  return { port, open }
}

/** A section that was open, was told this and was closed again. */
async function opened(place: LastCheckPlace, state: CheckState): Promise<void> {
  const { port } = await openSection(place)
  await settled(() => port.state(state))
  await clear()
}

const beginning = stateOf([], { running: true, checkedAt: null })
const section = () => find('.check-section').dataset['state']
const labels = () => [...document.querySelectorAll('li b')].map((row) => row.textContent)

test('rows that are not right are shown as soon as they are known, red ones first', async () => {
  const { port } = await openSection()
  expect(port.sent).toEqual([{ action: 'run' }])
  expect(shown()).toContain('檢測中')
  await settled(() => port.state(stateOf([right, note], { running: true, checkedAt: null })))
  expect(document.querySelectorAll('li')).toHaveLength(1)
  expect(shown()).toContain('檢測中')
  await settled(() => port.state(stateOf([right, note, wrong])))
  expect(labels()).toEqual(['使用快顯封鎖程式', '加入我的最愛網站'])
  expect(shown()).toContain('尚有 1 項設定未完成')
})

test('a row leads to itself in the whole check, and the button to the whole', async () => {
  const { port, open } = await openSection()
  await settled(() => port.state(stateOf([wrong])))
  await press('.check-section-row')
  await press('.check-section .button')
  expect(open.mock.calls).toEqual([['pop-ups'], []])
})

test('with nothing wrong it says that one can sign in', async () => {
  const { port } = await openSection()
  await settled(() => port.state(stateOf([right])))
  expect(section()).toBe('checked')
  expect(shown()).toContain('您的設定已完成')
})

describe('what was last known', () => {
  test('stands there with its time before the worker has said anything, each row with its way to the whole', async () => {
    const { place } = emptyPlace()
    await opened(place, stateOf([right, note, wrong]))
    const { open } = await openSection(place)
    expect(section()).toBe('last')
    expect(find('.check-section').getAttribute('aria-busy')).toBe('true')
    expect(shown()).toContain('上次檢測 08:10')
    expect(labels()).toEqual(['使用快顯封鎖程式', '加入我的最愛網站'])
    await press('.check-section-row')
    expect(open).toHaveBeenCalledWith('pop-ups')
  })

  test('stays while a worker that has just started does not know more, and goes when its run is over', async () => {
    const { place } = emptyPlace()
    await opened(place, stateOf([wrong]))
    const { port } = await openSection(place)
    await settled(() => port.state(beginning))
    await settled(() => port.state(stateOf([note], { running: true, checkedAt: null })))
    expect(labels()).toEqual(['使用快顯封鎖程式'])
    expect(shown()).toContain('檢測中')
    await settled(() => port.state(stateOf([note])))
    expect(section()).toBe('checked')
    expect(find('.check-section').getAttribute('aria-busy')).toBe('false')
    expect(labels()).toEqual(['加入我的最愛網站'])
    expect(shown()).not.toContain('上次檢測')
  })

  test('goes at once for what a worker knows that has looked before', async () => {
    const { place } = emptyPlace()
    await opened(place, stateOf([wrong]))
    const { port } = await openSection(place)
    await settled(() => port.state(stateOf([right], { running: true })))
    expect(section()).toBe('checking')
    expect(labels()).toEqual([])
    expect(shown()).not.toContain('上次檢測')
  })

  test('is what is on screen when the worker is stopped and the next one begins anew', async () => {
    const { port } = await openSection()
    await settled(() => port.state(stateOf([wrong])))
    await settled(() => port.state(beginning))
    expect(section()).toBe('last')
    expect(labels()).toEqual(['使用快顯封鎖程式'])
  })

  test('is a check that has ended, not what one finds on the way', async () => {
    const { place, kept } = emptyPlace()
    await opened(place, stateOf([wrong], { running: true, checkedAt: null }))
    await opened(place, stateOf([wrong], { running: true }))
    expect(kept()).toBe('')
  })

  test('is kept without what tells who or where somebody is', async () => {
    const { place, kept } = emptyPlace()
    await opened(place, stateOf([resultOf('portal-address', 'elsewhere', { address: '203.0.113.57' })]))
    expect(kept()).toContain('203.0.x.x')
    expect(kept()).not.toContain('203.0.113')
  })
})
