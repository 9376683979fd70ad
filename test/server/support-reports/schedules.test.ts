import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { scheduleColumns, scheduleTemplate } from '../../../core/support-reports/schedule-import.ts'
import { csvLine } from '../../../core/tables/csv.ts'
import type { ScheduleCheck } from '../../../core/protocol/support-reports.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, type TestPortal } from '../test-portal.ts'
import { dispensing, doctor, druggist, hospital, practice, reporter, seedSupport } from './support-pages.ts'

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedSupport(portal)
  page = await reporter(portal, doctor)
})
afterAll(() => portal.close())

const titles = Object.values(scheduleColumns)
const row = (changes: Partial<Record<keyof typeof scheduleColumns, string>> = {}) =>
  Object.values({
    license: practice.licenseNumber,
    institution: hospital.code,
    kind: '固定排班支援',
    pharmacistCase: '',
    firstDay: '1150401',
    lastDay: '2026-09-30',
    weekday: '三',
    from: '14:00',
    until: '17:00',
    reason: '骨科門診支援',
    ...changes,
  })
const fileOf = (...rows: readonly (readonly string[])[]) => `\ufeff${rows.map(csvLine).join('')}`
const check = (content: string, by = page): Promise<ScheduleCheck> =>
  by.ask('POST /api/support-reports/schedules', undefined, {
    query: '?name=a.csv',
    rawBody: new TextEncoder().encode(content),
  })
const confirm = ({ id, digest }: ScheduleCheck, by = page) =>
  by.ask('POST /api/support-reports/schedules/confirm', { id, digest })
const drafts = async () => (await page.ask('GET /api/support-reports')).total

describe('a schedule', () => {
  it('rows of one report are one draft with their hours; nothing is there before it is confirmed', async () => {
    const checked = await check(
      fileOf(
        titles,
        row(),
        row({ weekday: '星期五', from: '9:00', until: '12:00' }),
        row({ kind: '會診', weekday: '1', firstDay: '115/04/02' }),
      ),
    )
    expect(checked).toMatchObject({ rows: 3, faults: [] })
    expect(checked.drafts).toMatchObject([
      { lines: [2, 3], institution: { name: hospital.name }, firstDay: '2026-04-01', hours: 2 },
      { lines: [4], firstDay: '2026-04-02', hours: 1 },
    ])
    expect(await drafts()).toBe(0)
    expect(await confirm(checked)).toEqual({ drafts: 2 })
    const { reports } = await page.ask('GET /api/support-reports')
    expect(reports).toMatchObject([
      { kind: 'consultation', state: 'draft' },
      { kind: 'scheduled', state: 'draft' },
    ])
    const again = await page.refusal('POST /api/support-reports/schedules/confirm', {
      id: checked.id,
      digest: checked.digest,
    })
    expect(again).toMatchObject({ status: 404 })
  })

  it.each([
    ['a licence of somebody else', { license: dispensing.licenseNumber }, ['license']],
    ['an institution that is none', { institution: '1234567890' }, ['institution']],
    ['a kind that is none', { kind: '義診' }, ['kind']],
    ['a case of a pharmacist', { pharmacistCase: '2' }, ['pharmacist-case']],
    ['a day that is none', { firstDay: '1150231' }, ['first-day']],
    ['another day that is none', { lastDay: 'x' }, ['last-day']],
    ['the wrong order', { lastDay: '1150331' }, ['period']],
    ['today', { firstDay: '1150302' }, ['early']],
    ['a weekday that is none', { weekday: '八' }, ['weekday']],
    ['hours over midnight', { from: '22:00', until: '06:00' }, ['hours']],
    ['no reason', { reason: '' }, ['reason']],
    ['two faults', { weekday: '', reason: '' }, ['weekday', 'reason']],
  ] as const)('says of the row what is wrong with it: %s; and takes nothing over', async (_, changes, faults) => {
    const checked = await check(fileOf(titles, row({ weekday: '2' }), row(changes)))
    expect(checked.faults).toEqual([{ line: 3, faults }])
    const { id, digest } = checked
    expect(await page.refusal('POST /api/support-reports/schedules/confirm', { id, digest })).toMatchObject({
      code: 'ERR_REQUEST_IMPORT',
      details: { line: 3 },
    })
    expect(await drafts()).toBe(0)
  })

  it('hours that meet others of their report, and cells that are missing', async () => {
    const checked = await check(fileOf(titles, row(), row({ from: '16:00', until: '18:00' }), row().slice(0, 9)))
    expect(checked.faults).toMatchObject([
      { line: 3, faults: ['meets'] },
      { line: 4, faults: ['columns', 'reason'] },
    ])
  })

  it.each([
    ['a file without titles', '\n', 'ERR_REQUEST_IMPORT_TITLES'],
    ['a title that is missing', fileOf(titles.slice(1), row().slice(1)), 'ERR_REQUEST_IMPORT_TITLES'],
    ['a quote that is not closed', `${fileOf(titles)}"a`, 'ERR_REQUEST_IMPORT'],
    ['more rows than are taken', fileOf(titles, ...Array.from({ length: 501 }, () => row())), 'ERR_REQUEST_IMPORT'],
  ])('%s is refused', async (_, content, code) => {
    const rawBody = new TextEncoder().encode(content)
    expect(
      await page.refusal('POST /api/support-reports/schedules', undefined, { query: '?name=a.csv', rawBody }),
    ).toMatchObject({ code })
  })

  it('is confirmed by who checked it, and as it was checked', async () => {
    const checked = await check(fileOf(titles, row()))
    const other = await reporter(portal, druggist)
    const route = 'POST /api/support-reports/schedules/confirm'
    const body = { id: checked.id, digest: checked.digest }
    expect(await other.refusal(route, body)).toMatchObject({ status: 404 })
    await portal.database.query.deleteFrom('institution_counties').execute()
    await portal.database.query
      .updateTable('institutions')
      .set({ name: '改名' })
      .where('code', '=', clinic.code)
      .execute()
    expect(await page.refusal(route, { ...body, digest: 'x' })).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
  })

  it('the template has the titles, and its example is no report of anybody', async () => {
    const { rows, faults } = await check(fileOf(...scheduleTemplate))
    expect([rows, faults[0]?.faults]).toEqual([1, ['license', 'institution']])
  })
})
