import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { toReader } from '../../../demo/reader/ccid-messages.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import type { KeypadEntry } from '../../../demo/reader/keypad.ts'
import type { BlockDamage, FaultTrigger, ReaderFault } from '../../../demo/reader/reader-faults.ts'
import { readerModel, type ReaderModelId } from '../../../demo/reader/reader-models.ts'
import { protectedClasses } from '../../../demo/reader/usb-refusals.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { WebUsbContext } from '../../../extension/readers/web-usb.ts'
import { ManualTimers } from '../../core/smartcard/manual-timers.ts'
import { ccidTriggers as triggers } from './ccid-triggers.ts'
import { demoCard, wrongPin } from './demo-card.ts'
import { driveWith } from './drive.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { rowList } from './row-list.ts'
import { cardSteps, isAfterVerify } from './steps.ts'

interface Strike {
  readonly model: ReaderModelId
  readonly fault?: ReaderFault
  readonly keypad?: KeypadEntry | 'right' | 'remove-card' | 'unplug'
  readonly wrong?: boolean
  /** What the browser does not do with the device, and the name of its exception. */
  readonly refused?: readonly [method: 'open' | 'claimInterface', name: string]
}

async function makeRig({ model, fault, keypad, wrong = false, refused }: Strike): Promise<FaultRig> {
  const timers = new ManualTimers()
  const desk = createVirtualDesk({ store: memoryStore() })
  const { id: cardId, pin: rightPin } = await demoCard()
  await desk.loadCards([await demoCard()])
  const readerName = await desk.plugReader(model)
  await desk.grantReader(readerName)
  await desk.insertCard(readerName, cardId)
  if (fault) desk.injectFault(readerName, fault)
  const [device] = await desk.usb.getDevices()
  let refusals = 0
  const refuse = async (): Promise<void> => {
    refusals++
    throw new DOMException('The device is refused.', refused?.[1])
  }
  if (device && refused) Object.defineProperty(device, refused[0], { configurable: true, value: refuse })
  const context = new WebUsbContext({ usb: desk.usb, timers })
  const find = async () => (await desk.snapshot()).cards.find(({ id }) => id === cardId)
  const enter = (): void => {
    if (keypad === 'remove-card') void desk.keypadAsked(readerName).then(() => desk.removeCard(readerName))
    else if (keypad === 'unplug') void desk.keypadAsked(readerName).then(() => desk.unplugReader(readerName))
    else if (keypad === 'right') desk.enterOnKeypad(readerName, { digits: rightPin })
    else if (keypad !== undefined) desk.enterOnKeypad(readerName, keypad)
  }
  const takeOtherReader = async (): Promise<void> => {
    await desk.removeCard(readerName)
    await desk.unplugReader(readerName)
    const other = await desk.plugReader('it-500u')
    await desk.grantReader(other)
    await desk.insertCard(other, cardId)
  }
  return {
    context,
    pin: wrong ? wrongPin : rightPin,
    rightPin,
    ...(keypad === undefined
      ? {}
      : { keypad: { enter, enterRight: () => desk.enterOnKeypad(readerName, { digits: rightPin }) } }),
    drive: driveWith(timers),
    struck: () => (fault === undefined || desk.faultsStruck(readerName) > 0) && (refused === undefined || refusals > 0),
    async mend() {
      desk.clearFaults(readerName)
      if (device && refused) Reflect.deleteProperty(device, refused[0])
      if (protectedClasses.has(readerModel(model).interfaceClass)) return takeOtherReader()
      const reader = (await desk.snapshot()).readers.find(({ name }) => name === readerName)
      if (!reader?.plugged) await desk.plugReader(model)
      // The browser forgets a reader without a serial number when it is unplugged: the person chooses it again.
      await desk.grantReader(readerName)
      if (reader?.cardId === null) await desk.insertCard(readerName, cardId)
    },
    async card() {
      const { triesLeft = 0, verifyCount = 0 } = (await find())?.state ?? {}
      return { triesLeft, verifyCount }
    },
    async close() {
      await context.close()
      desk.close()
    },
  }
}

const { rows, add } = rowList({
  transport: 'WebUSB',
  makeRig,
  name: (fault, { model: id }: Strike) => `${fault} (${id})`,
})

/** CCID 1.1 table 6.2-2, and some of the offsets of a byte at fault and of a maker's own numbers. */
const slotErrors: readonly (readonly [bError: number, name: string, expected: ErrorCode])[] = [
  [0xff, 'CMD_ABORTED', 'ERR_READER_TIMEOUT'],
  [0xfe, 'ICC_MUTE', 'ERR_CARD_MUTE'],
  [0xfd, 'XFR_PARITY_ERROR', 'ERR_CARD_MUTE'],
  [0xfc, 'XFR_OVERRUN', 'ERR_CARD_MUTE'],
  [0xfb, 'HW_ERROR', 'ERR_CARD_MUTE'],
  [0xf8, 'BAD_ATR_TS', 'ERR_CARD_MUTE'],
  [0xf7, 'BAD_ATR_TCK', 'ERR_CARD_MUTE'],
  [0xf6, 'ICC_PROTOCOL_NOT_SUPPORTED', 'ERR_CARD_MUTE'],
  [0xf5, 'ICC_CLASS_NOT_SUPPORTED', 'ERR_CARD_MUTE'],
  [0xf4, 'PROCEDURE_BYTE_CONFLICT', 'ERR_CARD_MUTE'],
  [0xf3, 'DEACTIVATED_PROTOCOL', 'ERR_CARD_MUTE'],
  [0xf2, 'BUSY_WITH_AUTO_SEQUENCE', 'ERR_READER_BUSY'],
  [0xe0, 'CMD_SLOT_BUSY', 'ERR_READER_BUSY'],
  [0xc0, 'a maker’s own error', 'ERR_READER_PROTOCOL'],
  [0x00, 'command not supported', 'ERR_READER_PROTOCOL'],
  [0x01, 'bad dwLength', 'ERR_READER_PROTOCOL'],
  [0x05, 'bad bSlot', 'ERR_READER_PROTOCOL'],
  [0x08, 'bad wLevelParameter', 'ERR_READER_PROTOCOL'],
]
const model = 'it-500u'
for (const [bError, name, expected] of slotErrors) {
  const at = (step: 'connect' | 'verify'): ReaderFault => ({
    kind: 'slot-error',
    bError,
    times: 20,
    at: triggers[step],
  })
  add(name, 'connect', expected, { model, fault: at('connect') })
  add(name, 'verify', expected, { model, fault: at('verify'), wrong: true })
}
add('busy for a moment', 'connect', 'signs in', {
  model,
  fault: { kind: 'slot-error', bError: 0xf2, at: triggers.connect, times: 3 },
})
for (const iccStatus of [1, 2] as const) {
  const fault: ReaderFault = { kind: 'slot-error', bError: 0xfe, iccStatus, at: triggers.verify }
  add(`ICC_MUTE with bmICCStatus ${iccStatus}`, 'verify', 'ERR_CARD_REMOVED', { model, fault, wrong: true })
}

/** Faults of the way between reader and computer, and whether the card has had the command when they strike. */
const transfers: readonly (readonly [kind: ReaderFault['kind'], expected: ErrorCode | 'signs in', reached: boolean])[] =
  [
    ['stall', 'ERR_READER_PROTOCOL', false],
    ['stall-out', 'ERR_READER_PROTOCOL', false],
    ['transfer-error', 'ERR_READER_LOST', false],
    ['silent', 'ERR_READER_TIMEOUT', false],
    ['mute', 'ERR_CARD_MUTE', false],
    ['truncated', 'ERR_READER_PROTOCOL', true],
    ['short-header', 'ERR_READER_PROTOCOL', true],
    ['oversized', 'ERR_READER_PROTOCOL', true],
    ['babble', 'ERR_READER_PROTOCOL', true],
    ['wrong-sequence', 'ERR_READER_TIMEOUT', true],
    ['wrong-slot', 'ERR_READER_TIMEOUT', true],
    ['wrong-type', 'ERR_READER_PROTOCOL', true],
    ['only-stale', 'ERR_READER_PROTOCOL', true],
    ['only-empty', 'ERR_READER_PROTOCOL', true],
    ['endless-time-extension', 'ERR_READER_TIMEOUT', true],
    ['time-extension', 'signs in', true],
    ['stale-answer', 'signs in', true],
    ['zero-length-packet', 'signs in', true],
    ['trailing', 'signs in', true],
  ]
for (const [kind, expected, reached] of transfers)
  for (const step of ['connect', 'verify', 'sign'] as const) {
    const made = expected === 'signs in'
    const verifies = step === 'verify' ? reached : step === 'sign' || made
    add(
      kind,
      step,
      expected,
      { model, fault: { kind, at: triggers[step] }, wrong: step === 'verify' && !made },
      verifies ? 1 : 0,
    )
  }

/** The same on readers of the other levels, big-endian and polled ones among them. */
for (const other of ['ez100pu', 'extended', 'tpdu', 'character', 'two-slots'] as const)
  for (const [kind, expected] of [
    ['stall', 'ERR_READER_PROTOCOL'],
    ['silent', 'ERR_READER_TIMEOUT'],
    ['wrong-type', 'ERR_READER_PROTOCOL'],
    ['remove-card', 'ERR_CARD_REMOVED'],
    ['unplug', 'ERR_READER_LOST'],
  ] as const) {
    // At character level a block is asked for in two messages.
    const skip = other === 'character' ? 2 : 1
    const fault: ReaderFault = { kind, at: { ...triggers.verify, skip } }
    add(kind, 'verify', expected, { model: other, fault, wrong: true }, kind === 'wrong-type' ? 1 : 0)
  }

/** ISO 7816-3 §11.6: a damaged block is asked for again; three in a row, and the card is given up. */
const damages: readonly (readonly [damage: BlockDamage, name: string])[] = [
  ['edc', 'T=1 wrong LRC'],
  ['nad', 'T=1 wrong NAD'],
  ['pcb', 'T=1 unknown PCB'],
  ['length', 'T=1 wrong LEN'],
  ['sequence', 'T=1 wrong N(S)'],
  ['cut', 'T=1 block cut short'],
  ['lost', 'T=1 block lost'],
]
for (const [damage, name] of damages) {
  for (const step of ['verify', 'sign'] as const) {
    // Only I-blocks are numbered so, and before it signs the card asks for time.
    const skip = (triggers[step].skip ?? 0) + (damage === 'sequence' && step === 'sign' ? 1 : 0)
    const fault: ReaderFault = { kind: 'block', damage, at: { ...triggers[step], skip } }
    add(`${name}, once`, step, 'signs in', { model: 'tpdu', fault })
    // Then the way is clear again: the temptation to send the command a second time.
    add(`${name}, three times`, step, 'ERR_CARD_MUTE', { model: 'tpdu', fault: { ...fault, times: 3 } }, 1)
    add(`${name}, always`, step, 'ERR_CARD_MUTE', { model: 'tpdu', fault: { ...fault, times: 20 } }, 1)
  }
}

for (const step of ['connect', ...cardSteps] as const)
  for (const when of ['before', 'after'] as const) {
    const at = triggers[step]
    const verifies = isAfterVerify(step) || (step === 'verify' && when === 'after') ? 1 : 0
    const wrong = step === 'verify'
    const gone = step === 'connect' ? 'ERR_CARD_ABSENT' : 'ERR_CARD_REMOVED'
    const pulled: ReaderFault = { kind: 'remove-card', when, at }
    const unplugged: ReaderFault = { kind: 'unplug', when, at }
    add(`card pulled ${when} the command`, step, gone, { model, fault: pulled, wrong }, verifies)
    add(`reader unplugged ${when} the command`, step, 'ERR_READER_LOST', { model, fault: unplugged, wrong }, verifies)
  }
// What happens once everything is done is nobody's failure: the signature is there.
for (const kind of ['remove-card', 'unplug', 'silent', 'stall', 'wrong-type'] as const)
  add(kind, 'end', 'signs in', { model, fault: { kind, at: triggers.end } })

add('reader of the protected class', 'list', 'ERR_READER_PROTECTED_CLASS', { model: 'it-500u-protected' })
for (const [fault, expected, refused] of [
  ['system denies access', 'ERR_READER_ACCESS_DENIED', ['open', 'SecurityError']],
  ['another driver has it', 'ERR_READER_ACCESS_DENIED', ['open', 'NetworkError']],
  ['another page of ours has it', 'ERR_READER_BUSY', ['open', 'InvalidStateError']],
  ['gone as it is opened', 'ERR_READER_LOST', ['open', 'NotFoundError']],
  ['interface taken by another program', 'ERR_READER_BUSY', ['claimInterface', 'NetworkError']],
] as const)
  add(fault, refused[0] === 'open' ? 'list' : 'connect', expected, { model, refused })

const pad = 'pin-pad'
const secure: FaultTrigger = { message: toReader.Secure }
add('PIN entry cancelled', 'verify', 'ERR_PIN_ENTRY_CANCELLED', { model: pad, keypad: 'cancel' })
add('PIN entry timed out', 'verify', 'ERR_PIN_ENTRY_TIMEOUT', { model: pad, keypad: 'timeout' })
add('PIN too short for the keypad', 'verify', 'ERR_PIN_FORMAT', { model: pad, keypad: { digits: '12' } })
add('wrong PIN on the keypad', 'verify', 'ERR_PIN_WRONG', { model: pad, keypad: { digits: wrongPin } }, 1)
for (const [bError, name, expected] of [
  [0x00, 'keypad refuses the command', 'ERR_READER_PROTOCOL'],
  [0x0d, 'keypad refuses the PIN’s form', 'ERR_READER_PROTOCOL'],
  [0xfe, 'ICC_MUTE', 'ERR_CARD_MUTE'],
  [0xe0, 'CMD_SLOT_BUSY', 'ERR_READER_BUSY'],
] as const) {
  const fault: ReaderFault = { kind: 'slot-error', bError, at: secure }
  add(`PIN entry: ${name}`, 'verify', expected, { model: pad, fault, keypad: 'right' })
}
for (const kind of ['remove-card', 'unplug'] as const) {
  const code = kind === 'unplug' ? 'ERR_READER_LOST' : 'ERR_CARD_REMOVED'
  for (const when of ['before', 'after'] as const)
    add(
      `PIN entry: ${kind} ${when}`,
      'verify',
      code,
      { model: pad, fault: { kind, when, at: secure }, keypad: 'right' },
      when === 'after' ? 1 : 0,
    )
}
add('PIN entry: reader silent', 'verify', 'ERR_READER_TIMEOUT', {
  model: pad,
  fault: { kind: 'silent', at: secure },
  keypad: 'right',
})
add(
  'PIN entry: block damaged on its way back',
  'verify',
  'ERR_PIN_WRONG',
  { model: pad, fault: { kind: 'block', damage: 'edc', at: secure }, keypad: { digits: wrongPin } },
  1,
)

export const webUsbFaults: readonly FaultRow[] = rows
