import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importColumns } from '../../../core/portal/institution-import.ts'
import type { ImportCheck } from '../../../core/protocol/institution-imports.ts'
import { findInstitution, saveInstitution } from '../../../server/db/tables/institutions.ts'
import { endContractsJob } from '../../../server/staff/end-contracts.ts'
import { author, colleague, seedAnnouncementPeople, signIn } from '../announcements/announcement-pages.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedAnnouncementPeople(portal)
  page = await signIn(portal, author)
})
afterAll(() => portal.close())

const check = 'POST /api/staff/institution-imports'
const confirm = 'POST /api/staff/institution-imports/confirm'
const titles = [...Object.values(importColumns), '備註']
const row = (code: string, name: string, changes: Partial<Record<keyof typeof importColumns, string>> = {}) => {
  const cells = {
    type: '西醫一般診所',
    phone: '02-0000',
    address: '示範市"一"路, 1號',
    division: '臺北業務組',
    level: '4',
    endedOn: '',
    contractFrom: '20200101',
    ...changes,
  }
  const named: Readonly<Record<string, string>> = { ...cells, code, name }
  return [...Object.keys(importColumns).map((column) => named[column] ?? ''), '']
}
const fileOf = (rows: readonly (readonly string[])[]) =>
  new TextEncoder().encode(
    '\ufeff' +
      [titles, ...rows]
        .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
        .join(''),
  )
const upload = (rawBody: Uint8Array<ArrayBuffer>, by = page): Promise<ImportCheck> =>
  by.ask(check, undefined, { query: '?name=open-data.csv', rawBody })
const refused = (rawBody: Uint8Array<ArrayBuffer>, name = 'a.csv') =>
  page.refusal(check, undefined, { query: `?name=${name}`, rawBody })
const take = ({ id, digest }: ImportCheck, by = page) => by.ask(confirm, { id, digest })
/** Ten digits with their check digit. */
const codeOf = (number: number) => {
  const first = `35${String(number).padStart(7, '0')}`
  return first + (Array.from(first, Number).reduce((sum, digit, at) => sum + (at + 1) * digit, 0) % 10)
}

describe('a file of institutions', () => {
  const rows = [
    row(clinic.code, '示範晨曦診所（更名）'),
    row(pharmacy.code, pharmacy.name, { type: '藥局', division: '6', endedOn: '20200101' }),
    row('3599990011', '示範新診所'),
  ]

  it('is told before it changes anything, and changes nothing the second time', async () => {
    const checked = await upload(fileOf(rows))
    expect(checked).toMatchObject({
      rows: 3,
      counts: { new: 1, changed: 1, ended: 1, same: 0, faulty: 0 },
      changed: [{ line: 2, code: clinic.code, fields: expect.arrayContaining(['name', 'phone']) }],
      ended: [{ line: 3, code: pharmacy.code }],
      new: [{ line: 4, code: '3599990011', type: 'clinic', division: 'taipei' }],
    })
    expect((await findInstitution(portal.database.query, clinic.code))?.name).toBe(clinic.name)
    expect(await take(checked)).toEqual({ new: 1, changed: 1, ended: 1, same: 0 })
    expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({ name: '示範晨曦診所（更名）' })
    expect(await findInstitution(portal.database.query, pharmacy.code)).toMatchObject({ contracted: false })
    const details = await portal.database.query.selectFrom('institution_details').selectAll().orderBy('code').execute()
    expect(details.map(({ code, address, level }) => [code, address, level])).toContainEqual([
      clinic.code,
      '示範市"一"路, 1號',
      '4',
    ])
    const again = await upload(fileOf(rows))
    expect(again.counts).toMatchObject({ new: 0, changed: 0, ended: 0, same: 3 })
    expect(await take(again)).toEqual({ new: 0, changed: 0, ended: 0, same: 3 })
    expect((await portal.auditRows()).map(({ event }) => event)).toEqual([
      'check-institutions',
      'import-institutions',
      'change-institution',
      'check-institutions',
      'import-institutions',
    ])
  })

  it('leaves through whom an institution files', async () => {
    await saveInstitution(portal.database.query, { ...clinic, filesThrough: pharmacy.code })
    await take(await upload(fileOf(rows.slice(0, 1))))
    expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({ filesThrough: pharmacy.code })
  })

  it('has every row’s faults told with their lines, and is not taken over with any', async () => {
    const checked = await upload(
      fileOf([
        row('x', ''),
        row('3599990011', '示範甲', { division: '9' }),
        row('3599990012', '示範乙'),
        row('3599990012', '示範乙'),
        ['3599990020', '少欄位'],
      ]),
    )
    expect(checked.faults).toEqual([
      { line: 2, code: 'x', faults: ['code', 'name'] },
      { line: 3, code: '3599990011', faults: ['division'] },
      { line: 5, code: '3599990012', faults: ['repeated'] },
      { line: 6, code: '3599990020', faults: expect.arrayContaining(['columns', 'type', 'division']) },
    ])
    expect(checked.odd).toContainEqual({ line: 4, code: '3599990012' })
    expect(await page.refusal(confirm, { id: checked.id, digest: checked.digest })).toMatchObject({
      code: 'ERR_REQUEST_IMPORT',
      details: { why: 'faults', line: 2 },
    })
    expect(await findInstitution(portal.database.query, '3599990012')).toBeUndefined()
  })

  it.each([
    [
      'other titles',
      '代碼,名稱\r\n1,2',
      'ERR_REQUEST_IMPORT_TITLES',
      { titles: expect.stringContaining('醫事機構代碼、') },
    ],
    ['nothing', '\ufeff\r\n', 'ERR_REQUEST_IMPORT_TITLES', {}],
    [
      'a quote that is never closed',
      `${titles.join(',')}\r\n"35,x\r\n`,
      'ERR_REQUEST_IMPORT',
      { why: 'quotes', line: 2 },
    ],
  ])('with %s is refused', async (_, text, code, details) => {
    expect(await refused(new TextEncoder().encode(text))).toMatchObject({ code, details })
  })

  it('in Big5 is refused, with the line', async () => {
    const octets = new Uint8Array([...new TextEncoder().encode(`${titles.join(',')}\r\n`), 0xa5, 0x78, 0xa5, 0x5f])
    expect(await refused(octets)).toMatchObject({ code: 'ERR_REQUEST_IMPORT', details: { why: 'encoding' } })
    expect(await refused(octets, 'a.xlsx')).toMatchObject({ code: 'ERR_REQUEST_FILE_NAME' })
  })

  it('is confirmed by who uploaded it, once, and only for what was told', async () => {
    const checked = await upload(fileOf(rows))
    expect(await (await signIn(portal, colleague)).refusal(check, undefined, { query: '?name=a.csv' })).toMatchObject({
      status: 403,
    })
    await saveInstitution(portal.database.query, { ...clinic, division: 'central' })
    const body = { id: checked.id, digest: checked.digest }
    expect(await page.refusal(confirm, body)).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
    const anew = await upload(fileOf(rows))
    await take(anew)
    expect(await page.refusal(confirm, { id: anew.id, digest: anew.digest })).toMatchObject({ status: 404 })
    expect(await page.refusal(confirm, { ...body, id: '018f0000-0000-7000-8000-00000000abcd' })).toMatchObject({
      status: 404,
    })
  })

  it('of 30,000 rows is checked and taken over within seconds, and changes nothing the second time', async () => {
    const many = fileOf(Array.from({ length: 30_000 }, (_, number) => row(codeOf(number), `示範診所${number}`)))
    const begun = performance.now()
    const checked = await upload(many)
    expect(checked.counts).toMatchObject({ new: 30_000, faulty: 0, odd: 0 })
    expect(await take(checked)).toMatchObject({ new: 30_000 })
    expect((await upload(many)).counts).toMatchObject({ new: 0, changed: 0, same: 30_000 })
    expect(performance.now() - begun).toBeLessThan(60_000)
  }, 120_000)
})

it('a contract that is to end later ends on its day, and not before; who says that it holds takes the day away', async () => {
  const later = row(clinic.code, clinic.name, { endedOn: '20990101' })
  await take(await upload(fileOf([later])))
  const job = endContractsJob({ database: portal.database, clock: portal.clock })
  const run = () => job.run({}, AbortSignal.timeout(10_000))
  await run()
  expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({ contracted: true })
  await portal.database.query.updateTable('institution_details').set({ ended_on: '2020-01-01' }).execute()
  await run()
  expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({ contracted: false })
  expect((await portal.auditRows()).at(-1)).toMatchObject({ event: 'change-institution' })
  await page.ask('PUT /api/staff/institutions', { code: clinic.code, contracted: true })
  await run()
  expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({ contracted: true })
})
