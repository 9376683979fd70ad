import { Fragment, h } from 'preact'
import { useState } from 'preact/hooks'
import { act } from 'preact/test-utils'
import { afterEach, expect, it } from 'vitest'
import { TabPanel, Tabs } from '../../../web/components/tabs.tsx'
import { clearScreen, click, draw, find } from '../support/screen.ts'

afterEach(clearScreen)

type Key = 'a' | 'b' | 'c'
const tabs = (['a', 'b', 'c'] as const).map((key) => ({ key, label: key.toUpperCase() }))

function Sample({ disabled }: { disabled: boolean }) {
  const [selected, onSelect] = useState<Key>('a')
  return h(
    Fragment,
    {},
    h(Tabs<Key>, { name: 't', label: 'letters', tabs, selected, onSelect, disabled }),
    h(TabPanel, { name: 't', selected, children: selected }),
  )
}

const selected = () => find('[role=tab][aria-selected=true]').dataset['key']
const key = (name: string) =>
  act(async () => {
    find('[role=tablist]').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
  })

it('is one stop for the Tab key, at the selected tab', async () => {
  await draw(h(Sample, { disabled: false }))
  await click('#t-tab-b')
  const stops = [...document.querySelectorAll<HTMLElement>('[role=tab]')].filter((tab) => tab.tabIndex === 0)
  expect(stops.map((tab) => tab.dataset['key'])).toEqual(['b'])
})

it('arrows, Home and End select and take the focus along, round the ends', async () => {
  await draw(h(Sample, { disabled: false }))
  for (const [name, expected] of [
    ['ArrowRight', 'b'],
    ['ArrowDown', 'c'],
    ['ArrowRight', 'a'],
    ['ArrowLeft', 'c'],
    ['Home', 'a'],
    ['End', 'c'],
    ['ArrowUp', 'b'],
    ['x', 'b'],
  ] as const) {
    await key(name)
    expect(selected()).toBe(expected)
    if (name !== 'x') expect(document.activeElement?.id).toBe(`t-tab-${expected}`)
  }
})

it('tab and panel name each other', async () => {
  await draw(h(Sample, { disabled: false }))
  await click('#t-tab-c')
  expect(find('[role=tabpanel]').getAttribute('aria-labelledby')).toBe('t-tab-c')
  expect(find('#t-tab-c').getAttribute('aria-controls')).toBe(find('[role=tabpanel]').id)
  expect(find('[role=tablist]').getAttribute('aria-label')).toBe('letters')
})

it('disabled, neither keys nor the pointer change anything', async () => {
  await draw(h(Sample, { disabled: true }))
  await key('ArrowRight')
  await click('#t-tab-b')
  expect(selected()).toBe('a')
})
