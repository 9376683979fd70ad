import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElementHandle, Page } from 'puppeteer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClaimsCheck } from '../../core/claims/check.ts'
import { errorListColumns, errorListRow } from '../../core/claims/error-list.ts'
import type { ClaimsFinding } from '../../core/claims/finding.ts'
import { claimsMostPerRule } from '../../core/claims/submission.ts'
import { byteOrderMark, csvLine } from '../../core/tables/csv.ts'
import { inventClaims } from '../../demo/claims/claims-document.ts'
import { shows } from '../drive/shows.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from '../drive/sign-in.ts'
import { archived } from '../server/claims/claims-files.ts'
import { lookAtPage } from './look-at-page.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const pharmacy = '5901999027'

let at: Workplace
let page: Page
let directory: string
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'claims-e2e-'))
  at = await openWorkplace()
  await at.plugIn('it-500u', 'moica')
  page = await openSignInPage(at.browser, at.portal)
  await typePin(await askForSignIn(at.browser, page, 'moica'), at.pinOf('moica'))
  await shows(page, 'main[data-page=institution][data-state=ready]')
  await page.select('#institution', pharmacy)
  await page.locator('main form button[type=submit]').click()
  await signedIn(page)
})
afterAll(async () => {
  await at?.close()
  rmSync(directory, { recursive: true })
})

/** A document in which every ninth digit of the cases is another, so that many rules are broken. */
async function spoiltFile(feeMonth: string) {
  const claims = inventClaims({
    kind: 'dispensing',
    seed: 3,
    cases: 60,
    facts: { institutionCode: pharmacy, careType: '30', feeMonth },
  })
  const document = new Uint8Array(Buffer.concat([...claims.pieces()]))
  let digits = 0
  for (let place = 400; place < document.length; place++) {
    const byte = document[place] ?? 0
    const isValue = byte >= 0x30 && byte <= 0x39 && document[place - 1] !== 0x3c && document[place + 1] !== 0x3e
    if (isValue && !isInTag(document, place) && ++digits % 9 === 0) document[place] = 0x30 + ((byte - 0x2f) % 10)
  }
  const { name, bytes } = await archived(claims.fileName, [{ name: 'claims.xml', document }])
  const path = join(directory, name)
  writeFileSync(path, bytes)
  return { name, path, document, facts: claims.facts }
}

function isInTag(document: Uint8Array, place: number): boolean {
  for (let before = place; before >= 0; before--) {
    if (document[before] === 0x3c) return true
    if (document[before] === 0x3e) return false
  }
  return false
}

async function choose(path: string): Promise<void> {
  await page.goto(`${at.portal}/claims`)
  await shows(page, 'main[data-page=claims-upload][data-state=ready]')
  const input = (await page.waitForSelector('#claims-file')) as ElementHandle<HTMLInputElement>
  await input.uploadFile(path)
}

it('a file is checked on the computer as Node checks it, sent, checked again, and its list fetched', async () => {
  const { name, path, document: bytes, facts } = await spoiltFile('11508')
  await choose(path)
  await shows(page, '[data-local-result=faulty]')
  expect(await lookAtPage(page, 'claims-checked-here')).toEqual([])

  const findings: ClaimsFinding[] = []
  const check = createClaimsCheck({
    ...facts,
    mostPerRule: claimsMostPerRule,
    onFindings: (found) => void findings.push(...found),
  })
  check.push(bytes)
  check.end()
  const rows = findings.map((finding, number) => csvLine(errorListRow(finding, number + 1, 'zh-TW')))
  expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(10)
  expect(await savedText('[data-local-result] > .row:last-child button')).toBe(
    byteOrderMark + csvLine(errorListColumns('zh-TW')) + rows.join(''),
  )

  await page.locator('[data-claims-form] button[type=submit]').click()
  await page.waitForFunction((sent) => document.body.textContent.includes(`已收到「${sent}」`), {}, name)
  await page.locator('main a[href="/claims/receipts"]').click()
  await shows(page, 'tr [data-state=faulty]')
  await page.locator('tr a[href^="/claims/results?id="]').click()
  await shows(page, '[data-result=faulty]')
  const rule = findings[0]?.rule ?? ''
  await page.locator(`tr[data-row="${rule}"] button`).click()
  await shows(page, `[data-findings="${rule}"] tbody tr`)
  expect(await lookAtPage(page, 'claims-result')).toEqual([])
})

it('a file that is in order is 檢核正確', async () => {
  const claims = inventClaims({
    kind: 'dispensing',
    seed: 4,
    cases: 30,
    facts: { institutionCode: pharmacy, careType: '30' },
  })
  const { name, bytes } = await archived(claims.fileName, [
    { name: 'claims.xml', document: Buffer.concat([...claims.pieces()]) },
  ])
  const path = join(directory, name)
  writeFileSync(path, bytes)
  await choose(path)
  await shows(page, '[data-local-result=correct]')
  await page.locator('[data-claims-form] button[type=submit]').click()
  await page.waitForFunction((sent) => document.body.textContent.includes(`已收到「${sent}」`), {}, name)
  await page.locator('main a[href="/claims/receipts"]').click()
  await shows(page, 'tr [data-state=correct]')
})

it('an archive that is none is told before it is sent', async () => {
  const path = join(directory, `${pharmacy}301150713B.zip`)
  writeFileSync(path, 'no archive')
  await choose(path)
  await page.waitForFunction(() => document.body.textContent.includes('不是 ZIP 壓縮檔'))
})

it('codes of diagnoses are looked up', async () => {
  await page.goto(`${at.portal}/claims/icd-10`)
  await shows(page, 'main[data-state=ready]')
  await page.type('#icd-10-codes', 'J06.9\nA00X')
  await page.locator('main form button[type=submit]').click()
  await shows(page, 'main .data-table tbody tr')
  const cells = await page.$$eval('td[data-column=state]', (found) => found.map((cell) => cell.textContent))
  expect(cells).toEqual(['有效', '查無此碼'])
})

/** What the page has the browser save when the button is pressed. */
async function savedText(selector: string): Promise<string> {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      Object.assign(globalThis, { savedBlob: blob })
      return make(blob)
    }
  })
  await page.locator(selector).click()
  return await page.evaluate(async () => {
    const { savedBlob } = globalThis as unknown as { savedBlob: Blob }
    // text() would take the byte order mark away
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await savedBlob.arrayBuffer())
  })
}
