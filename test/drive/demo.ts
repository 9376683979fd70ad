import { parseArgs } from 'node:util'
import { type CardType, certificateCardTypes } from '../../core/cards/card-types.ts'
import { platforms } from '../../core/portal/platforms.ts'
import { build } from '../../server/setup/build.mjs'
import { type Fault, type FaultName, faults } from './faults.ts'
import { importModule, moduleFile } from './import-module.ts'
import { playCheck } from './play-check.ts'
import { playFault } from './play-fault.ts'
import { playSupport } from './play-support.ts'
import { type NewRecords, newRecords, readRecords } from './records.ts'
import {
  askForSignIn,
  consent,
  openSignInPage,
  type ShownError,
  signedIn,
  type SignInForm,
  typePin,
  waitForPhase,
} from './sign-in.ts'
import { setStage, type Stage } from './stage.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { Steps } from './steps.ts'

/** The cards of `--card`, each with the kind that it signs in as: one of each kind, and cards by international standards. */
const cards: ReadonlyMap<string, CardType> = new Map([
  ...certificateCardTypes.map((code) => [code, code] as const),
  ['nhi', 'nhi'],
  ['piv', 'hca-personnel'],
  ['pkcs15', 'hca-personnel'],
])

/** The reader on the desk, by `--reader`: a vendor-class one that WebUSB may claim, or the five-slot one on a COM port. */
const readerModels = { usb: 'it-500u', serial: 'nhi-serial' } as const
type DeskReaderOption = keyof typeof readerModels
/** `native`: the system's own reader, by the card service and pcscd (Linux, root). */
type ReaderOption = DeskReaderOption | 'native'
const isReader = (name: string): name is ReaderOption => name === 'native' || Object.hasOwn(readerModels, name)
/** `ccid`, a chip-card reader however it is reached: the first of these that signs in. */
const ccidReaders: readonly ReaderOption[] = ['usb', 'native']

/** Several cards or faults are separated by commas, and played on one stage. */
const usage = `npm run demo -- --card=<${[...cards.keys()].join('|')}> [--reader=<${Object.keys(readerModels).join('|')}|native|ccid>] [--fault=<${Object.keys(faults).join('|')}>], or -- --check, or -- --support`

const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name)

/** `npm run demo`: signs in, or is refused as the table says. Exit code 0 only then. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      card: { type: 'string' },
      reader: { type: 'string', default: 'usb' },
      fault: { type: 'string' },
      check: { type: 'boolean', default: false },
      support: { type: 'boolean', default: false },
    },
  })
  if (values.check) {
    await build()
    return playCheck(new Steps(console.log))
  }
  if (values.support) {
    await build()
    return playSupport(new Steps(console.log))
  }
  const readers = values.reader === 'ccid' ? ccidReaders : [values.reader].filter(isReader)
  const acts = readActs(values.card ?? '', values.fault)
  if (readers.length === 0 || !acts) {
    console.error(usage)
    return 2
  }
  await build()
  let exitCode = 0
  for (const reader of readers) {
    exitCode = await play(acts, reader)
    if (exitCode === 0) break
  }
  return exitCode
}

/** A card that signs in, or with a fault is refused. */
interface Act {
  readonly card: string
  readonly cardType: CardType
  readonly fault: FaultName | undefined
}

/** Every card with every fault. Undefined for a name that is none. */
function readActs(cardList: string, faultList: string | undefined): Act[] | undefined {
  const acts: Act[] = []
  for (const card of cardList.split(',')) {
    for (const fault of faultList === undefined ? [undefined] : faultList.split(',')) {
      const cardType = cards.get(card)
      if (!cardType || (fault !== undefined && !isFault(fault))) return undefined
      acts.push({ card, cardType, fault })
    }
  }
  return acts
}

interface Run extends Act {
  readonly reader: ReaderOption
}

/** One after the other, on one stage. */
async function play(acts: readonly Act[], reader: ReaderOption): Promise<number> {
  const native = reader === 'native'
  const obstacle = native ? whyNotNative(acts) : undefined
  if (obstacle !== undefined) {
    console.error(`--reader=native: ${obstacle}`)
    return 2
  }
  const stage = await setStage(new Steps(console.log), native ? acts[0]?.card : undefined)
  try {
    let exitCode = 0
    for (const [index, act] of acts.entries()) {
      if (index > 0) await stage.clear()
      if (!(await playOne(stage, { ...act, reader }))) exitCode = 1
    }
    return exitCode
  } finally {
    await stage.end()
    stage.portal.remove()
  }
}

const whyNotNative = (acts: readonly Act[]): string | undefined =>
  acts.length > 1 || acts.some(({ fault }) => fault !== undefined)
    ? 'one card, and faults are for --reader=usb'
    : whyNoPcscd()

/** True when all came as it should. */
async function playOne(stage: Stage, run: Run): Promise<boolean> {
  const { fault, reader } = run
  const { portal, steps } = stage
  const before = await readRecords(portal.vpn)
  if (fault === undefined) await signIn(stage, run)
  const shown = fault === undefined || reader === 'native' ? [] : await refused(stage, run, fault, reader)
  const records = newRecords(before, await readRecords(portal.vpn))
  const problems =
    fault === undefined
      ? records.sessions === 1 && records.refusal === null
        ? []
        : [`records: ${JSON.stringify(records)}`]
      : differences(fault, shown, records)
  for (const problem of problems) console.error(`NOT AS EXPECTED: ${problem}`)
  steps.done(problems.length > 0 ? 'failed' : fault === undefined ? 'signed in' : `refused as expected: ${fault}`)
  return problems.length === 0
}

/** The reader that is plugged in, with the card where it belongs and, in an NHI reader, the institution's module. */
async function plugIn(stage: Stage, { card, cardType }: Pick<Run, 'card' | 'cardType'>, option: DeskReaderOption) {
  const { desk, steps } = stage
  const reader = await desk.plugReader(readerModels[option])
  await desk.ask({ action: 'pair-all' })
  if (option === 'serial') {
    await desk.ask({ action: 'insert-card', reader: `${reader} slot 3`, card: 'sam' })
    steps.done(`module sam in reader ${reader}`)
  }
  const place = option === 'serial' && cardType !== 'nhi' ? `${reader} slot 2` : reader
  await desk.ask({ action: 'insert-card', reader: place, card })
  steps.done(`card ${card} in reader ${place}`)
  return place
}

/** What the sign-in form asks for. */
const formOf = (stage: Stage, { card }: Pick<Run, 'card'>, reader: ReaderOption): SignInForm => ({
  reader: reader === 'serial' ? 'nhi' : 'ccid',
  password: stage.card(card).password,
})

async function signIn(stage: Stage, run: Run): Promise<void> {
  const { browser, portal, steps } = stage
  const { card, cardType, reader } = run
  if (reader === 'native') steps.done(`card ${card} in the system's reader`)
  else await plugIn(stage, run, reader)
  if (cardType === 'nhi' && reader !== 'serial') {
    await importModule(browser, await moduleFile(portal.vpn, 'clinic'))
    steps.done('cloud module imported')
  }
  const onVpn = (platforms.vpn.cardTypes as readonly string[]).includes(cardType)
  const page = await openSignInPage(browser, onVpn ? portal.vpn : portal.internet)
  steps.done('sign-in page')
  await stage.screenshot(page, `${card}-1-sign-in`)
  const form = onVpn ? formOf(stage, run, reader) : {}
  const window = await askForSignIn(browser, page, cardType, form)
  await waitForPhase(window, cardType === 'nhi' ? 'waiting-for-consent' : 'waiting-for-pin')
  steps.done(`the window asks for ${cardType === 'nhi' ? 'consent' : 'the PIN'}`)
  await stage.screenshot(window, `${card}-2-pin-window`)
  if (cardType === 'nhi') {
    await consent(window)
    steps.done('agreed')
  } else {
    await typePin(window, stage.card(card).pin)
    steps.done('PIN typed')
  }
  await page.waitForSelector('main:is([data-page=home], [data-page=institution])[data-state=ready]')
  if (await page.$('main[data-page=institution]')) {
    steps.done('several institutions: the first is chosen')
    await stage.screenshot(page, `${card}-3-institution`)
    await page.locator('main form button[type=submit]').click()
  }
  await signedIn(page)
  steps.done(`home: ${await page.$eval('main', (main) => main.innerText.split('\n').slice(0, 6).join(' · '))}`)
  await stage.screenshot(page, `${card}-4-home`)
}

async function refused(stage: Stage, run: Run, name: FaultName, option: DeskReaderOption) {
  const row: Fault = faults[name]
  const { card = run.card, cardType = run.cardType } = row
  const reader = await plugIn(stage, { card, cardType }, option)
  return playFault[name]({ stage, reader, card, cardType, pin: stage.card(card).pin })
}

/** Compares what page, audit and database say with the table. */
function differences(name: FaultName, shown: readonly ShownError[], records: NewRecords): string[] {
  const { expected } = faults[name]
  const last = expected.at(-1)
  const wanted = expected.map(({ code, heading }) => ({ code, heading }))
  const problems: string[] = []
  if (JSON.stringify(shown) !== JSON.stringify(wanted))
    problems.push(`the page said ${JSON.stringify(shown)}, not ${JSON.stringify(wanted)}`)
  if ((records.refusal?.step ?? null) !== last?.step)
    problems.push(`the audit names step ${records.refusal?.step}, not ${last?.step}`)
  if (last?.step && records.refusal?.code !== last.code)
    problems.push(`the audit has ${records.refusal?.code}, not ${last.code}`)
  if (records.sessions !== last?.sessions)
    problems.push(`${records.sessions} sessions in the database, not ${last?.sessions}`)
  return problems
}
