import { CodedError } from '../../core/errors/coded-error.ts'
import type { ReaderStateFlags } from '../../core/smartcard/context.ts'
import type { WebUsbContext } from '../../extension/readers/web-usb.ts'
import type { CommandSituation } from './reader-command.ts'
import { UsageError } from './usage-error.ts'

/** Milliseconds that the readers may take to tell what is in them. */
const patience = 10_000

/** What is in each reader. Errors: ERR_READER_*. */
export async function readerStates(context: WebUsbContext): Promise<ReadonlyMap<string, ReaderStateFlags>> {
  const names = await context.listReaders()
  if (names.length === 0) return new Map()
  const asked = names.map((readerName) => ({ readerName, currentState: { unaware: true } }))
  const states = await context.getStatusChange(asked, { timeout: patience })
  return new Map(states.map(({ readerName, eventState }) => [readerName, eventState]))
}

/** The reader that was named, else the first with a card, else the first. Errors: UsageError, ERR_READER_NOT_FOUND. */
export async function chooseReader({ usb, context, reader: named }: CommandSituation): Promise<string> {
  const states = await readerStates(context)
  if (named !== undefined && !states.has(named)) {
    const names = [...states.keys()].map((name) => `“${name}”`).join(', ')
    throw new UsageError(`no reader “${named}”; there ${names ? `are ${names}` : 'is none'}`)
  }
  const [first] = states.keys()
  const withCard = [...states].find(([, state]) => state.present)?.[0]
  const chosen = named ?? withCard ?? first
  if (chosen !== undefined) return chosen
  const [refusal] = [...usb.refused, ...(await context.refusals())]
  throw refusal?.error ?? new CodedError('ERR_READER_NOT_FOUND', 'the USB/IP server offers no card reader')
}
