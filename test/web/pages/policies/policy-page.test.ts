import { afterEach, expect, it } from 'vitest'
import { footLinks } from '../../../../core/protocol/frame-links.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { appears, clearScreen, click, drawApp, find, text } from '../../support/screen.ts'

afterEach(clearScreen)

it.each(footLinks.map(({ to, label }) => [to, label.zhTW]))(
  '%s is %s, and says when it was changed',
  async (path, title) => {
    await drawApp(fakeServices({ path }).services)
    await appears('main time')
    expect(text('h1')).toBe(title)
    expect(text('main')).toContain('更新日期：')
    expect(find('main time').getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\d$/)
  },
)

it('the privacy policy has nine items that unfold', async () => {
  await drawApp(fakeServices({ path: '/policies/privacy' }).services)
  await appears('main time')
  const items = [...document.querySelectorAll('details')]
  expect(items.map((item) => item.textContent.charAt(0)).join('')).toBe('一二三四五六七八九')
  expect(text('main')).not.toContain('PIN 碼只在')
  await click('details:nth-of-type(3) summary')
  await appears('details:nth-of-type(3) p')
  expect(text('main')).toContain('PIN 碼只在讀卡元件自己的視窗')
})
