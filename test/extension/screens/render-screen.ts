import { type ComponentChild, render } from 'preact'
import { act } from 'preact/test-utils'

/** Puts a screen into the document, effects done. Call again with other properties to update it. */
export async function show(screen: ComponentChild): Promise<void> {
  await act(() => render(screen, document.body))
}

/** Takes the screen away, which runs its clean-ups. */
export async function clear(): Promise<void> {
  await act(() => render(null, document.body))
}

/** Whatever `work` sets off is on screen afterwards. */
export const settled = (work: () => void | Promise<void>): Promise<void> => act(work)

export function find(selector: string): HTMLElement
export function find<E extends Element>(selector: string, kind: new () => E): E
export function find(selector: string, kind: new () => Element = HTMLElement): Element {
  const found = document.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`no ${selector} in ${document.body.innerHTML}`)
  return found
}

export const shown = (): string => document.body.textContent

/** A click, and what its handler awaits; without timers, which a test may have faked. */
export const press = (selector: string): Promise<void> =>
  settled(async () => {
    find(selector).click()
    for (let turns = 0; turns < 10; turns++) await Promise.resolve()
  })
