import { type ComponentChild, h, render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, vi } from 'vitest'
import { App } from '../../../web/app.tsx'
import { loadErrorSentences } from '../../../web/components/use-error-sentences.ts'
import { LaterPage } from '../../../web/pages/later-parts.ts'
import type { Services } from '../../../web/state/services.ts'

// As in the portal, where they have come long before an error.
await loadErrorSentences()
// The table of the pages too: what a test waits for is its page.
LaterPage.preload()
await import('../../../web/pages/later-page.tsx')

/** What a page reported to the console: a bug of ours, or an answer that the test forgot. */
const reported: unknown[] = []
vi.stubGlobal('reportError', (error: unknown) => reported.push(error))

/** Draws into a fresh document. */
export async function draw(child: ComponentChild): Promise<void> {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  await act(async () => render(child, root))
}

/** Draws the whole portal, as the entry file does. */
export async function drawApp(services: Services): Promise<void> {
  void services.portal.load()
  await draw(h(App, { services }))
}

/** Ends everything drawn: effects clean up, listeners go. Errors: what a page reported meanwhile. */
export async function clearScreen(): Promise<void> {
  const root = document.body.firstElementChild
  if (root) await act(async () => render(null, root))
  document.body.replaceChildren()
  expect(reported.splice(0)).toEqual([])
}

/** The first element that fits; with `kind`, it must be one of those. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, kind?: new () => E): E
export function find(selector: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const element = document.querySelector(selector)
  if (element instanceof kind) return element
  throw new Error(`no ${kind.name} fits ${selector} in: ${document.body.textContent}`)
}

export const has = (selector: string): boolean => document.querySelector(selector) !== null

export const text = (selector = 'main'): string => find(selector).textContent

/** The button or link whose label this is. */
export function button(label: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('button, a')].find((one) => one.textContent.trim() === label)
  if (!found) throw new Error(`no button ${label} in: ${document.body.textContent}`)
  return found
}

export const press = (label: string): Promise<void> => act(async () => button(label).click())

export const click = (selector: string): Promise<void> => act(async () => find(selector).click())

/** Types into a field, as if all at once. */
export const type = (selector: string, value: string): Promise<void> =>
  act(async () => {
    const field = find(selector, HTMLInputElement)
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })

/** Waits for something that comes with code of its own. */
export const appears = (selector: string): Promise<HTMLElement> => vi.waitFor(() => find(selector))

/** Waits for `main` to be in a state, on a page. */
export async function untilState(state: string, page?: string): Promise<void> {
  await vi.waitFor(() => expect(find('main').dataset['state']).toBe(state))
  if (page !== undefined) await vi.waitFor(() => expect(find('main').dataset['page']).toBe(page))
}
