import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decodeBig5 } from '../../../core/bytes/big5.ts'
import { createClaimsCheck } from '../../../core/claims/check.ts'
import { findingLine } from '../../../core/claims/finding.ts'
import { readMaintenance } from '../../../core/claims/maintenance.ts'
import { claimsMostPerRule, claimsMostUnchecked } from '../../../core/claims/submission.ts'
import { inventClaims } from '../../../demo/claims/claims-document.ts'
import { checkClaims } from '../../../server/claims/check-claims.ts'
import { cleanUpClaims } from '../../../server/claims/clean-up.ts'
import { findOutput } from '../../../server/db/tables/claims-files.ts'
import { isKept } from '../../../server/db/tables/kept-files.ts'
import { type FileStore, openFileStore } from '../../../server/files/file-store.ts'
import { addPerson, signedInAs } from '../organizations/institution-pages.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'
import { type ArchivedClaims, archived, archivedClaims } from './claims-files.ts'

let portal: TestPortal
let files: FileStore
let page: Page
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'claims-test-'))
  files = openFileStore(directory)
  portal = await openTestPortal(() => ({ files }))
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal, { several: true })
  page = await claimant()
})
afterAll(async () => {
  await portal.close()
  await rm(directory, { recursive: true })
})

/** A user of the institution to whom 醫療費用申報 was granted; the pre-check comes with it. */
async function claimant(serial = 8, institution: { readonly code: string } = clinic): Promise<Page> {
  const id = await addPerson(portal, { name: '申報人', serial, roles: ['user'], code: institution.code })
  const { query } = portal.database
  const at = portal.clock.now()
  const service = { institution_code: institution.code, platform: 'vpn', service: 'A.01' } as const
  await query
    .insertInto('institution_services')
    .values({ ...service, applied_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await query
    .insertInto('grants')
    .values({ ...service, person_id: id, granted_at: at })
    .execute()
  return await signedInAs(portal, id, { code: institution.code })
}

const begin = (file: ArchivedClaims, by = page, withOrders = false) =>
  by.ask('POST /api/claims/uploads', { name: file.name, size: file.bytes.length, sha256: file.sha256, withOrders })
const part = 'POST /api/claims/uploads/part'
const partOf = (id: string, at: number, rawBody: Uint8Array<ArrayBuffer>) =>
  [part, undefined, { query: `?id=${id}&at=${at}`, rawBody }] as const
async function send(file: ArchivedClaims, by = page): Promise<string> {
  const { id, received } = await begin(file, by)
  await by.ask(...partOf(id, received, file.bytes.subarray(received)))
  return id
}
const list = async (by = page) => (await by.ask('GET /api/claims/files')).files
const setClock = (time: string) => portal.clock.advance((Date.parse(time) - portal.clock.now().getTime()) / 1000)
const log = { debug() {}, info() {}, warn() {}, error() {} }
const check = (window = 'off', signal = new AbortController().signal) =>
  checkClaims({
    database: portal.database,
    files,
    clock: portal.clock,
    log,
    maintenance: readMaintenance(window),
    icd10File: undefined,
  }).run({}, signal)
const result = (id: string, by = page) => by.ask('GET /api/claims/results', undefined, { query: `?id=${id}` })
const fetchOutput = async (id: string, output: string) => {
  const { address } = await page.ask('POST /api/claims/results/file', { id, output })
  return await portal.page().fetch('GET', address, undefined, { proof: null })
}

describe('a claims file', () => {
  it('that is in order is received, waits, and is 檢核正確', async () => {
    const id = await send(await archivedClaims())
    expect(await list()).toMatchObject([{ id, state: 'waiting', ahead: 0, errors: null }])
    await check()
    expect(await list()).toMatchObject([{ id, state: 'correct', ahead: null, errors: 0, warnings: 0 }])
    expect((await result(id)).result).toMatchObject({ isCorrect: true, isWhole: true, cases: 20, rules: [] })
    const rows = await portal.auditRows()
    expect(rows.map(({ event }) => event)).toEqual(['upload-claims', 'check-claims'])
  })

  it('with a fault has its findings by rule, and as the list in three files', async () => {
    const rule = 'OP-D39-SUM'
    const id = await send(await archivedClaims({ plant: rule }))
    await check()
    expect(await list()).toMatchObject([{ state: 'faulty', errors: 1 }])
    expect((await result(id)).result.rules).toEqual([{ rule, severity: 'error', count: 1, given: 1 }])
    const found = await page.ask('GET /api/claims/results/findings', undefined, { query: `?id=${id}&rule=${rule}` })
    expect(found).toMatchObject({ page: 1, pages: 1, findings: [{ rule, case: 20, field: 'd39' }] })
    const [csv, big5, ods] = [await fetchOutput(id, 'csv'), await fetchOutput(id, 'big5'), await fetchOutput(id, 'ods')]
    expect(csv.headers.get('content-disposition')).toContain('.csv')
    expect(csv.body).toMatch(new RegExp(`^\\ufeff?"序號","規則編號"[^]*"1","${rule}"`))
    expect(big5.status).toBe(200)
    expect(ods.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.spreadsheet')
    const kept = await findOutput(portal.database.query, id, 'big5')
    const bytes = await readFile((await files.find(kept?.sha256 ?? '')) ?? '')
    expect(decodeBig5(bytes)).toMatchObject({ text: expect.stringContaining('規則編號') as string, lost: [] })
  })

  it('has its list under 下載捷徑專區 too, as long as it is kept', async () => {
    const id = await send(await archivedClaims({ plant: 'OP-D39-SUM' }))
    await check()
    const shortcuts = () => page.ask('GET /api/shortcuts', undefined, { query: '?groups=recent' })
    expect((await shortcuts()).rows).toMatchObject([{ id, description: '檢核錯誤明細表', state: 'ready' }])
    await page.ask('DELETE /api/claims/files', { id })
    expect((await shortcuts()).rows).toEqual([])
  })

  it('has the same findings as where core alone checks it', async () => {
    const options = { kind: 'outpatient', seed: 7, cases: 30, plant: 'OP-D39-SUM' } as const
    const claims = inventClaims({ ...options, facts: { institutionCode: clinic.code, careType: '11' } })
    const id = await send(await archivedClaims(options))
    await check()
    const lines: string[] = []
    const alone = createClaimsCheck({
      ...claims.facts,
      mostPerRule: claimsMostPerRule,
      onFindings: (found) => void lines.push(...found.map(findingLine)),
    })
    for (const piece of claims.pieces()) alone.push(piece)
    alone.end()
    const kept = await findOutput(portal.database.query, id, 'findings')
    expect(await readFile((await files.find(kept?.sha256 ?? '')) ?? '', 'utf8')).toBe(lines.join(''))
  })

  it('may come in parts, go on after a break, and is taken up where it was', async () => {
    const file = await archivedClaims()
    const { id } = await begin(file)
    const half = Math.floor(file.bytes.length / 2)
    expect(await page.ask(...partOf(id, 0, file.bytes.subarray(0, half)))).toEqual({ id, received: half })
    // sent again, since its answer was lost
    expect(await page.ask(...partOf(id, 0, file.bytes.subarray(0, half)))).toEqual({ id, received: half })
    expect(await list()).toMatchObject([{ state: 'receiving', received: half }])
    expect(await begin(file)).toEqual({ id, received: half })
    await page.ask(...partOf(id, half, file.bytes.subarray(half)))
    await check()
    expect(await list()).toMatchObject([{ state: 'correct' }])
  })

  it('keeps its turn; nothing is checked in the time of maintenance, and all that came is afterwards, in order', async () => {
    setClock('2026-12-01T21:30:00Z') // 05:30 in Taiwan
    page = await claimant(11)
    const other = await claimant(9)
    const first = await send(await archivedClaims({ facts: { feeMonth: '11509' } }))
    portal.clock.advance(1)
    const second = await send(await archivedClaims({ facts: { feeMonth: '11510' } }), other)
    await check('05:00-08:00')
    expect((await list()).map(({ id, state, ahead }) => [id, state, ahead])).toEqual([
      [second, 'waiting', 1],
      [first, 'waiting', 0],
    ])
    const shown = await page.ask('GET /api/claims/files')
    expect([shown.maintenance, shown.resumesAt]).toEqual(['05:00-08:00', '2026-12-02T00:00:00.000Z'])
    setClock('2026-12-02T00:00:00Z')
    page = await claimant(12)
    await check('05:00-08:00')
    expect((await list()).map(({ state }) => state)).toEqual(['correct', 'correct'])
    const checked = (await portal.auditRows()).filter(({ event }) => event === 'check-claims')
    expect(checked).toHaveLength(2)
  })

  it('is checked after all when the server stopped in the middle', async () => {
    const id = await send(await archivedClaims())
    await expect(check('off', AbortSignal.timeout(100))).rejects.toThrow()
    expect(await list()).toMatchObject([{ id, state: 'waiting' }])
    await check()
    expect(await list()).toMatchObject([{ id, state: 'correct' }])
  })

  it('is given up after its check ended the process three times, and the others go on', async () => {
    const id = await send(await archivedClaims())
    await portal.database.query.updateTable('claims_files').set({ attempts: 3 }).where('id', '=', id).execute()
    await check()
    expect(await list()).toMatchObject([{ state: 'refused', refusal: 'unfinished' }])
  })

  it('can be taken back, and is gone after its days', async () => {
    const file = await archivedClaims()
    const id = await send(file)
    expect(await page.refusal('POST /api/claims/uploads', body(file))).toMatchObject({
      status: 409,
      code: 'ERR_REQUEST_CLAIMS_TWICE',
    })
    await page.ask('DELETE /api/claims/files', { id })
    expect(await list()).toEqual([])
    await send(file)
    await check()
    expect(await isKept(portal.database.query, file.sha256)).toBe(true)
    portal.clock.advance(90 * 86_400)
    await cleanUpClaims({ database: portal.database, clock: portal.clock }).run({}, new AbortController().signal)
    page = await claimant(13)
    expect(await list()).toEqual([])
    expect(await isKept(portal.database.query, file.sha256)).toBe(false)
  })
})

const body = (file: ArchivedClaims) => ({
  name: file.name,
  size: file.bytes.length,
  sha256: file.sha256,
  withOrders: false,
})

describe('is refused', () => {
  it.each([
    ['a name that is not as the rule has it', { name: '350199901811115093B.zip' }, 'ERR_REQUEST_CLAIMS_NAME'],
    ['another institution’s', { name: `${pharmacy.code}301150913B.zip` }, 'ERR_REQUEST_CLAIMS_INSTITUTION'],
  ])('%s', async (_what, change, code) => {
    const file = await archivedClaims()
    expect(await page.refusal('POST /api/claims/uploads', { ...body(file), ...change })).toMatchObject({ code })
    expect(await list()).toEqual([])
  })

  it('one more than an institution may have waiting, until one of them is taken back', async () => {
    const file = await archivedClaims()
    const named = (at: number) => {
      const month = `${110 + Math.floor(at / 12)}${String((at % 12) + 1).padStart(2, '0')}`
      return { ...body(file), name: file.name.slice(0, 12) + month + file.name.slice(17) }
    }
    const ids = []
    for (let at = 0; at < claimsMostUnchecked; at++)
      ids.push((await page.ask('POST /api/claims/uploads', named(at))).id)
    const more = named(claimsMostUnchecked)
    expect(await page.refusal('POST /api/claims/uploads', more)).toMatchObject({
      code: 'ERR_REQUEST_CLAIMS_MANY',
      details: { most: claimsMostUnchecked },
    })
    await page.ask('DELETE /api/claims/files', { id: ids[0] })
    await page.ask('POST /api/claims/uploads', more)
  })

  it.each([
    ['no archive', new TextEncoder().encode('<outpatient/>'), 'ERR_REQUEST_FILE_CONTENT'],
    ['another content than was begun', undefined, 'ERR_REQUEST_CLAIMS_BROKEN'],
  ])('%s, and nothing of it stays', async (_what, bytes, code) => {
    const { name } = await archivedClaims()
    const content = bytes ?? (await archivedClaims({ seed: 2 })).bytes
    const { id } = await begin({ name, bytes: new Uint8Array(content), sha256: '0'.repeat(64) })
    expect(await page.refusal(...partOf(id, 0, content))).toMatchObject({ code })
    expect(await list()).toEqual([])
  })

  const xml = new TextEncoder().encode('<outpatient></outpatient>')
  it.each([
    [
      'two files in one',
      [
        { name: 'a.xml', document: xml },
        { name: 'b.xml', document: xml },
      ],
      'many',
    ],
    ['a folder', [{ name: 'x/a.xml', document: xml }], 'name'],
    ['no document', [{ name: 'a.txt', document: xml }], 'name'],
    ['a locked one', [{ name: 'a.xml', document: xml, password: 'x' }], 'locked'],
    ['a bomb', [{ name: 'a.xml', document: new Uint8Array(201 * 1024 * 1024) }], 'large'],
  ])('as an archive: %s', async (_what, entries, refusal) => {
    const { name } = await archivedClaims()
    const id = await send(await archived(name, entries))
    await check()
    expect(await list()).toMatchObject([{ id, state: 'refused', refusal }])
  })

  it('whoever asks for another institution’s file, on either portal: 404', async () => {
    const id = await send(await archivedClaims({ plant: 'OP-D39-SUM' }))
    await check()
    const elsewhere = await claimant(10, pharmacy)
    const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    const query = `?id=${id}`
    expect(await elsewhere.refusal('GET /api/claims/results', undefined, { query })).toMatchObject(notFound)
    expect(await elsewhere.refusal('POST /api/claims/results/file', { id, output: 'csv' })).toMatchObject(notFound)
    expect(await elsewhere.refusal('DELETE /api/claims/files', { id })).toMatchObject(notFound)
    expect(await elsewhere.refusal(...partOf(id, 0, xml))).toMatchObject(notFound)
    const manager = await signedInAs(portal, person.id)
    expect(await manager.refusal('GET /api/claims/files')).toMatchObject({ status: 403 })
  })
})
