import type { Page } from 'puppeteer'
import { daysAfter, taiwanDay } from '../../core/portal/taiwan-day.ts'
import { signedIn } from './sign-in.ts'

/** What the people of a support report do: who applies, the clinic that is asked, and the health bureau. */

export const press = (page: Page, words: string, within = 'main'): Promise<void> =>
  page.locator(`${within} ::-p-xpath(.//button[normalize-space()='${words}'])`).click()

export const says = async (page: Page, words: string, within = 'main'): Promise<void> => {
  await page.waitForFunction(
    (words, within) => document.querySelector(within)?.textContent?.includes(words),
    {},
    words,
    within,
  )
}

export const isStep = async (page: Page, key: string): Promise<void> => {
  await page.waitForSelector(`[data-form-step=${key}]`)
}

export const isState = async (page: Page, state: string): Promise<void> => {
  await page.waitForSelector(`main .support-state[data-state=${state}]`)
}

/** Called on each page on which there is something to see. */
export type Look = (page: Page) => Promise<void>

/** A report for a clinic in another county, from the list to 送件. Resolves with its number. */
export async function fileReport(applicant: Page, look: Look): Promise<string> {
  await applicant.locator('main a[href="/support-reports"]').click()
  await applicant.waitForSelector('main[data-page=support-reports][data-state=ready] .data-table')
  await look(applicant)
  await press(applicant, '開始登錄')
  await isStep(applicant, 'place') // the only registration is chosen already
  await applicant.locator('#institution-words').fill('晨曦')
  await press(applicant, '查詢機構')
  await applicant.locator('input[name=institution]').click()
  await applicant.locator('input[name=kind][value=consultation]').click()
  await look(applicant)
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'time')
  await readAgain(applicant) // what was saved is there when the page is left
  await isStep(applicant, 'time')
  const today = taiwanDay(new Date())
  await applicant.locator('#first-day').fill(daysAfter(today, 3))
  await applicant.locator('#last-day').fill(daysAfter(today, 60))
  await press(applicant, '新增時段')
  await look(applicant)
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'reason')
  await applicant.locator('#reason').fill('示範：會診')
  await look(applicant)
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'send')
  await says(applicant, '已完成申辦流程的 57%')
  await says(applicant, '越區執業')
  await look(applicant)
  await press(applicant, '送件')
  await isState(applicant, 'submitted')
  return (await applicant.$eval('#support-report', (title) => title.textContent)).replace('報備支援 ', '')
}

export async function readAgain(applicant: Page): Promise<void> {
  await applicant.bringToFront()
  await applicant.reload()
  await applicant.waitForSelector('.support-progress')
}

/** Pages of one browser: what is pressed is in front. */
export async function openReview(bureau: Page, number: string): Promise<void> {
  await bureau.bringToFront()
  await bureau.locator('.frame-brand').click()
  await signedIn(bureau)
  await bureau.locator('[data-staff-menu] a[href="/staff/support-reports"]').click()
  await bureau.locator(`button[aria-label="檢視 ${number}"]`).click()
  await bureau.waitForSelector('#support-review')
}

/** 退回補正 of the report that is open, with a reason that is given often. */
export async function sendBack(bureau: Page, look: Look): Promise<void> {
  await press(bureau, '開始審查')
  await isState(bureau, 'reviewing')
  await look(bureau)
  await press(bureau, '退回補正')
  await bureau.select('#return-template', 'reason-unclear')
  await press(bureau, '退回補正', 'dialog')
  await isState(bureau, 'returned')
}

/** 補正 and 送件 once more. */
export async function mendReason(applicant: Page): Promise<void> {
  await readAgain(applicant)
  await says(applicant, '衛生局退回補正：支援事由不夠具體')
  await applicant.locator('[data-step=reason]').click()
  await isStep(applicant, 'reason')
  await applicant.locator('#reason').fill('示範：齒顎矯正會診')
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'send')
  await press(applicant, '送件')
  await isState(applicant, 'submitted')
}

export async function agree(clinic: Page, support: string, number: string): Promise<void> {
  await clinic.goto(`${support}/support-reports/consents`)
  await clinic.locator(`button[aria-label="同意 ${number}"]`).click()
  await says(clinic, `已回覆 ${number}`)
}

/** 核准 of the report that is open. */
export async function pass(bureau: Page, reviewing: string): Promise<void> {
  await press(bureau, '開始審查')
  await isState(bureau, reviewing)
  await press(bureau, '核准')
  await press(bureau, '核准', 'dialog')
  await isState(bureau, 'approved')
}

/** 變更 of an approved one to another weekday, as far as 送件. */
export async function changeWeekday(applicant: Page): Promise<void> {
  await press(applicant, '變更')
  await isStep(applicant, 'send')
  await applicant.locator('[data-step=time]').click()
  await isStep(applicant, 'time')
  await applicant.select('#hours-0-weekday', '5')
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'reason')
  await press(applicant, '儲存並繼續')
  await isStep(applicant, 'send')
  await press(applicant, '送件')
  await isState(applicant, 'change-submitted')
}

/** 註銷, with the dialog looked at before it is pressed. */
export async function cancelReport(applicant: Page, look: Look): Promise<void> {
  await press(applicant, '註銷')
  await applicant.locator('#cancel-why').fill('示範：支援機構停診')
  await look(applicant)
  await press(applicant, '註銷', 'dialog')
  await isState(applicant, 'cancelled')
  await says(applicant, '示範：支援機構停診')
}

/** 列印（PDF）: the browser saves it in the folder, under the report's number. */
export async function printReport(applicant: Page, folder: string): Promise<void> {
  const session = await applicant.createCDPSession()
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder })
  await press(applicant, '列印（PDF）')
}

export const printedName = (number: string): string => `報備支援-${number}.pdf`
