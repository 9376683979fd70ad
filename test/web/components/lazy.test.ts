import { type ComponentType, h, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { lazy } from '../../../web/components/lazy.tsx'
import { clearScreen, draw, press, text } from '../support/screen.ts'

afterEach(clearScreen)

const Fetching = ({ error, retry }: { error: Error | undefined; retry: () => void }) =>
  error ? h('button', { onClick: retry }, 'again') : h('p', {}, 'waiting')
const Real: ComponentType = () => h('p', {}, 'here')

it('says that it is waiting, then draws what has come', async () => {
  let arrive: (component: ComponentType) => void = () => {}
  await draw(
    h(
      lazy(() => new Promise<ComponentType>((resolve) => (arrive = resolve)), Fetching),
      {},
    ),
  )
  expect(text('body')).toBe('waiting')
  await act(async () => arrive(Real))
  await vi.waitFor(() => expect(text('body')).toBe('here'))
})

it('what was fetched beforehand is drawn at once, and fetched only once', async () => {
  const fetchComponent = vi.fn(async () => Real)
  const Lazy = lazy(fetchComponent, Fetching)
  Lazy.preload()
  Lazy.preload()
  await vi.waitFor(async () => {
    await draw(h(Lazy, {}))
    expect(text('body')).toBe('here')
  })
  expect(fetchComponent).toHaveBeenCalledOnce()
})

it('what comes between the drawing and its effects is drawn too', async () => {
  const Lazy = lazy(async () => Real, Fetching)
  Lazy.preload()
  render(h(Lazy, {}), document.body) // outside act, as in a browser: the effects run later
  expect(text('body')).toBe('waiting')
  await vi.waitFor(() => expect(text('body')).toBe('here'))
})

it('what did not come can be asked for again', async () => {
  const fetchComponent = vi.fn(async () => Real)
  fetchComponent.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
  await draw(h(lazy(fetchComponent, Fetching), {}))
  await vi.waitFor(() => expect(text('body')).toBe('again'))
  await press('again')
  await vi.waitFor(() => expect(text('body')).toBe('here'))
})
