import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { clinic, sampleChallenge } from '../../support/samples.ts'
import { appears, clearScreen, click, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { confirm, idle, lin, manager, openPage, representative, send } from './samples.ts'

afterEach(clearScreen)

const list = { managers: [lin, idle], seats: 3 }
const path = '/organizations/managers'

async function open(answers: Record<string, unknown> = {}) {
  const page = await openPage(path, representative, { 'GET /api/organizations/managers': list, ...answers })
  await appears('[data-seats]')
  return page
}

const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr')].map((row) => row.dataset['row'])

async function fillIn({ idNumber = 'A299090064', name = '閒示範', phone = '', email = '' } = {}) {
  await press('新增機構管理者')
  await type('#member-idNumber', idNumber)
  await type('#member-name', name)
  await type('#member-phone', phone)
  await type('#member-email', email)
  await send('#member-name')
}

it('lists managers with masked number, contact, day of appointment in Taiwan, and who else they are', async () => {
  await open()
  const row = text(`tr[data-row="${lin.personId}"]`)
  for (const words of ['林示範', 'A1****0017', '02-2345-6789', 'lin@example.tw', '機構使用者'])
    expect(row).toContain(words)
  expect(row).not.toContain('機構管理者')
  expect(find('tbody time', HTMLTimeElement)).toMatchObject({ dateTime: '2026-11-30', textContent: '115.11.30' })
  expect(text('caption')).toContain('共 2 位')
})

it('who has no card enrolled yet is marked, and what that means is said', async () => {
  await open()
  expect(text(`tr[data-row="${idle.personId}"] th`)).toContain('尚未登記憑證卡')
  expect(text(`tr[data-row="${lin.personId}"] th`)).not.toContain('尚未登記憑證卡')
  expect(text()).toContain('才能以卡片登入')
})

it('says how many seats are left, and offers none when there are none', async () => {
  await open()
  expect(text('[data-seats]')).toContain('還可指派 1 位')
  await clearScreen()
  await open({ 'GET /api/organizations/managers': { ...list, seats: 2 } })
  expect(text('[data-seats]')).toContain('名額已滿')
  expect(find('.part-head button', HTMLButtonElement).disabled).toBe(true)
})

it('the search box leaves who has every word, in any width and case', async () => {
  await open()
  await type('#member-search', '林 ＬＩＮ@')
  expect(rows()).toEqual([lin.personId])
  expect(text('[role=search] [role=status]')).toBe('符合 1 筆，共 2 筆')
  await type('#member-search', '0064')
  expect(rows()).toEqual([idle.personId])
  await type('#member-search', '無此人')
  expect(rows()).toEqual([])
  expect(text()).toContain('沒有符合的人員')
})

describe('appointing', () => {
  it('sends what was typed, trimmed and with a capital letter, and says what was done', async () => {
    const page = await open({
      'GET /api/organizations/managers': { managers: [lin], seats: 3 },
      'POST /api/organizations/managers': idle,
    })
    await fillIn({ idNumber: ' a299090064 ', name: ' 閒示範 ', phone: '02-1234', email: 'x@example.tw' })
    expect(page.bodies('POST /api/organizations/managers')).toEqual([
      { idNumber: 'A299090064', name: '閒示範', contact: { phone: '02-1234', email: 'x@example.tw' } },
    ])
    expect(rows()).toEqual([lin.personId, idle.personId])
    expect(text('.done-notice')).toContain('已指派「閒示範」為機構管理者')
    expect(has('dialog')).toBe(false)
  })

  it.each([
    [{ idNumber: '' }, 'idNumber', '請輸入身分證號'],
    [{ idNumber: 'A299090065' }, 'idNumber', '檢查碼'],
    [{ name: ' ' }, 'name', '請輸入姓名'],
    [{ phone: '分機五' }, 'phone', '電話只能有'],
    [{ email: 'x@example' }, 'email', '電子郵件的格式不正確'],
  ])('%o is said beside the field, which gets the focus, and nothing is sent', async (values, field, words) => {
    const page = await open()
    await fillIn(values)
    expect(text(`#member-${field}-error`)).toContain(words)
    const input = find(`#member-${field}`)
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(input.getAttribute('aria-describedby')).toContain(`member-${field}-error`)
    await vi.waitFor(() => expect(document.activeElement?.id).toBe(`member-${field}`))
    expect(page.bodies('POST /api/organizations/managers')).toEqual([])
  })

  it.each([
    [new CodedError('ERR_REQUEST_NAME_DIFFERS', 'x'), 'name', '姓名與此身分證號的登記不符'],
    [new CodedError('ERR_REQUEST_ROLE_HELD', 'x'), 'idNumber', '已具此身分'],
    [new CodedError('ERR_REQUEST_MALFORMED', 'x', { details: { field: 'contact.email' } }), 'email', '格式不正確'],
  ])('what the server refuses of a field is said beside it: %s', async (error, field, words) => {
    await open({ 'POST /api/organizations/managers': error })
    await fillIn()
    expect(text(`#member-${field}-error`)).toContain(words)
    expect(has('dialog .error-panel')).toBe(false)
  })

  it('any other refusal is shown in the form, and what was typed stays', async () => {
    const error = new CodedError('ERR_REQUEST_SEATS_TAKEN', 'x', { details: { seats: 3 } })
    await open({ 'POST /api/organizations/managers': error })
    await fillIn()
    expect(text('dialog .error-panel')).toContain('最多 3 位')
    expect(find('#member-name', HTMLInputElement).value).toBe('閒示範')
  })
})

it('changing the contact asks for nothing else, and shows the new one', async () => {
  const changed = { ...lin, contact: { phone: '03-111', email: '' } }
  const page = await open({ 'PUT /api/organizations/managers': changed })
  await click('[aria-label="修改「林示範」的聯絡資料"]')
  expect(has('#member-idNumber')).toBe(false)
  expect(find('#member-email', HTMLInputElement).value).toBe('lin@example.tw')
  await type('#member-phone', '03-111')
  await type('#member-email', '')
  await send('#member-phone')
  expect(page.bodies('PUT /api/organizations/managers')).toEqual([
    { personId: lin.personId, contact: { phone: '03-111', email: '' } },
  ])
  expect(text(`tr[data-row="${lin.personId}"]`)).toContain('03-111')
  expect(text('.done-notice')).toContain('已更新「林示範」')
})

describe('removing', () => {
  it('says first what the person loses, and what not', async () => {
    const page = await open({ 'DELETE /api/organizations/managers': {} })
    await click('[aria-label="移除 林示範"]')
    expect(text('dialog')).toContain('將立即不能為本機構申請健保服務')
    expect(text('dialog')).toContain('同時是機構使用者')
    expect(page.bodies('DELETE /api/organizations/managers')).toEqual([])
    await press('返回')
    expect(has('dialog')).toBe(false)
    await click('[aria-label="移除 閒示範"]')
    expect(text('dialog')).not.toContain('同時是機構使用者')
  })

  it('once confirmed it is done, and said', async () => {
    const page = await open({ 'DELETE /api/organizations/managers': {} })
    await click('[aria-label="移除 林示範"]')
    await confirm()
    expect(page.bodies('DELETE /api/organizations/managers')).toEqual([{ personId: lin.personId }])
    expect(rows()).toEqual([idle.personId])
    expect(text('.done-notice')).toContain('已移除機構管理者「林示範」')
  })

  it('is confirmed by the card that signed in, whose window says whom it is about', async () => {
    let asked = 0
    const challenge = {
      ...sampleChallenge,
      purpose: 'confirm',
      confirm: { action: 'remove-manager', subject: `${clinic.code}/${lin.personId}`, words: '林示範' },
    }
    const page = await open({
      'DELETE /api/organizations/managers': () =>
        asked++ === 0 ? new CodedError('ERR_REQUEST_CONFIRMATION_NEEDED', 'sign first') : {},
      'POST /api/auth/confirmation': challenge,
      'POST /api/auth/confirmation/assertion': { until: '2026-11-30T01:02:00.000Z' },
    })
    await click('[aria-label="移除 林示範"]')
    expect(text('dialog')).toContain('以 PIN 碼簽章確認')
    await confirm()
    expect(page.bodies('POST /api/auth/confirmation')).toEqual([{ action: 'remove-manager', subject: lin.personId }])
    expect(page.bodies('DELETE /api/organizations/managers')).toHaveLength(2)
    expect(rows()).toEqual([idle.personId])
  })

  it('a failure keeps the question and says why', async () => {
    await open({ 'DELETE /api/organizations/managers': new CodedError('ERR_REQUEST_UNREACHABLE', 'x') })
    await click('[aria-label="移除 林示範"]')
    await confirm()
    expect(text('dialog .error-panel')).toContain('無法連線')
    expect(rows()).toHaveLength(2)
  })
})

it('a list that did not come can be asked for again', async () => {
  let tries = 0
  await openPage(path, representative, {
    'GET /api/organizations/managers': () => (tries++ === 0 ? new CodedError('ERR_REQUEST_UNREACHABLE', 'x') : list),
  })
  await appears('.error-panel')
  await press('再試一次')
  await appears('[data-seats]')
})

it('who may not is told so, and no list is asked for', async () => {
  const page = await openPage(path, manager, {}, 'failed')
  await appears('.error-panel')
  expect(text()).toContain('您沒有使用此功能的權限')
  expect(page.bodies('GET /api/organizations/managers')).toEqual([])
})

it('a right lost meanwhile goes from the menu at once, and the page says so', async () => {
  let session = representative
  await open({
    'GET /api/auth/session': () => session,
    'PUT /api/organizations/managers': new CodedError('ERR_REQUEST_NOT_ALLOWED', 'x'),
  })
  expect(has('.service-menu [data-entry="O.01.01"]')).toBe(true)
  session = manager
  await click('[aria-label="修改「林示範」的聯絡資料"]')
  await send('#member-phone')
  await appears('[data-lost]')
  expect(text('[data-lost]')).toContain('已不能使用「機構管理者維護作業」')
  expect(has('.service-menu [data-entry="O.01.01"]')).toBe(false)
  expect(has('table')).toBe(false)
  expect(has('dialog')).toBe(false)
})

it('a session that is over leads to the sign-in page', async () => {
  const ended = new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'x')
  await open({ 'GET /api/auth/session': ended, 'PUT /api/organizations/managers': ended })
  await click('[aria-label="修改「林示範」的聯絡資料"]')
  await send('#member-phone')
  await untilState('ready', 'sign-in')
  expect(text('.notice')).toContain('請重新登入')
})
