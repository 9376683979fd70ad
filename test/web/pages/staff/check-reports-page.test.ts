import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { appears, clearScreen, text, type } from '../../support/screen.ts'
import { openPage, send } from '../organizations/samples.ts'
import { staffSession } from './samples.ts'

afterEach(clearScreen)

describe('檢測報告查詢', () => {
  const found = {
    code: '7K2M-9QXD',
    platform: 'vpn',
    sentAt: '2026-11-30T01:00:00.000Z',
    expiresAt: '2026-12-30T01:00:00.000Z',
    report: {
      version: 1,
      madeAt: 1_795_000_000_000,
      extension: '1.4.2',
      results: [{ id: 'card-service', finding: 'missing', milliseconds: 3 }],
    },
  }
  async function look(code: string, answer: unknown) {
    const page = await openPage('/staff/check-reports', staffSession('headquarters'), {
      'POST /api/staff/check-reports': answer,
    })
    await type('#report-code', code)
    await send('#report-code')
    return page
  }

  it('shows the report of a code as it was said', async () => {
    const page = await look('7k2m 9qxd', found)
    expect(page.bodies('POST /api/staff/check-reports')).toEqual([{ code: '7K2M-9QXD' }])
    await appears('.staff-report')
    expect(text('.staff-report')).toContain('[card-service: missing]')
    expect(text('section')).toContain('115.11.30')
  })

  it('says when there is none, when it is no code, and when it is of another version', async () => {
    await look('7K2M-9QXE', new CodedError('ERR_REQUEST_NOT_FOUND', 'x'))
    expect(text('main')).toContain('查無代碼 7K2M-9QXE 的報告')
    await clearScreen()
    const page = await look('7K2M', found)
    expect(text('#report-code-error')).toContain('八個')
    expect(page.bodies('POST /api/staff/check-reports')).toEqual([])
    await clearScreen()
    await look('7K2M-9QXD', { ...found, report: null })
    expect(text('main')).toContain('其他版本')
  })
})
