import { parseArgs } from 'node:util'
import { certificateCardTypes } from '../../core/cards/card-types.ts'
import { platforms } from '../../core/protocol/platforms.ts'
import { build } from '../../server/setup/build.mjs'
import { type FaultName, faults } from './faults.ts'
import { playFault } from './play-fault.ts'
import { readRecords } from './records.ts'
import { askForSignIn, openSignInPage, type ShownError, signedIn, typePin, waitForPhase } from './sign-in.ts'
import { setStage, type Stage } from './stage.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { Steps } from './steps.ts'

/** The reader on the desk, by `--reader`: a vendor-class one that WebUSB may claim, or the five-slot one on a COM port. */
const readerModels = { usb: 'it-500u', serial: 'nhi-serial' } as const
type DeskReaderOption = keyof typeof readerModels
/** `native`: the system's own reader, by the card service and pcscd (Linux, root). */
type ReaderOption = DeskReaderOption | 'native'
const isReader = (name: string): name is ReaderOption => name === 'native' || Object.hasOwn(readerModels, name)

const usage = `npm run demo -- --card=<${certificateCardTypes.join('|')}> [--reader=<${Object.keys(readerModels).join('|')}|native>] [--fault=<${Object.keys(faults).join('|')}>]`

const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name)

/** `npm run demo`: signs in, or is refused as the table says. Exit code 0 only then. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      card: { type: 'string' },
      reader: { type: 'string', default: 'usb' },
      fault: { type: 'string' },
    },
  })
  const cardType = certificateCardTypes.find((code) => code === values.card)
  const { reader } = values
  if (!cardType || !isReader(reader) || (values.fault !== undefined && !isFault(values.fault))) {
    console.error(usage)
    return 2
  }
  const native = reader === 'native'
  const obstacle = native ? (values.fault === undefined ? whyNoPcscd() : 'faults are for --reader=usb') : undefined
  if (obstacle !== undefined) {
    console.error(`--reader=native: ${obstacle}`)
    return 2
  }
  await build()
  const steps = new Steps(console.log)
  const stage = await setStage(steps, native ? cardType : undefined)
  try {
    const fault = values.fault
    if (fault === undefined) await signIn(stage, cardType, reader)
    const shown = fault === undefined || reader === 'native' ? [] : await refused(stage, cardType, fault, reader)
    await stage.end()
    const records = await readRecords(stage.portal.dataDirectory)
    const problems =
      fault === undefined
        ? records.sessions === 1 && records.refusal === null
          ? []
          : [`records: ${JSON.stringify(records)}`]
        : differences(fault, shown, records)
    for (const problem of problems) console.error(`NOT AS EXPECTED: ${problem}`)
    steps.done(problems.length > 0 ? 'failed' : fault === undefined ? 'signed in' : `refused as expected: ${fault}`)
    return problems.length === 0 ? 0 : 1
  } finally {
    await stage.end()
    stage.portal.remove()
  }
}

async function plugIn(stage: Stage, card: string, option: DeskReaderOption): Promise<string> {
  const reader = await stage.desk.plugReader(readerModels[option])
  await stage.desk.ask({ action: 'pair-all' })
  await stage.desk.ask({ action: 'insert-card', reader, card })
  stage.steps.done(`card ${card} in reader ${reader}`)
  return reader
}

async function signIn(
  stage: Stage,
  cardType: (typeof certificateCardTypes)[number],
  option: ReaderOption,
): Promise<void> {
  const { browser, portal, steps } = stage
  if (option === 'native') steps.done(`card ${cardType} in the system's reader`)
  else await plugIn(stage, cardType, option)
  const onVpn = (platforms.vpn.cardTypes as readonly string[]).includes(cardType)
  const page = await openSignInPage(browser, onVpn ? portal.vpn : portal.internet)
  steps.done('sign-in page')
  await stage.screenshot(page, `${cardType}-1-sign-in`)
  const window = await askForSignIn(browser, page, cardType)
  await waitForPhase(window, 'waiting-for-pin')
  steps.done('PIN window asks for the PIN')
  await stage.screenshot(window, `${cardType}-2-pin-window`)
  await typePin(window, stage.card(cardType).pin)
  steps.done('PIN typed')
  await page.waitForSelector('main:is([data-page=home], [data-page=institution])[data-state=ready]')
  if (await page.$('main[data-page=institution]')) {
    steps.done('several institutions: the first is chosen')
    await stage.screenshot(page, `${cardType}-3-institution`)
    await page.locator('main form button[type=submit]').click()
  }
  await signedIn(page)
  steps.done(`home: ${await page.$eval('main', (main) => main.innerText.split('\n').slice(0, 6).join(' · '))}`)
  await stage.screenshot(page, `${cardType}-4-home`)
}

async function refused(
  stage: Stage,
  cardType: (typeof certificateCardTypes)[number],
  name: FaultName,
  option: DeskReaderOption,
) {
  const row = faults[name]
  const card = 'card' in row ? row.card : cardType
  const reader = await plugIn(stage, card, option)
  return playFault[name]({ stage, reader, card, cardType, pin: stage.card(card).pin })
}

/** Compares what page, audit and database say with the table. */
function differences(
  name: FaultName,
  shown: readonly ShownError[],
  records: Awaited<ReturnType<typeof readRecords>>,
): string[] {
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
