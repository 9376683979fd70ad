import { describe, expect, it } from 'vitest'
import { checkReport, type CheckReport } from '../../../core/check/check-report.ts'
import type { CheckResult } from '../../../core/check/check-result.ts'
import { compareReports, lastGood } from '../../../core/check/compare-reports.ts'
import { maskReport, maskText } from '../../../core/check/mask-report.ts'
import { reportText } from '../../../core/check/report-text.ts'

const report = (madeAt: number, ...results: CheckResult[]): CheckReport => ({
  version: 1,
  madeAt,
  extension: '1.4.2',
  results,
})
const browser = (finding: string, version = '156'): CheckResult => ({
  id: 'browser-version',
  finding,
  details: { browser: 'Chromium', version, wanted: 'Chromium 120' },
  milliseconds: 3,
})

describe('masking', () => {
  it.each([
    ['reached 10.253.249.22 by 203.0.113.9', 'reached 10.253.x.x by 203.0.x.x'],
    ['127.0.0.1 is this computer', '127.0.0.1 is this computer'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:…'],
    ['A123456789', 'A………'],
    ['card 000011112222', 'card …2222'],
    ['InfoThink IT-500U 0123456789AB', 'InfoThink IT-500U …89AB'],
    ['someone@example.org', '…@…'],
    ['C:\\Users\\somebody\\card', 'C:\\Users\\…\\card'],
    ['/home/somebody/.config', '/home/…/.config'],
    ['Chromium 156.0.8078.73', 'Chromium 156.0.8078.73'],
    ['12:30:45', '12:30:45'],
    ['net::ERR_NAME_NOT_RESOLVED', 'net::ERR_NAME_NOT_RESOLVED'],
  ])('%s becomes %s', (text, masked) => expect(maskText(text)).toBe(masked))

  it('every text of every row is masked, and numbers stay', () => {
    const { results } = maskReport(report(1, { ...browser('current'), details: { any: '10.1.2.3', seconds: 5 } }))
    expect(results[0]?.details).toEqual({ any: '10.1.x.x', seconds: 5 })
  })
})

describe('comparing', () => {
  it('the last good report is the newest without a red row', () => {
    const history = [report(3, browser('outdated')), report(2, browser('current')), report(1, browser('current'))]
    expect(lastGood(history, report(4, browser('outdated')))?.madeAt).toBe(2)
    expect(lastGood([], report(4))).toBeUndefined()
  })

  it('tells rows that ended otherwise, and new ones', () => {
    const before = report(1, browser('current'))
    const now = report(2, browser('outdated'), { id: 'scriptlets', finding: 'not-needed', milliseconds: 0 })
    expect(compareReports(before, now)).toEqual([
      { id: 'browser-version', before: before.results[0], now: now.results[0] },
      { id: 'scriptlets', before: undefined, now: now.results[1] },
    ])
  })

  it('a row that is right and was right is the same, whatever its details', () => {
    expect(compareReports(report(1, browser('current', '155')), report(2, browser('current', '156')))).toEqual([])
    expect(compareReports(report(1, browser('outdated', '99')), report(2, browser('outdated', '98')))).toHaveLength(1)
  })
})

describe('the text for the helpdesk', () => {
  it('names what is not right first, with the finding’s code', () => {
    const text = reportText(
      report(
        Date.UTC(2026, 10, 29),
        { id: 'scriptlets', finding: 'not-needed', milliseconds: 0 },
        browser('outdated', '99'),
      ),
      'zh-TW',
    )
    expect(text.split('\n')).toEqual([
      '健保資訊網電腦設定檢測報告',
      '2026-11-29T00:00:00.000Z  1.4.2',
      '',
      '尚待設定 (1)',
      '✗ 瀏覽器版本: Chromium 99 [browser-version: outdated]',
      '',
      '不需要 (1)',
      '– 允許程式碼片段: 本系統的網頁已不使用。 [scriptlets: not-needed]',
    ])
  })
})

describe('what comes from elsewhere', () => {
  const good = report(1, browser('current'))

  it('is taken when it is a report', () => expect(checkReport.safeParse(good).success).toBe(true))

  it.each([
    ['a finding of another row', report(1, browser('blocked'))],
    ['a time that no Date can hold', report(9e15)],
    ['a version that is none', { ...good, extension: '<b>1</b>' }],
    ['an endless detail', report(1, { ...browser('current'), details: { browser: 'x'.repeat(201) } })],
    ['a detail whose name is a sentence', report(1, { ...browser('current'), details: { 'a b': 'x' } })],
    [
      'too many details',
      report(1, {
        ...browser('current'),
        details: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`n${at}`, 1])),
      }),
    ],
    ['too many rows', report(1, ...Array.from({ length: 101 }, () => browser('current')))],
    ['a member too many', { ...good, pin: '123456' }],
  ])('is refused: %s', (_, sent) => expect(checkReport.safeParse(sent).success).toBe(false))

  it('a detail neither begins a line nor commands a terminal', () => {
    const sly = {
      ...browser('current'),
      details: { browser: '\u001b[2J\n✗ fake', version: '1\u2028\u202e', wanted: '' },
    }
    const text = reportText(report(1, sly), 'en')
    for (const character of '\u001b\u2028\u202e') expect(text).not.toContain(character)
    expect(text.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  })
})
