// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import { PortalSection } from '../../../extension/pairing/portal-section.tsx'
import { clear, find, press, settled, show } from './render-screen.ts'

afterEach(clear)

/** A browser with a policy, and a person who answers its question. */
async function open(portals: unknown, answer: boolean) {
  const granted = new Set<string>()
  const asked: string[] = []
  const listeners = new Set<() => void>()
  const browser = {
    portals,
    granted,
    asked,
    listeners,
    permissions: {
      managed: async () => browser.portals,
      contains: async (pattern: string) => granted.has(pattern),
      async request(pattern: string) {
        asked.push(pattern)
        if (answer) granted.add(pattern)
        return answer
      },
      watch(listener: () => void) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
  await show(h(PortalSection, { permissions: browser.permissions, language: 'zh-TW' }))
  return browser
}

const site = 'https://portal.example.gov.tw'
const stateOf = (origin: string) =>
  [...document.querySelectorAll<HTMLElement>('.row')].find((row) => row.textContent.includes(origin))?.dataset['state']

test.each([[undefined], [[]], ['https://portal.example.gov.tw'], [{}]])(
  'nothing is shown where the policy names no portals: %j',
  async (portals) => {
    await open(portals, true)
    await settled(() => undefined)
    expect(document.body.textContent).toBe('')
  },
)

test('a portal of the policy is allowed by one press, for exactly that origin', async () => {
  const browser = await open([site], true)
  await vi.waitFor(() => expect(stateOf(site)).toBe('not-allowed'))
  await press('.row button')
  expect(browser.asked).toEqual([`${site}/*`])
  await vi.waitFor(() => expect(stateOf(site)).toBe('allowed'))
  expect(document.querySelector('.row button')).toBeNull()
})

test('a person who says no finds the portal as it was', async () => {
  await open([site], false)
  await vi.waitFor(() => expect(stateOf(site)).toBe('not-allowed'))
  await press('.row button')
  await vi.waitFor(() => expect(stateOf(site)).toBe('not-allowed'))
  expect(find('.row button').getAttribute('aria-label')).toBe(`允許 ${site}`)
})

test.each(['http://portal.example.gov.tw', `${site}/path`, `${site}/`, 'https://*/*', 'https://*.gov.tw', '*', 'x'])(
  'what the worker will not take is shown as not taken, without a button: %s',
  async (portal) => {
    await open([portal], true)
    await vi.waitFor(() => expect(stateOf(portal)).toBe('not-taken'))
    expect(document.querySelector('.row button')).toBeNull()
  },
)

test('a changed policy is shown at once, and a closed page listens no more', async () => {
  const browser = await open([], true)
  browser.portals = [site]
  await settled(() => {
    for (const listener of browser.listeners) listener()
  })
  await vi.waitFor(() => expect(stateOf(site)).toBe('not-allowed'))
  await clear()
  expect(browser.listeners.size).toBe(0)
})
