import { h } from 'preact'
import { afterEach, expect, it } from 'vitest'
import { DateTime, formatDateTime } from '../../../web/components/date-time.tsx'
import { clearScreen, draw, find } from '../support/screen.ts'

afterEach(clearScreen)

it('Chinese dates count the years of the Republic, at Taiwan’s time', () => {
  expect(formatDateTime('2021-05-12T06:05:00Z', 'zh-TW')).toBe('110.05.12 14:05')
  expect(formatDateTime('2021-12-31T16:00:00Z', 'zh-TW')).toBe('111.01.01 00:00')
})

it('English dates are ISO dates', () => {
  expect(formatDateTime('2021-05-12T06:05:00Z', 'en')).toBe('2021-05-12 14:05')
})

it('the ISO time is underneath', async () => {
  await draw(h(DateTime, { iso: '2021-05-12T06:05:00Z' }))
  expect(find('time').getAttribute('datetime')).toBe('2021-05-12T06:05:00Z')
  expect(find('time').textContent).toBe('110.05.12 14:05')
})
