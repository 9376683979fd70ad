import { toReader } from '../../../demo/reader/ccid-messages.ts'
import type { FaultTrigger } from '../../../demo/reader/reader-faults.ts'
import { type CardStep, cardCommands } from './steps.ts'

const command = (step: CardStep): FaultTrigger => ({ message: toReader.XfrBlock, ...cardCommands[step] })

/** Where each step strikes at a CCID reader: the message, and the command in it. */
export const ccidTriggers = {
  connect: { message: toReader.IccPowerOn },
  select: command('select'),
  'read-info': command('read-info'),
  'read-certificate': command('read-certificate'),
  'tries-left': command('tries-left'),
  verify: command('verify'),
  'choose-key': command('choose-key'),
  sign: command('sign'),
  end: { message: toReader.IccPowerOff },
} as const satisfies Record<'connect' | CardStep | 'end', FaultTrigger>

export type CcidStep = keyof typeof ccidTriggers
