import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, click, text, type } from '../../support/screen.ts'
import { openPage, pressAndSettle, send } from '../organizations/samples.ts'
import { administrator, choose } from './samples.ts'

afterEach(clearScreen)

describe('醫事機構維護', () => {
  const clinic = {
    code: '3501999018',
    name: '示範晨曦診所',
    type: 'clinic',
    division: 'taipei',
    contracted: true,
    filesThrough: null,
    email: '',
  }
  const station = {
    ...clinic,
    code: '2301999040',
    name: '示範衛生所',
    filesThrough: { code: '0901999031', name: '示範仁樂醫院' },
    email: '',
  }
  async function search(answers: Record<string, unknown> = {}) {
    const page = await openPage('/staff/institutions', administrator, {
      'GET /api/staff/institutions': { institutions: [station, clinic], more: false },
      ...answers,
    })
    await type('#institution-text', ' 示範 ')
    await send('#institution-text')
    return page
  }

  it('finds by code or name, and shows more when there are', async () => {
    const page = await search({ 'GET /api/staff/institutions': { institutions: [station], more: true } })
    expect(page.bodies('GET /api/staff/institutions')).toEqual([{ text: '示範' }])
    expect(text('tbody')).toContain('0901999031 示範仁樂醫院')
    await pressAndSettle('載入更多')
    expect(page.bodies('GET /api/staff/institutions')[1]).toEqual({ text: '示範', after: station.code })
    await clearScreen()
    await search({ 'GET /api/staff/institutions': { institutions: [], more: false } })
    expect(text()).toContain('查無符合的資料')
  })

  it('sends what was changed, and nothing else', async () => {
    const changed = { ...clinic, type: 'dental-clinic' }
    const page = await search({ 'PUT /api/staff/institutions': changed })
    await click('[aria-label="修改「示範晨曦診所」"]')
    await choose('#institution-type', 'dental-clinic')
    await send('#institution-type')
    expect(page.bodies('PUT /api/staff/institutions')).toEqual([{ code: clinic.code, type: 'dental-clinic' }])
    expect(text(`tr[data-row="${clinic.code}"]`)).toContain('牙醫診所')
    expect(text('.done-notice')).toContain('已更新「示範晨曦診所」')
  })

  it('ends merged filing with an empty field, and takes no code that is none', async () => {
    const page = await search({ 'PUT /api/staff/institutions': { ...station, filesThrough: null } })
    await click('[aria-label="修改「示範衛生所」"]')
    for (const wrong of ['123', station.code]) {
      await type('#institution-filesThrough', wrong)
      await send('#institution-filesThrough')
      expect(text('#institution-filesThrough-error')).toContain('查無此合併申報機構')
    }
    await type('#institution-filesThrough', '')
    await send('#institution-filesThrough')
    expect(page.bodies('PUT /api/staff/institutions')).toEqual([{ code: station.code, filesThrough: null }])
  })

  it('keeps an e-mail address for notices, and takes none that is none', async () => {
    const page = await search({ 'PUT /api/staff/institutions': { ...station, email: 'a@portal.example' } })
    await click('[aria-label="修改「示範衛生所」"]')
    await type('#institution-email', 'x')
    await send('#institution-email')
    expect(text('#institution-email-error')).toContain('電子信箱格式不正確')
    await type('#institution-email', ' a@portal.example ')
    await send('#institution-email')
    expect(page.bodies('PUT /api/staff/institutions')).toEqual([{ code: station.code, email: 'a@portal.example' }])
  })

  it('ends a contract only for who has ticked that it was understood', async () => {
    const page = await search({ 'PUT /api/staff/institutions': { ...clinic, contracted: false } })
    await click('[aria-label="修改「示範晨曦診所」"]')
    await click('input[name=institution-contracted]')
    expect(text('dialog')).toContain('將立即不能登入使用')
    await send('#institution-type')
    expect(page.bodies('PUT /api/staff/institutions')).toEqual([])
    await click('input[name=institution-understood]')
    await send('#institution-type')
    expect(page.bodies('PUT /api/staff/institutions')).toEqual([{ code: clinic.code, contracted: false }])
  })
})
