import { expect, it, vi } from 'vitest'
import { createLanguage } from '../../../web/state/language.ts'
import { browserMemory } from '../../../web/state/memory.ts'
import { mapMemory } from '../support/map-memory.ts'

it('remembers under the portal’s own names', () => {
  const memory = browserMemory(() => localStorage, window)
  memory.write('language', 'en')
  expect(memory.read('language')).toBe('en')
  expect(localStorage.getItem('nhi-portal:language')).toBe('en')
  expect(memory.read('unknown')).toBeUndefined()
})

it('a browser that forbids storage is no obstacle', () => {
  const memory = browserMemory(() => {
    throw new DOMException('denied', 'SecurityError')
  }, window)
  expect(() => memory.write('language', 'en')).not.toThrow()
  expect(memory.read('language')).toBeUndefined()
})

it('hears of what another tab writes, until it stops listening', () => {
  const memory = browserMemory(() => localStorage, window)
  const heard = vi.fn()
  const stop = memory.watch('language', heard)
  const writeElsewhere = (key: string) => dispatchEvent(new StorageEvent('storage', { key }))
  writeElsewhere('nhi-portal:card-type')
  expect(heard).not.toHaveBeenCalled()
  writeElsewhere('nhi-portal:language')
  expect(heard).toHaveBeenCalledTimes(1)
  stop()
  writeElsewhere('nhi-portal:language')
  expect(heard).toHaveBeenCalledTimes(1)
})

it('the language is the one chosen before, else the browser’s, else Chinese', () => {
  expect(createLanguage(mapMemory({ language: 'en' }), ['zh-TW']).get()).toBe('en')
  expect(createLanguage(mapMemory(), ['en-GB']).get()).toBe('en')
  expect(createLanguage(mapMemory(), ['de', 'zh-Hant']).get()).toBe('zh-TW')
  expect(createLanguage(mapMemory({ language: 'xx' }), ['fr']).get()).toBe('zh-TW')
})

it('only a choice is remembered, not the browser’s wish', () => {
  const memory = mapMemory()
  const write = vi.spyOn(memory, 'write')
  createLanguage(memory, ['en']).set('zh-TW')
  expect(write.mock.calls).toEqual([['language', 'zh-TW']])
})
