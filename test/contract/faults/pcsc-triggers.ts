import type { HostFault } from '../../native-host/host-tap.ts'
import type { ScardFault } from '../../native-host/fake-pcsc.ts'
import { cardCommands, type CardStep, cardSteps } from './steps.ts'

export type HostStep = 'list' | 'connect' | 'transaction' | CardStep | 'end'

const forCommands = <T>(make: (command: (typeof cardCommands)[CardStep]) => T): Record<CardStep, T> =>
  Object.fromEntries(cardSteps.map((step) => [step, make(cardCommands[step])])) as Record<CardStep, T>

/** Where each step strikes between the extension and its card service: the message. */
export const hostTriggers: Record<HostStep, Omit<HostFault, 'strike'>> = {
  list: { op: 'list-readers' },
  connect: { op: 'connect' },
  ...forCommands((command) => ({ op: 'transmit', ...command })),
  transaction: { op: 'begin-transaction' },
  end: { op: 'end-transaction' },
}

/** Where each step strikes between the service and the system: the PC/SC call. */
export const pcscTriggers: Record<HostStep, Omit<ScardFault, 'strike'>> = {
  list: { call: 'listReaders' },
  connect: { call: 'connect' },
  ...forCommands((command) => ({ call: 'transmit', ...command })),
  transaction: { call: 'beginTransaction' },
  end: { call: 'endTransaction' },
}
