import '../../../web/pages/support-sign-in/certificate-panel.tsx'
import '../../../web/pages/support-home/support-home-page.tsx'
import { h } from 'preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { isBehindSignIn, pagePathsOf } from '../../../core/protocol/pages.ts'
import { SupportApp } from '../../../web/support/support-app.tsx'
import { fakeServices } from '../support/fake-services.ts'
import { sampleSession } from '../support/samples.ts'
import { appears, clearScreen, click, draw, has, text } from '../support/screen.ts'

afterEach(clearScreen)

const session = { ...sampleSession, platform: 'support' } as const
async function open(path: string, parts: Parameters<typeof fakeServices>[0] = {}) {
  const fake = fakeServices({ path, site: 'support', ...parts })
  void fake.services.portal.load()
  await draw(h(SupportApp, { services: fake.services }))
  await appears('main')
  return fake
}

describe('the support-reporting system', () => {
  it.each(pagePathsOf('support').filter((path) => !isBehindSignIn(path)))('%s has its own frame', async (path) => {
    await open(path)
    await vi.waitFor(() => expect(text('.frame-brand')).toBe('醫事人員及醫事機構線上申辦系統'))
    expect(has('#side-menu')).toBe(false)
  })

  it('a portal’s page is none here', async () => {
    await open('/downloads')
    await vi.waitFor(() => expect(has('main[data-page=not-found]')).toBe(true))
  })

  it('offers the three ways to the letter, and says how far one has come', async () => {
    await open('/')
    await appears('[role=tab]')
    expect([...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)).toEqual([
      '健保卡登入(插卡)',
      '健保卡登入(無插卡)',
      '醫事憑證',
    ])
    expect(text('main')).toContain('已完成申辦流程的 0%')
  })

  it('signs in with an HCA card and leads home', async () => {
    const { bridge } = await open('/', { answers: { 'POST /api/auth/assertion': session } })
    await appears('[data-key=certificate]')
    await click('[data-key=certificate]')
    await appears('main form')
    await click('main form button[type=submit]')
    await appears('main[data-page=home][data-state=ready]')
    expect(bridge.signIn.mock.calls[0]?.[0]).toMatchObject({ cardType: 'hca-personnel', reader: 'ccid' })
  })

  it('says plainly that the component is missing, and links to it', async () => {
    const missing = new CodedError('ERR_BRIDGE_MISSING', 'none')
    const { bridge } = fakeServices()
    bridge.status.mockRejectedValue(missing)
    await open('/', { bridge })
    await appears('[data-key=certificate]')
    await click('[data-key=certificate]')
    await appears('[data-problem=missing]')
    expect(text('[role=tabpanel]')).toContain('健保卡登入(無插卡)')
  })
})
