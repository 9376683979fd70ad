import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toBase64 } from '../../../../core/bytes/base64.ts'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { formatSamSecret } from '../../../../core/sam/sam-secret.ts'
import { sealSecret } from '../../../../core/sam/sealed-secret.ts'
import { saveFile } from '../../../../web/state/save-file.ts'
import { samplePortal } from '../../support/fake-services.ts'
import { clinic, sampleChallenge } from '../../support/samples.ts'
import { appears, clearScreen, click, find, has, press, text, type } from '../../support/screen.ts'
import { confirm, manager, openPage, pressAndSettle, representative, send, settle } from '../organizations/samples.ts'
import { application, listOf, openModules, ready } from './samples.ts'

vi.mock('../../../../web/state/save-file.ts', () => ({ saveFile: vi.fn() }))

beforeEach(() => vi.mocked(saveFile).mockClear())
afterEach(clearScreen)

const view = (number = '1154V0001234') => click(`[aria-label="檢視 ${number}"]`)

describe('the list', () => {
  it('has the columns of the guideline, and 下載 only where there is something to be downloaded', async () => {
    await openModules([ready({ id: 'r', number: '1154V0000002' }), application()])
    expect(text('h1')).toBe('雲端安全模組例行發卡')
    expect([...document.querySelectorAll('thead th')].map((one) => one.textContent)).toEqual([
      '申請單號',
      '申請日期',
      '申請單狀態',
      '審核日期',
      '雲端安全模組編號',
      '檢視',
      '下載',
    ])
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      ['1154V0000002', '115.11.30', '待下載', '115.11.30', '901000000042', '檢視', '下載'],
      ['1154V0001234', '115.11.30', '申請中', '', '', '檢視', ''],
    ])
  })

  it('leads to the other work of the representative', async () => {
    await openModules([])
    expect([...document.querySelectorAll('.sam-work a')].map((link) => link.textContent)).toEqual([
      '機構管理者維護作業',
      '雲端安全模組申請、下載',
      '測試用雲端安全模組下載',
    ])
    expect(has('.service-menu [data-entry="O.01.02"]')).toBe(true)
    expect(text()).toContain('尚未申請雲端安全模組')
  })

  it('downloads the archive as a file', async () => {
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4)
    const page = await openModules([ready()], {
      'POST /api/sam/download': { fileName: '3501200000901000000042.zip', zip: toBase64(zip) },
    })
    await click('[aria-label="下載 1154V0001234"]')
    await settle()
    expect(page.bodies('POST /api/sam/download')).toEqual([{ applicationId: ready().id }])
    expect(saveFile).toHaveBeenCalledExactlyOnceWith('3501200000901000000042.zip', zip, 'application/zip')
    expect(text('.done-notice')).toContain('已下載 3501200000901000000042.zip')
  })

  it('tells how to import the file, and opens the extension’s page', async () => {
    const page = await openModules([])
    expect(text('[aria-labelledby=import]')).toContain('請勿更改檔名')
    await pressAndSettle('開啟讀卡元件的雲端安全模組頁')
    expect(page.bridge.openPage).toHaveBeenCalledExactlyOnceWith({ page: 'modules' })
  })

  it('says where the extension is had, when it is not here', async () => {
    const page = await openModules([])
    page.bridge.openPage.mockRejectedValue(new CodedError('ERR_BRIDGE_MISSING', 'x'))
    await pressAndSettle('開啟讀卡元件的雲端安全模組頁')
    expect(text('.error-panel')).toContain('未安裝憑證元件')
  })

  it('says why a download failed, with the state in words', async () => {
    await openModules([ready()], {
      'POST /api/sam/download': new CodedError('ERR_SAM_STATE', 'x', { details: { state: 'revoking' } }),
    })
    await click('[aria-label="下載 1154V0001234"]')
    await settle()
    expect(text('.error-panel')).toContain('註銷中')
    expect(saveFile).not.toHaveBeenCalled()
  })
})

describe('the detail', () => {
  it('has the facts of the guideline, and leads back', async () => {
    await openModules([application({ contact: { ...application().contact, mobile: '0912-345-678' } })])
    await view()
    expect([...document.querySelectorAll('main .facts dt')].map((one) => one.textContent)).toEqual([
      '申請單號',
      '申請日期',
      '申請單狀態',
      '單位代碼',
      '單位名稱',
      '聯絡人',
      '聯絡電話',
      '行動電話',
      '電子郵件',
    ])
    expect(text('main .facts')).toContain(clinic.code)
    expect(has('.button-danger')).toBe(false)
    await pressAndSettle('返回')
    expect(has('tbody')).toBe(true)
  })

  it('says why one was not passed', async () => {
    await openModules([application({ state: 'failed', reason: '電話無人接聽', reviewedAt: ready().reviewedAt })])
    await view()
    expect(text('.facts')).toContain('電話無人接聽')
  })

  it('申請註銷 is confirmed by the card, and says first what is lost', async () => {
    let asked = 0
    const challenge = {
      ...sampleChallenge,
      purpose: 'confirm',
      confirm: { action: 'revoke-module', subject: 'x', words: 'x' },
    }
    const page = await openModules([ready()], {
      'POST /api/sam/revocation': () =>
        asked++ === 0 ? new CodedError('ERR_REQUEST_CONFIRMATION_NEEDED', 'sign first') : ready({ state: 'revoking' }),
      'POST /api/auth/confirmation': challenge,
      'POST /api/auth/confirmation/assertion': { until: '2026-11-30T01:02:00.000Z' },
    })
    await view()
    await press('申請註銷')
    expect(text('dialog')).toContain('立即不能再用於登入')
    expect(page.bodies('POST /api/sam/revocation')).toEqual([])
    await confirm()
    expect(page.bodies('POST /api/auth/confirmation')).toEqual([{ action: 'revoke-module', subject: ready().id }])
    expect(page.bodies('POST /api/sam/revocation')).toHaveLength(2)
    expect(text('.facts')).toContain('註銷中')
    expect(text('.done-notice')).toContain('已申請註銷')
    expect(has('[data-secret]')).toBe(false)
  })

  it('重新產製 sends a key of this browser, after saying what comes of it', async () => {
    const page = await openModules([ready()], {
      'POST /api/sam/reissue': application({ state: 'to-issue', reviewedAt: ready().reviewedAt }),
    })
    await view()
    await press('重新產製')
    expect(text('dialog')).toContain('現有模組會立即註銷')
    await confirm()
    await vi.waitFor(() => expect(has('dialog')).toBe(false))
    const [body] = page.bodies('POST /api/sam/reissue') as { pageKey: string }[]
    expect(await page.services.moduleKeys.has(body?.pageKey ?? '')).toBe(true)
    expect(text('.facts')).toContain('待產製')
  })
})

describe('the opening code', () => {
  const secret = Uint8Array.from({ length: 16 }, (_, index) => index)

  /** A list whose one module is for a key that the page has made. */
  async function openWithKey() {
    let pageKey = ''
    const page = await openModules([], {
      'GET /api/sam/applications': () => listOf([ready({ pageKey })]),
      'POST /api/sam/secret': () => ({ moduleCode: '901000000042', sealed }),
    })
    pageKey = await page.services.moduleKeys.make()
    const sealed = await sealSecret(crypto.subtle, { pageKey, moduleCode: '901000000042', secret })
    await pressAndSettle('重新整理')
    await view()
    await appears('[data-secret]')
    return { ...page, pageKey }
  }

  it('is shown once by the browser that applied, and is gone with the dialog', async () => {
    const page = await openWithKey()
    expect(find('[data-secret]').dataset['secret']).toBe('waits')
    expect(text()).toContain('開啟碼只顯示一次')
    await press('顯示開啟碼')
    await appears('.module-secret')
    expect(page.bodies('POST /api/sam/secret')).toEqual([{ applicationId: ready().id, pageKey: page.pageKey }])
    expect(text('.module-secret')).toBe(formatSamSecret(secret))
    expect(text('dialog')).toContain('關閉後無法再看')
    await pressAndSettle('已記下，關閉')
    expect(text()).not.toContain(formatSamSecret(secret))
    expect(find('[data-secret]').dataset['secret']).toBe('gone')
    expect(await page.services.moduleKeys.has(page.pageKey)).toBe(false)
  })

  it('stays until it was noted: Esc does not close it', async () => {
    await openWithKey()
    await press('顯示開啟碼')
    await appears('.module-secret')
    find('dialog').dispatchEvent(new Event('cancel', { cancelable: true }))
    await settle()
    expect(has('.module-secret')).toBe(true)
  })

  it('can be printed', async () => {
    await openWithKey()
    await press('顯示開啟碼')
    await appears('.module-secret')
    const print = vi.fn()
    vi.stubGlobal('print', print)
    await press('列印')
    vi.unstubAllGlobals()
    expect(print).toHaveBeenCalledOnce()
  })

  it('in another browser is not fetched: the page says where it can be, and what else to do', async () => {
    const page = await openModules([ready()])
    await view()
    await appears('[data-secret]')
    expect(find('[data-secret]').dataset['secret']).toBe('elsewhere')
    expect(text('[data-secret]')).toContain('重新產製')
    expect(has('.module-secret')).toBe(false)
    expect(page.bodies('POST /api/sam/secret')).toEqual([])
  })

  it('that was taken before is said to be gone', async () => {
    await openModules([ready({ module: { ...ready().module, secretWaits: false } as never })])
    await view()
    await appears('[data-secret]')
    expect(text('[data-secret]')).toContain('重新產製')
  })

  it('that cannot be opened is an error, and what to do is said', async () => {
    const page = await openWithKey()
    page.call.mockImplementation(async (route) => {
      if (route === 'POST /api/sam/secret') return { moduleCode: '901000000043', sealed: `B${'A'.repeat(129)}` }
      return representative
    })
    await press('顯示開啟碼')
    await appears('.error-panel')
    expect(text('.error-panel')).toContain('重新產製')
  })
})

describe('a new application', () => {
  const fill = async ({ name = '林聯絡', phone = '02-2345-6789', mobile = '', email = 'sam@example.tw' } = {}) => {
    await press('新增')
    await type('#contact-name', name)
    await type('#contact-phone', phone)
    await type('#contact-mobile', mobile)
    await type('#contact-email', email)
    await send('#contact-name')
  }

  it('is filed for the institution on the card, with a key that this browser keeps', async () => {
    const page = await openModules([], { 'POST /api/sam/applications': application() })
    await press('新增')
    for (const words of [clinic.code, clinic.name, '115.11.18', '送出後產生']) expect(text('form')).toContain(words)
    await fill({ name: ' 林聯絡 ', mobile: '0912-345-678' })
    await vi.waitFor(() => expect(text('.done-notice')).toContain('已送出申請單 1154V0001234'))
    const [body] = page.bodies('POST /api/sam/applications') as { contact: object; pageKey: string }[]
    expect(body?.contact).toEqual({ ...application().contact, mobile: '0912-345-678' })
    expect(await page.services.moduleKeys.has(body?.pageKey ?? '')).toBe(true)
    expect(find('#sam-tab-search').getAttribute('aria-selected')).toBe('true')
  })

  it.each([
    [{ name: ' ' }, 'name', '請輸入聯絡人'],
    [{ phone: '' }, 'phone', '請輸入聯絡電話'],
    [{ phone: '12345' }, 'phone', '至少六個數字'],
    [{ mobile: '0212345678' }, 'mobile', '09 開頭'],
    [{ email: '' }, 'email', '電子郵件'],
  ])('%o is said beside the field, and nothing is sent', async (values, field, words) => {
    const page = await openModules([])
    await fill(values)
    expect(text(`#contact-${field}-error`)).toContain(words)
    await vi.waitFor(() => expect(document.activeElement?.id).toBe(`contact-${field}`))
    expect(page.bodies('POST /api/sam/applications')).toEqual([])
  })

  it('what the server refuses of a field is said beside it', async () => {
    const error = new CodedError('ERR_REQUEST_MALFORMED', 'x', { details: { field: 'contact.email' } })
    await openModules([], { 'POST /api/sam/applications': error })
    await fill()
    await appears('#contact-email-error')
    expect(text('#contact-email-error')).toContain('電子郵件')
    expect(has('.error-panel')).toBe(false)
  })

  it('any other refusal is shown, and what was typed stays', async () => {
    const error = new CodedError('ERR_SAM_STATE', 'x', { details: { state: 'reviewing' } })
    await openModules([], { 'POST /api/sam/applications': error })
    await fill()
    await appears('.error-panel')
    expect(text('.error-panel')).toContain('審核中')
    expect(find('#contact-name', HTMLInputElement).value).toBe('林聯絡')
  })

  it('is refused by a browser that keeps nothing, before it is filed', async () => {
    const page = await openModules([], {})
    page.services.moduleKeys.make = () => Promise.reject(new CodedError('ERR_SAM_STORE', 'private window'))
    await fill()
    await appears('.error-panel')
    expect(page.bodies('POST /api/sam/applications')).toEqual([])
  })

  it.each([
    ['open-application', '尚有申請單在處理中'],
    ['live-module', '90 日'],
  ])('with an obstacle (%s) there is no form, and why is said', async (obstacle, words) => {
    await openModules([], { 'GET /api/sam/applications': listOf([], obstacle) })
    await press('新增')
    expect(has('form')).toBe(false)
    expect(text('[data-obstacle]')).toContain(words)
  })

  it('that renews a module says until when the present one is good', async () => {
    await openModules([
      ready({ module: { code: '901000000042', ends: '2026-12-20T01:00:00.000Z', secretWaits: false } }),
    ])
    await press('新增')
    expect(text('form')).toContain('115.12.20')
  })

  it('取消 leads back to the list', async () => {
    await openModules([application()])
    await press('新增')
    await press('取消')
    expect(has('tbody')).toBe(true)
  })
})

describe('who may not', () => {
  it('a manager is told so, and nothing is asked of the server', async () => {
    const page = await openPage('/sam', manager, {}, 'failed')
    expect(text()).toContain('您沒有使用此功能的權限')
    expect(page.bodies('GET /api/sam/applications')).toEqual([])
  })

  it('on the Internet platform the page says where modules are, as the representative’s home page does', async () => {
    const internet = { ...representative, platform: 'internet' as const }
    const answers = { 'GET /api/portal': { ...samplePortal, platform: 'internet' } }
    for (const path of ['/sam', '/sam/test-modules', '/home']) {
      const page = await openPage(path, internet, answers)
      await appears('a[href="https://medvpn.nhi.gov.tw"]')
      expect(text()).toContain('健保 VPN')
      expect(page.call.mock.calls.filter(([route]) => route.includes('/api/sam/'))).toEqual([])
      await clearScreen()
    }
  })

  it('on the VPN platform the home page says nothing of it', async () => {
    await openPage('/home', representative, {})
    expect(has('a[href="https://medvpn.nhi.gov.tw"]')).toBe(false)
  })
})
