import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Router } from '../../../web/state/router.ts'

let router: Router
beforeEach(() => {
  history.replaceState(null, '', '/')
  router = new Router(window)
})
afterEach(() => router.close())

it('going to a page changes the address and tells who follows', () => {
  const follow = vi.fn()
  router.subscribe(follow)
  const entries = history.length
  router.navigate('/home')
  expect(location.pathname).toBe('/home')
  expect(router.get()).toEqual({ path: '/home', part: '', query: '', hash: '', arrival: undefined })
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
  expect(router.get()).toEqual({ path: '/home', part: '', query: '', hash: '', arrival: undefined })
})

it('the same page with another query, or of another part, is another place', () => {
  router.navigate('/announcements', { query: '?list=system' })
  const entries = history.length
  router.navigate('/catalogue', { part: 'A' })
  router.navigate('/catalogue', { part: 'A.02' })
  expect(history.length).toBe(entries + 2)
  expect(location.pathname).toBe('/catalogue/A.02')
  expect(router.get()).toEqual({ path: '/catalogue', part: 'A.02', query: '', hash: '', arrival: undefined })
  expect(new Router(window).get().part).toBe('A.02')
})

it('a place on a page is told too', () => {
  router.navigate('/guide', { query: '?tab=questions' })
  const entries = history.length
  router.navigate('/guide', { query: '?tab=questions', hash: '#wrong-pin' })
  expect(history.length).toBe(entries + 1)
  expect(location.hash).toBe('#wrong-pin')
  expect(router.get()).toMatchObject({ path: '/guide', query: '?tab=questions', hash: '#wrong-pin' })
  expect(new Router(window).get().hash).toBe('#wrong-pin')
})
