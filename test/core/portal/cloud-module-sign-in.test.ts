import { expect, it } from 'vitest'
import { cloudModuleSignIn } from '../../../core/portal/cloud-module-sign-in.ts'

it.each([
  ['none is set', null, '2026-03-02T04:00:00Z', true],
  ['the day is still to come', '2026-03-03', '2026-03-02T15:59:59Z', true],
  ['the day has begun in Taiwan', '2026-03-03', '2026-03-02T16:00:00Z', false],
  ['the day is over', '2026-03-03', '2026-04-01T00:00:00Z', false],
])('an NHI card beside a cloud module, when %s', (_when, offFrom, now, isOn) => {
  expect(cloudModuleSignIn(offFrom, new Date(now))).toBe(isOn)
})
