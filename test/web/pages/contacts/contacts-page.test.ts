import { afterEach, describe, expect, it } from 'vitest'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { clearScreen, drawApp, has, press, text, type, untilState } from '../../support/screen.ts'
import { openPage, send, settle } from '../organizations/samples.ts'
import { choose } from '../staff/samples.ts'

await Promise.all([
  import('../../../../web/pages/contacts/contacts-page.tsx'),
  import('../../../../web/pages/contacts/contact-search-page.tsx'),
])

afterEach(clearScreen)

const contact = {
  id: '00000000-0000-4000-8000-000000000001',
  category: 'web',
  item: '網頁諮詢服務',
  organization: '健保署',
  unit: '資訊組',
  name: '王示範',
  phone: '(02)0000-0100',
}
const found = { contacts: [contact], page: 1, pages: 1, total: 1 }
const headings = () => [...document.querySelectorAll('thead th')].map((one) => one.textContent)

describe('聯絡窗口', () => {
  const items = [
    { category: 'web', item: '網頁諮詢服務' },
    { category: 'personnel', item: '醫事人員溝通平台' },
  ]
  const open = async (path = '/contacts') => {
    const answers = { 'GET /api/contacts/items': { items }, 'GET /api/contacts': found }
    const made = fakeServices({ path, answers })
    await drawApp(made.services)
    await untilState('ready', 'contacts')
    await settle()
    const asked = () => made.call.mock.calls.filter(([route]) => route === 'GET /api/contacts').map(([, body]) => body)
    return { ...made, asked }
  }

  it('offers the service items by category; one leads to its contacts, and back', async () => {
    const { asked } = await open()
    expect(text()).toContain('請選擇下方服務項目')
    await choose('#contacts-category', 'personnel')
    expect(has('#contacts-web')).toBe(false)
    await choose('#contacts-category', '')
    await press('網頁諮詢服務')
    await settle()
    expect(asked()).toEqual([{ category: 'web', item: '網頁諮詢服務' }])
    expect(headings()).toEqual(['機關', '單位', '聯絡窗口', '連絡電話'])
    expect(text('tbody')).toBe('健保署資訊組王示範(02)0000-0100')
    await press('回服務項目查詢')
    await settle()
    expect(location.search).toBe('?category=web')
    expect(has('#contacts-personnel')).toBe(false)
  })

  it('finds by words, in every category or one', async () => {
    const { asked } = await open()
    await type('#contacts-words', '讀卡')
    await send('#contacts-words')
    expect(asked()).toEqual([{ words: '讀卡' }])
    expect(headings()[0]).toBe('服務項目')
  })
})

describe('聯絡窗口查詢', () => {
  const combinations = [
    { item: '門診申報', organization: '健保署', unit: '臺北業務組' },
    { item: '門診申報', organization: '健保署', unit: '東區業務組' },
    { item: '住院申報', organization: '國健署', unit: '企劃組' },
  ]
  const options = (choice: string) =>
    [...document.querySelectorAll(`#contact-${choice} option`)].map((one) => one.textContent)

  it('asks for one to three choices, each depending on those before it', async () => {
    const page = await openPage('/contacts/search', sampleSession, {
      'GET /api/contacts/choices': { combinations },
      'GET /api/contacts/search': found,
    })
    await choose('#contact-category', 'claims')
    await settle()
    expect(options('item')).toEqual(['請選擇', '門診申報', '住院申報'])
    expect(has('#contact-organization')).toBe(false)
    await choose('#contact-item', '門診申報')
    expect(options('organization')).toEqual(['請選擇', '健保署'])
    await choose('#contact-organization', '健保署')
    expect(options('unit')).toEqual(['請選擇', '臺北業務組', '東區業務組'])
    await choose('#contact-unit', '東區業務組')
    await send('#contact-unit')
    expect(page.bodies('GET /api/contacts/search')).toEqual([
      { category: 'claims', item: '門診申報', organization: '健保署', unit: '東區業務組' },
    ])
    expect(headings()).toEqual(['機關', '單位', '聯絡窗口', '連絡電話'])
    await choose('#contact-item', '住院申報')
    expect(options('organization')).toEqual(['請選擇', '國健署'])
    expect(has('#contact-unit')).toBe(false)
  })

  it('asks for one choice where a category has one', async () => {
    await openPage('/contacts/search', sampleSession, { 'GET /api/contacts/choices': { combinations } })
    await choose('#contact-category', 'contracts')
    await settle()
    expect(options('unit')).toHaveLength(4)
    expect(has('#contact-item')).toBe(false)
  })
})
