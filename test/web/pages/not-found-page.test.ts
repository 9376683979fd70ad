import { afterEach, expect, it } from 'vitest'
import { fakeServices } from '../support/fake-services.ts'
import { clearScreen, drawApp, press, text, untilState } from '../support/screen.ts'

afterEach(clearScreen)

it('an address that is no page says so, and leads home', async () => {
  await drawApp(fakeServices({ path: '/nowhere' }).services)
  await untilState('failed', 'not-found')
  expect(text('h1')).toBe('找不到網頁')
  await press('回首頁')
  await untilState('ready', 'sign-in')
})
