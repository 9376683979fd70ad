import { h } from 'preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { errorAction, errorCodes } from '../../../core/errors/error-codes.ts'
import { errorRow } from '../../../core/errors/error-table.ts'
import { languages, type Language, say } from '../../../core/i18n/text.ts'
import { RequestError } from '../../../web/api/request-error.ts'
import { ErrorPanel, type Remedies } from '../../../web/components/error-panel.tsx'
import { LanguageContext } from '../../../web/state/language.ts'
import { ServicesContext } from '../../../web/state/services.ts'
import { fakeServices } from '../support/fake-services.ts'
import { clearScreen, draw, find, has, press, text } from '../support/screen.ts'

afterEach(async () => {
  await clearScreen()
  vi.unstubAllGlobals()
})

const show = (error: CodedError, remedies: Remedies = {}, language: Language = 'zh-TW', takeFocus = false) =>
  draw(
    h(
      ServicesContext.Provider,
      { value: fakeServices().services },
      h(LanguageContext.Provider, { value: language }, h(ErrorPanel, { error, remedies, takeFocus })),
    ),
  )

/** A value for every place that the row's sentences have. */
function detailsFor(code: (typeof errorCodes)[number]): Record<string, string> {
  const { heading, cause, remedy } = errorRow(code)
  const sentences = [heading, cause, remedy].flatMap((sentence) => [sentence.zhTW, sentence.en]).join()
  return Object.fromEntries([...sentences.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `value-of-${name}`]))
}

describe.each(languages)('in %s', (language) => {
  it.each(errorCodes)('%s says what happened, why and what to do, with every place filled', async (code) => {
    await show(new CodedError(code, 'why', { details: detailsFor(code) }), {}, language)
    const panel = find('[data-code]')
    expect(panel.dataset['code']).toBe(code)
    expect(text('h2').trim()).not.toBe('')
    expect([...panel.querySelectorAll('p')].every((paragraph) => paragraph.textContent.trim() !== '')).toBe(true)
    expect(panel.textContent).toContain(code)
    expect(panel.textContent).not.toMatch(/\{\w+\}/)
    if (!has('button.button-primary')) return
    throw new Error('a button was shown for something this screen cannot do')
  })

  it.each(errorCodes.filter((code) => errorAction(code)))(
    '%s has its button where the screen can do it',
    async (code) => {
      const action = errorAction(code)
      const run = vi.fn()
      if (!action) throw new Error('filtered')
      await show(new CodedError(code, 'why', { details: detailsFor(code) }), { [action]: { run } }, language)
      find('button.button-primary', HTMLButtonElement).click()
      expect(run).toHaveBeenCalledOnce()
    },
  )
})

it('details that are codes or times are written for people', async () => {
  const details = { found: 'moica', wanted: 'hca-personnel' }
  await show(new CodedError('ERR_CARD_WRONG_KIND', 'wrong', { details }))
  expect(text('.error-panel')).toContain('插入的是「自然人憑證」，您選擇的是「醫事人員卡」')
  await show(new CodedError('ERR_CERT_EXPIRED', 'late', { details: { notAfter: '2021-05-11T16:30:00Z' } }))
  expect(text('.error-panel')).toContain('憑證已於 110.05.12 00:30 到期')
})

it('a detail cannot bring markup', async () => {
  await show(new CodedError('ERR_LOGIN_ORIGIN', 'x', { details: { origin: '<img src=x onerror=alert(1)>' } }))
  expect(has('img')).toBe(false)
  expect(text('.error-panel')).toContain('<img src=x')
})

it('a refusal of the server shows the request’s id, and both can be copied for the helpdesk', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(async () => {})
  vi.stubGlobal('navigator', { clipboard: { writeText }, userAgent: 'Sample/1' })
  const error = new RequestError({ code: 'ERR_REQUEST_INTERNAL', message: 'secret of the server' }, 'request-17')
  await show(error)
  expect(text('.error-reference')).toContain('request-17')
  await press('複製給客服')
  const copied = writeText.mock.calls[0]?.[0]
  expect(copied).toContain('ERR_REQUEST_INTERNAL')
  expect(copied).toContain('request-17')
  await vi.waitFor(() => expect(text('.error-reference [role=status]')).toBe('已複製'))
})

it('says when the clipboard refuses', async () => {
  const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  vi.stubGlobal('navigator', { clipboard: { writeText }, userAgent: 'Sample/1' })
  await show(new CodedError('ERR_REQUEST_INTERNAL', 'x'))
  await press('複製給客服')
  await vi.waitFor(() => expect(text('.error-reference [role=status]')).toBe('無法複製'))
})

it('takes the focus only as an answer to what the person did; otherwise it is an alert', async () => {
  await show(new CodedError('ERR_BRIDGE_MISSING', 'x'))
  expect(document.activeElement).toBe(document.body)
  expect(find('.error-panel').getAttribute('role')).toBe('alert')
  await show(new CodedError('ERR_PIN_BLOCKED', 'x'), {}, 'zh-TW', true)
  expect(document.activeElement?.textContent).toBe(say(errorRow('ERR_PIN_BLOCKED').heading, 'zh-TW'))
})

it('a remedy elsewhere opens in a window of its own that knows nothing of this one', async () => {
  await show(new CodedError('ERR_BRIDGE_MISSING', 'x'), { 'download-extension': { href: 'https://shop.example/x' } })
  const link = find('.error-panel a', HTMLAnchorElement)
  expect([link.href, link.target, link.rel]).toEqual(['https://shop.example/x', '_blank', 'noopener noreferrer'])
})
