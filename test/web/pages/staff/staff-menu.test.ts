import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, has, text, untilState } from '../../support/screen.ts'
import { sampleSession } from '../../support/samples.ts'
import { openPage } from '../organizations/samples.ts'
import { administrator, staffSession } from './samples.ts'

afterEach(clearScreen)

const menu = () => [...document.querySelectorAll('[data-staff-menu] a')].map((link) => link.getAttribute('href'))

describe('the way there', () => {
  it('is on the home page of who holds a post, by what the posts allow', async () => {
    await openPage('/home', administrator, {})
    expect(menu()).toEqual([
      '/staff/data-requests',
      '/staff/clients',
      '/staff/institutions',
      '/staff/vendors',
      '/staff/modules',
      '/staff/check-reports',
      '/staff/settings',
      '/staff/posts',
      '/staff/audit',
    ])
    await clearScreen()
    await openPage('/home', staffSession('division', 'taipei'), {})
    expect(menu()).toEqual([
      '/staff/announcements',
      '/staff/data-requests',
      '/staff/institutions',
      '/staff/check-reports',
    ])
    await clearScreen()
    await openPage('/home', staffSession('module-reviewer'), {})
    expect(menu()).toEqual(['/staff/modules'])
    await clearScreen()
    await openPage('/home', staffSession('health-bureau', 'TPE'), {})
    expect(menu()).toEqual(['/staff/support-reports'])
  })

  it('is nowhere for who holds none', async () => {
    await openPage('/home', sampleSession, {})
    expect(has('[data-staff-menu]')).toBe(false)
  })

  it('who works at no institution stays at home, and is led home from the choice of institutions', async () => {
    await openPage('/home', administrator, {})
    expect(location.pathname).toBe('/home')
    expect(text('header')).toContain('署示範 您好')
    await clearScreen()
    await openPage('/institution', administrator, {})
    await untilState('ready', 'home')
    expect(location.pathname).toBe('/home')
  })

  it.each(['/staff/posts', '/staff/audit', '/staff/settings', '/staff/vendors'])(
    '%s says to a division that it may not, and asks the server for nothing',
    async (path) => {
      const page = await openPage(path, staffSession('division', 'taipei'), {}, 'failed')
      expect(text()).toContain('您沒有使用此功能的權限')
      expect(page.call.mock.calls.filter(([route]) => /\/api\/(staff|audit)/.test(route))).toEqual([])
    },
  )
})
