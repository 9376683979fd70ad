import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'puppeteer'
import { demoNhiHolders } from '../../demo/nhi-holders.ts'
import { Desk } from './desk.ts'
import { launch, patience } from './launch.ts'
import { askForSignIn, openSignInPage, signedIn, typePin } from './sign-in.ts'
import { setStage, type Stage } from './stage.ts'
import type { Steps } from './steps.ts'
import {
  agree,
  cancelReport,
  changeWeekday,
  fileReport,
  mendReason,
  openReview,
  pass,
  printedName,
  printReport,
  readAgain,
  sendBack,
} from './support-reports.ts'
import { askForCode, enterCardNumber, enterCode, openWay, readCode, signInByCertificate } from './support-sign-in.ts'

const shots = '.shots'

/**
 * The support-reporting system: a sign-in without a reader, and a report from its draft over the return, the clinic's
 * consent and the approval of another county to its print, its change and its end. Screenshots and the PDF are saved.
 */
export async function playSupport(steps: Steps): Promise<number> {
  const stage = await setStage(steps)
  const counter = await launch()
  try {
    await playPhoneSignIn(stage)
    await stage.clear()
    await playReport(stage, counter)
    return 0
  } finally {
    await counter.close()
    await stage.end()
    stage.portal.remove()
  }
}

/** 健保卡登入(無插卡) */
async function playPhoneSignIn(stage: Stage): Promise<void> {
  const { browser, portal, steps } = stage
  const [who] = demoNhiHolders
  if (!who) throw new Error('the demo has nobody to sign in')
  const page = await openWay(browser, portal.support, 'nhi-phone')
  await stage.screenshot(page, 'support-phone-1-form')
  await askForCode(page, who)
  steps.done('the code is in the inbox')
  await stage.screenshot(page, 'support-phone-2-code')
  await enterCode(page, await readCode(portal.support, who.phone))
  steps.done(`handed over to ${new URL(page.url()).host}`)
  await stage.screenshot(page, 'support-phone-3-verification')
  await enterCardNumber(page, who.cardNumber)
  steps.done('signed in without a reader')
  await stage.screenshot(page, 'support-phone-4-home')
}

async function playReport(stage: Stage, counter: Browser): Promise<void> {
  const { browser, desk, portal, steps } = stage
  let shot = 0
  const look = (page: Page) => stage.screenshot(page, `support-report-${String(++shot).padStart(2, '0')}`)

  const applicant = await signIn(stage, { browser, desk }, 'hca-personnel-unassigned', 'hca-personnel')
  const number = await fileReport(applicant, look)
  steps.done(`${number} is sent in`)

  const reader = await desk.plugReader('it-500u')
  await desk.ask({ action: 'pair-all' })
  await desk.ask({ action: 'insert-card', reader, card: 'moica-staff' })
  const bureau = await openSignInPage(browser, portal.vpn)
  await typePin(await askForSignIn(browser, bureau, 'moica'), stage.card('moica-staff').pin)
  await signedIn(bureau)
  await openReview(bureau, number)
  await sendBack(bureau, look)
  steps.done('the health bureau returns it')
  await mendReason(applicant)
  steps.done('mended, and sent in again')

  const clinicDesk = await Desk.open(counter, portal.vpn)
  const clinic = await signIn(stage, { browser: counter, desk: clinicDesk }, 'hca-institution', 'hca-institution')
  await agree(clinic, portal.support, number)
  await look(clinic)
  steps.done('the clinic agrees')
  await openReview(bureau, number)
  await look(bureau)
  await pass(bureau, 'reviewing')
  steps.done('the health bureau of the county of practice approves it')

  await readAgain(applicant)
  await look(applicant)
  await printReport(applicant, resolve(shots))
  await isSaved(`${shots}/${printedName(number)}`)
  steps.done(`${shots}/${printedName(number)}: as it is printed`)

  await changeWeekday(applicant)
  await agree(clinic, portal.support, number)
  await openReview(bureau, number)
  await look(bureau)
  await pass(bureau, 'change-reviewing')
  steps.done('a change is approved')
  await readAgain(applicant)
  await cancelReport(applicant, look)
  await look(applicant)
  steps.done('cancelled')
}

/** 醫事憑證 */
async function signIn(
  stage: Stage,
  { browser, desk }: { readonly browser: Browser; readonly desk: Desk },
  card: string,
  kind: string,
): Promise<Page> {
  const { portal, steps } = stage
  const reader = await desk.plugReader('it-500u')
  await desk.ask({ action: 'pair-all' })
  await desk.ask({ action: 'insert-card', reader, card })
  const page = await openWay(browser, portal.support, 'certificate')
  await page.locator(`input[name=card][value=${kind}]`).click()
  await signInByCertificate(browser, page, stage.card(card).pin)
  await desk.ask({ action: 'unplug-reader', reader })
  steps.done(`signed in with ${card}`)
  return page
}

async function isSaved(path: string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (existsSync(path)) return
    await wait(100)
  }
  throw new Error(`${path} was not saved`)
}
