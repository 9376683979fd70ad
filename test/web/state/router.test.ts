import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pages } from '../../../core/protocol/pages.ts'
import { pageAt, Router } from '../../../web/state/router.ts'

let router: Router
beforeEach(() => {
  history.replaceState(null, '', '/')
  router = new Router(window)
})
afterEach(() => router.close())

it('every page of the portal is found at its path, with or without a slash at the end', () => {
  for (const path of Object.keys(pages)) {
    expect(pageAt(path)).toBe(path)
    expect(pageAt(`${path}/`)).toBe(path)
  }
})

it.each(['/nowhere', '/home/more', '/toString', '/__proto__'])('%s is no page', (path) => {
  expect(pageAt(path)).toBeUndefined()
})

it('going to a page changes the address and tells who follows', () => {
  const follow = vi.fn()
  router.subscribe(follow)
  const entries = history.length
  router.navigate('/home')
  expect(location.pathname).toBe('/home')
  expect(router.get()).toEqual({ path: '/home', query: '', arrival: undefined })
  expect(history.length).toBe(entries + 1)
  expect(follow).toHaveBeenCalledOnce()
})

it('a redirect leaves no entry to come back to', () => {
  const entries = history.length
  router.navigate('/', { replace: true, arrival: 'signed-out' })
  expect(history.length).toBe(entries)
  expect(router.get().arrival).toBe('signed-out')
})

it('going to the page where one is makes no entry', () => {
  const entries = history.length
  router.navigate('/')
  expect(history.length).toBe(entries)
})

it('back and forward are followed, without the word of an earlier arrival', () => {
  router.navigate('/', { arrival: 'signed-out' })
  history.replaceState(null, '', '/home')
  dispatchEvent(new PopStateEvent('popstate'))
  expect(router.get()).toEqual({ path: '/home', query: '', arrival: undefined })
})

it('the same page with another query is another place', () => {
  router.navigate('/catalogue', { query: '?code=A' })
  const entries = history.length
  router.navigate('/catalogue', { query: '?code=B' })
  expect(history.length).toBe(entries + 1)
  expect(location.search).toBe('?code=B')
  expect(router.get()).toEqual({ path: '/catalogue', query: '?code=B', arrival: undefined })
  expect(new Router(window).get().query).toBe('?code=B')
})
