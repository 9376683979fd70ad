import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CheckReport } from '../../../core/check/check-report.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { fakeServices, sampleEcho, samplePortal } from '../support/fake-services.ts'
import { start } from '../support/samples.ts'
import { appears, clearScreen, drawApp, find, has, press, text, untilState } from '../support/screen.ts'

afterEach(clearScreen)

const open = async (options: Parameters<typeof fakeServices>[0] = {}, missing = false) => {
  const all = fakeServices({ path: '/check', ...options })
  if (missing) all.bridge.status.mockRejectedValue(new CodedError('ERR_BRIDGE_MISSING', 'none'))
  await drawApp(all.services)
  await untilState('ready', 'check')
  return all
}
const mark = (row: string) => find(`[data-row=${row}]`).dataset['mark']

describe('what a plain page can see', () => {
  it('each thing with its mark; what it cannot see is never shown as right', async () => {
    await open()
    expect(mark('browser-version')).toBe('ok')
    expect(mark('javascript')).toBe('ok')
    expect(mark('page-storage')).toBe('ok')
    expect(mark('clock')).toBe('ok')
    expect(mark('proxy')).toBe('ok')
    expect(mark('page-connection')).toBe('ok')
    expect(mark('pop-ups')).toBe('unknown')
    expect(text('[data-row=browser-version]')).toContain('Google Chrome 142')
  })

  it('a clock that is off, and what to do', async () => {
    const time = new Date((start + 90) * 1000).toISOString()
    await open({ answers: { 'GET /api/echo': { ...sampleEcho, time } } })
    expect(mark('clock')).toBe('fail')
    expect(text('[data-row=clock]')).toContain('相差 90 秒')
    expect(has('[data-row=clock] li')).toBe(true)
  })

  it('a proxy that shows itself', async () => {
    await open({ answers: { 'GET /api/echo': { ...sampleEcho, via: '1.1 proxy.example' } } })
    expect(mark('proxy')).toBe('warn')
    expect(text('[data-row=proxy]')).toContain('1.1 proxy.example')
  })

  it('a server that does not answer is not judged, and can be asked again', async () => {
    const answers: Record<string, unknown> = { 'GET /api/echo': new CodedError('ERR_REQUEST_UNREACHABLE', 'gone') }
    const { call } = await open({ answers })
    expect(mark('clock')).toBe('unknown')
    expect(mark('proxy')).toBe('unknown')
    call.mockImplementation(async () => sampleEcho)
    await press('重新檢測')
    await vi.waitFor(() => expect(mark('proxy')).toBe('ok'))
  })

  it.each([
    [{ name: 'Firefox', version: 140, shop: undefined }, '不能使用讀卡元件'],
    [{ name: 'Google Chrome', version: 99, shop: 'chrome' as const }, '請更新至 Google Chrome 120 以上之版本'],
  ])('a browser that will not do: %o', async (browser, words) => {
    await open({ browser }, true)
    expect(mark('browser-version')).toBe('fail')
    expect(text('[data-row=browser-version]')).toContain(words)
  })
})

describe('the way on', () => {
  it('with the extension: its own check', async () => {
    const { bridge } = await open()
    await press('開始完整檢測')
    expect(bridge.openPage).toHaveBeenCalledWith({ page: 'check' })
  })

  it('without it: why, and where it is had', async () => {
    await open({}, true)
    const problem = await appears('[data-problem=missing]')
    expect(problem.querySelector('a')?.href).toBe(samplePortal.extension.chrome)
    expect(mark('page-connection')).toBe('fail')
  })

  it('the card service is had where the portal says, and whoever published none says so', async () => {
    await open()
    expect(text('#card-service')).toContain('下載位置尚未公布')
    await clearScreen()
    const cardService = 'https://portal.example/card-service'
    await open({ answers: { 'GET /api/portal': { ...samplePortal, cardService } } })
    expect(find('#card-service a', HTMLAnchorElement).href).toBe(cardService)
  })

  it('the authorities are shown with the fingerprints that are known', async () => {
    await open()
    expect(text('#certificates')).toContain('70:B9:22:BF:DA:0E')
    expect(text('#certificates')).toContain('GCA2.cer')
    expect(text('#certificates')).toContain('請以政府憑證總管理中心網站公布的為準')
  })
})

describe('sending a report', () => {
  const report: CheckReport = { version: 1, madeAt: 1, extension: '1.4.2', results: [] }
  const sent = { code: '7K2M-9QXD', expiresAt: new Date((start + 30 * 86_400) * 1000).toISOString() }

  it('takes it from the extension, sends it, and shows the code', async () => {
    const { bridge, call, services } = fakeServices({
      path: '/check#report',
      answers: { 'POST /api/check/reports': sent },
    })
    bridge.takeCheckReport.mockResolvedValue(report)
    await drawApp(services)
    await appears('[data-report=sent]')
    expect(text('.report-code')).toBe('7K2M-9QXD')
    expect(text('[data-report]')).toContain('30 天')
    expect(call).toHaveBeenCalledWith('POST /api/check/reports', report)
  })

  it('says so where there is none, and sends nothing', async () => {
    const { call, services } = fakeServices({ path: '/check#report' })
    await drawApp(services)
    await appears('[data-report=none]')
    expect(call.mock.calls.map(([route]) => route)).not.toContain('POST /api/check/reports')
  })

  it('a report that did not get through is sent again without being taken again', async () => {
    const answers: Record<string, unknown> = {
      'POST /api/check/reports': new CodedError('ERR_REQUEST_UNREACHABLE', 'gone'),
    }
    const { bridge, call, services } = fakeServices({ path: '/check#report', answers })
    bridge.takeCheckReport.mockResolvedValueOnce(report)
    await drawApp(services)
    await appears('[data-report=failed] [data-code]')
    call.mockImplementation(async () => sent)
    await press('再試一次')
    await appears('[data-report=sent]')
    expect(bridge.takeCheckReport).toHaveBeenCalledOnce()
  })

  it('the page asks for none by itself', async () => {
    const { bridge } = await open()
    expect(bridge.takeCheckReport).not.toHaveBeenCalled()
    expect(has('[data-report]')).toBe(false)
  })
})
