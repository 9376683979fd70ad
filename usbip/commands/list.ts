import type { ReaderStateFlags } from '../../core/smartcard/context.ts'
import { readerStates } from './choose-reader.ts'
import type { ReaderCommand } from './reader-command.ts'
import { withoutOperands } from './without-operands.ts'

export const list: ReaderCommand = {
  synopsis: 'list',
  summary: 'devices and readers, and what is in them',
  check: withoutOperands,
  async run({ usb, context, person }) {
    const devices = await usb.getDevices()
    const states = await readerStates(context)
    const refusals = await context.refusals()
    for (const { busId, vendorId, productId, manufacturerName, productName } of devices) {
      const name = [manufacturerName, productName].filter((part) => part !== null).join(' ')
      person.tell(`device ${busId}  ${hex(vendorId)}:${hex(productId)}  ${name}`.trimEnd())
    }
    for (const { busId, error } of usb.refused) person.tell(`device ${busId}  ${error.code}: ${error.message}`)
    for (const [name, state] of states) person.tell(`reader “${name}”  ${cardText(state)}`)
    for (const { readerName, error } of refusals) person.tell(`reader “${readerName}”  ${error.code}: ${error.message}`)
    if (states.size === 0 && refusals.length === 0) person.tell('no reader')
  },
}

function cardText({ present, mute }: ReaderStateFlags): string {
  if (!present) return 'no card'
  return mute ? 'a card that does not answer' : 'card'
}

const hex = (number: number): string => number.toString(16).padStart(4, '0')
