import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { cardTypes } from '../../../../core/cards/card-types.ts'
import { platformCodes, platformRow } from '../../../../core/portal/platforms.ts'
import { questions } from '../../../../core/portal/questions/questions.ts'
import { fakeServices, noAnnouncements, samplePortal } from '../../support/fake-services.ts'
import { appears, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { settle } from '../organizations/samples.ts'
import { choose } from '../staff/samples.ts'

await Promise.all([
  import('../../../../web/pages/guide/guide-page.tsx'),
  import('../../../../web/pages/guide/question-list.tsx'),
])

afterEach(clearScreen)

const open = async (address: string, answers: Record<string, unknown> = {}) => {
  const made = fakeServices({ path: address, answers })
  await drawApp(made.services)
  await untilState('ready', 'guide')
  await settle()
  return made
}
const openOnes = () => [...document.querySelectorAll('main details[open]')].map(({ id }) => id)
const listed = () => [...document.querySelectorAll('main details')].map(({ id }) => id)

describe('網站使用說明', () => {
  it('has its five tabs, and begins with the system notices', async () => {
    const page = await open('/guide', { 'GET /api/announcements': noAnnouncements })
    expect([...document.querySelectorAll('main [role=tab]')].map((one) => one.textContent)).toEqual([
      '系統公告',
      '資安專區',
      '電腦設定',
      '常見問答',
      '使用指南',
    ])
    const asked = () => page.call.mock.calls.filter(([route]) => route === 'GET /api/announcements')
    expect(asked().at(-1)?.[1]).toMatchObject({ kind: 'system' })
    await click('[data-key=security]')
    await settle()
    expect(location.search).toBe('?tab=security')
    expect(asked().at(-1)?.[1]).toMatchObject({ kind: 'system', category: 'security' })
    expect(text('.breadcrumb')).toBe('所在位置首頁網站使用說明資安專區')
  })

  it.each(platformCodes)('tells on the platform %s which cards go into which reader', async (platform) => {
    await open('/guide?tab=computer', { 'GET /api/portal': { ...samplePortal, platform } })
    const { cardTypes: offered, readerKinds } = platformRow(platform)
    const cells = [...document.querySelectorAll<HTMLElement>('tbody tr')].map((row) => ({
      card: row.dataset['row'],
      fits: [...row.querySelectorAll('td')].map((cell) => cell.textContent.startsWith('適用')),
    }))
    const wanted = offered.map((card) => ({
      card,
      fits: readerKinds.map((kind) => cardTypes[card].readers.some((fitting) => fitting === kind)),
    }))
    expect(cells).toEqual(wanted)
    expect(text()).toMatch(/STEP 1.*STEP 2.*STEP 3/s)
    expect(find('main .notice a').getAttribute('href')).toBe('/contacts')
  })
})

describe('常見問答', () => {
  const address = '/guide?tab=questions'

  it('finds by category and words, and opens in place', async () => {
    await open(address)
    await choose('#question-category', 'cards')
    expect(listed()).toEqual(questions.cards.map(({ id }) => id))
    await type('#question-words', '備用卡 登入')
    expect(listed()).toEqual(['spare-card', 'no-certificate'].filter((id) => questions.cards.some((q) => q.id === id)))
    expect(openOnes()).toEqual([])
    await click('#spare-card summary')
    expect((await appears('#spare-card p')).textContent).toContain('備用卡內沒有憑證')
    await type('#question-words', '沒有這種字')
    expect(text()).toContain('沒有符合的問題')
  })

  it('leaves out what belongs to the other platform alone', async () => {
    await open(address)
    expect(listed()).toContain('prepare')
    expect(listed()).not.toContain('prepare-internet')
  })

  it('opens the one that the address names, of whichever platform', async () => {
    const { services } = await open(`${address}#not-assigned-internet`)
    expect(openOnes()).toEqual(['not-assigned-internet'])
    expect(document.activeElement).toBe(find('#not-assigned-internet summary'))
    await type('#question-words', '備用卡')
    services.router.navigate('/guide', { query: '?tab=questions', hash: '#wrong-pin' })
    await settle()
    expect(openOnes()).toEqual(['wrong-pin'])
    expect(find('#question-words', HTMLInputElement).value).toBe('')
  })

  it('is where an error’s panel leads', async () => {
    const error = new CodedError('ERR_REQUEST_NO_CRITERIA', 'nothing ticked')
    await drawApp(fakeServices({ path: '/links', answers: { 'GET /api/links': error } }).services)
    const panel = await appears('.error-panel')
    expect([...panel.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['常見問答', '/guide?tab=questions#tick-a-criterion'],
    ])
    await press('常見問答')
    await untilState('ready', 'guide')
    await appears('#tick-a-criterion[open]')
  })

  it('is not offered by an error without one', async () => {
    const error = new CodedError('ERR_REQUEST_INTERNAL', 'broken')
    await drawApp(fakeServices({ path: '/links', answers: { 'GET /api/links': error } }).services)
    await appears('.error-panel')
    expect(has('.error-panel a')).toBe(false)
  })
})
