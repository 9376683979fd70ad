import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../core/check/check-report.ts'
import { readReportCode } from '../../../core/check/report-code.ts'
import { errorBody } from '../../../core/protocol/error-body.ts'
import { cleanUpReports } from '../../../server/check/clean-up.ts'
import { findCheckReport } from '../../../server/db/tables/check-reports.ts'
import type { CallOptions } from '../page.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
beforeEach(async () => {
  portal = await openTestPortal()
})
afterEach(() => portal.close())

const report: CheckReport = {
  version: 1,
  madeAt: 1_795_000_000_000,
  extension: '1.4.2',
  results: [
    { id: 'portal-address', finding: 'reached', details: { address: '10.253.249.22' }, milliseconds: 12 },
    { id: 'card-service', finding: 'missing', milliseconds: 3 },
  ],
}
const page = (address = '203.0.113.9') => portal.page({ address })
const send = () => page().ask('POST /api/check/reports', report, { proof: null })
/** The code of the refusal. */
async function refusal(body: unknown, options: CallOptions = {}): Promise<unknown> {
  const answer = await page().call('POST /api/check/reports', body, { proof: null, ...options })
  return errorBody.parse(answer.body).error.code
}
const days = (count: number) => count * 86_400_000

describe('POST /api/check/reports', () => {
  it('answers a code and how long it is good, without anybody being signed in', async () => {
    const { code, expiresAt } = await send()
    expect(readReportCode(code)).toBe(code)
    expect(Date.parse(expiresAt) - portal.clock.now().getTime()).toBe(days(30))
    expect((await send()).code).not.toBe(code)
  })

  it('what was sent unmasked is masked before it is kept', async () => {
    const { code } = await send()
    const found = await findCheckReport(portal.database.query, code, portal.clock.now())
    expect(found).toMatchObject({ platform: 'vpn', report: { results: [{ details: { address: '10.253.x.x' } }, {}] } })
    expect(JSON.stringify(found)).not.toContain('249.22')
  })

  it('leaves an audit row that names the report, and nothing in it', async () => {
    const { code } = await send()
    const rows = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(rows).toMatchObject([
      { event: 'check-report', step: null, code: null, address: '203.0.113.9', detail: { report: code } },
    ])
  })

  it.each([
    ['a finding that is none', { ...report, results: [{ id: 'clock', finding: 'late', milliseconds: 1 }] }],
    ['a row that is none', { ...report, results: [{ id: 'disk', finding: 'full', milliseconds: 1 }] }],
    ['a member too many', { ...report, name: 'x' }],
    ['too many rows', { ...report, results: Array.from({ length: 101 }, () => report.results[1]) }],
  ])('%s is refused, and nothing is kept', async (_, body) => {
    expect(await refusal(body)).toBe('ERR_REQUEST_MALFORMED')
    expect(await portal.database.query.selectFrom('check_reports').select('code').execute()).toEqual([])
  })

  it('more than 64 KiB are not read', async () => {
    expect(await refusal({ ...report, results: 'x'.repeat(70_000) })).toBe('ERR_REQUEST_TOO_LARGE')
  })

  it('another site’s page cannot send one', async () => {
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect(await refusal(report, { headers })).toBe('ERR_REQUEST_ORIGIN')
  })

  it('an address may send sixty an hour; others are not held up', async () => {
    for (let count = 0; count < 60; count++) await send()
    expect(await refusal(report)).toBe('ERR_REQUEST_TOO_MANY')
    await page('198.51.100.7').ask('POST /api/check/reports', report, { proof: null })
    portal.clock.advance(3600)
    await send()
  })
})

describe('after thirty days', () => {
  it('a report is not found any more, and then not there', async () => {
    const { code } = await send()
    const { database, clock } = portal
    clock.advance(30 * 86_400)
    expect(await findCheckReport(database.query, code, clock.now())).toBeUndefined()
    const newer = await send()
    await cleanUpReports({ database, clock }).run({}, new AbortController().signal)
    const left = await database.query.selectFrom('check_reports').select('code').execute()
    expect(left).toEqual([{ code: newer.code }])
  })
})
