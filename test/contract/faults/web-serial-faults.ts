import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { pause } from '../../../core/smartcard/timers.ts'
import { serialReaderModels, type SerialReaderModel } from '../../../core/serial-ccid/serial-models.ts'
import type { FaultTrigger, ReaderFault } from '../../../demo/reader/reader-faults.ts'
import { LocalSerialPorts } from '../../../extension/readers/local-serial-ports.ts'
import { WebSerialContext } from '../../../extension/readers/web-serial.ts'
import { FakeSerialLine, type LineFault, nak } from '../../core/serial-ccid/fake-serial-line.ts'
import { ManualTimers } from '../../core/smartcard/manual-timers.ts'
import { FakeSerial, FakeSerialPort } from '../../extension/readers/fake-serial.ts'
import { newVirtualCard, VirtualCardReader } from '../../rigs/virtual-card-reader.ts'
import { ccidTriggers } from './ccid-triggers.ts'
import { demoCard, wrongPin } from './demo-card.ts'
import { driveWith } from './drive.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { rowList } from './row-list.ts'
import { cardSteps, isAfterVerify, type Step } from './steps.ts'

type ModelId = SerialReaderModel['id']
const models: readonly ModelId[] = ['GemCorePOSPro', 'GemPCTwin']

/** Where a line fault strikes. A list of readers begins with the greeting. */
const triggers = { list: { message: 0x6b }, ...ccidTriggers } as const satisfies Partial<Record<Step, FaultTrigger>>

/** What a strike can do: to the line, to the port, to the cards. */
interface SerialDesk {
  readonly line: FakeSerialLine<VirtualCardReader>
  /** The browser's port is gone. */
  unplug(): void
  /** The next opening is refused. */
  refuse(error: DOMException): void
  /** A parity error, or another that the browser tells of by ending the stream. */
  breakLine(name: string): void
  /** The card of the first slot, which is not the one in use, comes or goes. */
  moveOther(): void
  /** The card in use is pulled, and put back at once. */
  pullAndPutBack(): void
}

interface Strike {
  readonly model: ModelId
  /** Strikes as the frame of this trigger is on its way to the reader. */
  readonly at?: FaultTrigger
  readonly strike?: (desk: SerialDesk) => void
  /** What goes wrong within the reader. */
  readonly fault?: ReaderFault
  /** Strikes when the reader was listed, and is to be opened for use. */
  readonly afterListing?: (desk: SerialDesk) => void
  readonly beforeListing?: (desk: SerialDesk) => void
  readonly wrong?: boolean
}

/** Milliseconds after which a port where nothing answered is looked at again. */
const silence = 10_000

/** Milliseconds after which the list is asked for again in any case. */
const listEvery = 5_000

async function makeRig(row: Strike): Promise<FaultRig> {
  const { strike, fault, wrong = false } = row
  const model = serialReaderModels.find(({ id }) => id === row.model)
  if (!model) throw new RangeError(`no model ${row.model}`)
  const timers = new ManualTimers()
  const file = await demoCard()
  const { card, memory } = newVirtualCard(file)
  const other = newVirtualCard(file).card
  const slot = Math.min(1, model.slots.length - 1)
  const slots = model.slots.map((_, bSlot) => new VirtualCardReader(bSlot === slot ? card : undefined, bSlot))
  const place = slots[slot]!
  if (fault) place.faults.add(fault)

  const serial = new FakeSerial()
  const handedOver: Uint8Array[][] = []
  let struck = false
  const plug = () => {
    const line = new FakeSerialLine({ slots, echoes: model.echoes })
    handedOver.push(line.written)
    const port = new FakeSerialPort<FakeSerialLine>(line)
    serial.plug(port)
    return { line, port }
  }
  let { line, port } = plug()
  const desk: SerialDesk = {
    get line() {
      return line
    },
    unplug: () => serial.unplug(port),
    refuse: (error) => (port.refusal = error),
    breakLine: (name) => port.breakLine(name),
    moveOther() {
      const [first] = slots
      if (first) first.card = first.card ? undefined : other
    },
    pullAndPutBack() {
      void place.remove()
      place.card = card
    },
  }
  if (row.at && strike)
    strikeAt(line, row.at, () => {
      struck = true
      strike(desk)
    })
  if (row.beforeListing) {
    struck = true
    row.beforeListing(desk)
  }
  const context = new WebSerialContext({ ports: new LocalSerialPorts(serial), timers })
  return {
    context: {
      listReaders: async () => {
        const names = await listAsWatched(context, timers)
        if (row.afterListing && !struck) {
          struck = true
          row.afterListing(desk)
        }
        return names
      },
      refusals: () => context.refusals(),
      getStatusChange: (...args) => context.getStatusChange(...args),
      connect: (...args) => context.connect(...args),
    },
    slot,
    pin: wrong ? wrongPin : file.pin,
    rightPin: file.pin,
    drive: driveWith(timers),
    struck: () => struck || place.faults.struck > 0,
    async mend() {
      if (!serial.ports.includes(port)) ({ line, port } = plug())
      line.toReader = line.toHost = line.echo = () => undefined
      line.silent = false
      port.refusal = undefined
      place.faults.clear()
      place.card = card
      await timers.advance(silence)
    },
    card: async () => memory.state,
    get handedOver() {
      return handedOver.flat()
    },
    close: () => context.close(),
  }
}

/** A port that takes long to examine is listed later, and who watches is told: what the extension does. */
async function listAsWatched(context: WebSerialContext, timers: ManualTimers): Promise<string[]> {
  const told = new AbortController()
  const unwatch = context.watch(() => told.abort())
  try {
    const names = await context.listReaders()
    if (names.length > 0) return names
    await pause(timers, listEvery, told.signal)
    return await context.listReaders()
  } finally {
    unwatch()
  }
}

/** `strike` sets faults on the line as the frame goes over it, and these strike that frame first. */
function strikeAt(line: FakeSerialLine, { message, ins, skip = 0 }: FaultTrigger, strike: () => void): void {
  let before = skip
  line.toReader = (frame) => {
    // Behind the frame's two bytes and the message's ten: an I-block's three, class, instruction.
    const isMessage = frame[1] === 0x06 && frame[2] === message
    if (!isMessage || (ins !== undefined && frame[16] !== ins) || before-- > 0) return undefined
    line.toReader = () => undefined
    strike()
    return line.toReader(frame)
  }
}

const { rows, add } = rowList({
  transport: 'Web Serial',
  makeRig,
  name: (fault, { model: id }: Strike) => `${fault} (${id})`,
})

/** `fault` strikes the next `count` frames. */
const times = (count: number, fault: LineFault): LineFault => {
  let left = count
  return (bytes) => (left-- > 0 ? fault(bytes) : undefined)
}
const always = Number.POSITIVE_INFINITY
/** One bit of one byte, counted from the end when negative. */
const flip =
  (at: number): LineFault =>
  (bytes) => {
    const index = at < 0 ? bytes.length + at : at
    bytes[index] = (bytes[index] ?? 0) ^ 0x40
    return [bytes]
  }

type LineStrike = readonly [fault: string, strike: (desk: SerialDesk) => void]

/** What the line makes good, and nobody is told of. */
const mended: readonly LineStrike[] = [
  ['NAK to a command with a wrong LRC', ({ line }) => (line.toReader = times(1, flip(-1)))],
  ['NAK to a damaged command, three times', ({ line }) => (line.toReader = times(3, flip(8)))],
  ['NAK without a cause', ({ line }) => (line.toReader = times(1, () => (line.push(nak()), [])))],
  ['answer with a wrong LRC', ({ line }) => (line.toHost = times(1, flip(-1)))],
  ['answer with a wrong LRC, three times', ({ line }) => (line.toHost = times(3, flip(9)))],
  ['answer of an impossible length', ({ line }) => (line.toHost = times(1, flip(5)))],
  ['answer cut short', ({ line }) => (line.toHost = times(1, (bytes) => [bytes.subarray(0, 7)]))],
  ['garbage before the answer', ({ line }) => (line.toHost = times(1, (it) => [Uint8Array.of(0x11, 3, 0x22), it]))],
  ['garbage in the answer’s place', ({ line }) => (line.toHost = times(1, () => [Uint8Array.of(0x11, 0x22, 0x33)]))],
  ['answer byte by byte', ({ line }) => (line.toHost = (bytes) => [...bytes].map((byte) => Uint8Array.of(byte)))],
  [
    'time requests',
    ({ line }) => (line.toHost = times(1, (it) => [Uint8Array.of(0x80, 0x81), Uint8Array.of(255), it])),
  ],
  [
    'answer and our NAK damaged',
    ({ line }) => {
      line.toHost = times(1, flip(-1))
      let seen = 0
      line.toReader = (bytes) => (seen++ === 1 ? flip(-1)(bytes) : undefined)
    },
  ],
  [
    'parity error within the answer',
    (desk) => {
      desk.line.toHost = times(1, (bytes) => {
        desk.line.push(bytes.subarray(0, 7))
        setImmediate(() => desk.breakLine('ParityError'))
        return []
      })
    },
  ],
]
for (const model of models)
  for (const step of ['list', 'connect', 'verify', 'sign'] as const)
    for (const [fault, strike] of mended) add(fault, step, 'signs in', { model, at: triggers[step], strike })

/** Only a reader that gives frames back can have these. */
const echoes: readonly LineStrike[] = [
  ['echo lost', ({ line }) => (line.echo = times(1, () => []))],
  ['echo damaged', ({ line }) => (line.echo = times(1, flip(8)))],
  ['echo of another frame', ({ line }) => (line.echo = times(1, flip(2)))],
  ['echo twice', ({ line }) => (line.echo = times(1, (bytes) => [bytes, bytes]))],
]
for (const step of ['connect', 'verify', 'sign'] as const)
  for (const [fault, strike] of echoes) add(fault, step, 'signs in', { model: 'GemPCTwin', at: triggers[step], strike })

/** What nothing on the line makes good, and whether the card has had the command by then. */
const broken: readonly (readonly [...LineStrike, expected: ErrorCode, reached: boolean])[] = [
  ['NAK always', ({ line }) => (line.toReader = times(always, flip(-1))), 'ERR_READER_PROTOCOL', false],
  ['answers with a wrong LRC', ({ line }) => (line.toHost = times(always, flip(-1))), 'ERR_READER_PROTOCOL', true],
  ['answer never', ({ line }) => (line.toHost = times(always, () => [])), 'ERR_READER_TIMEOUT', true],
  ['time requests without end', ({ line }) => (line.toHost = times(always, babble)), 'ERR_READER_PROTOCOL', true],
  ['silence', ({ line }) => (line.silent = true), 'ERR_READER_TIMEOUT', false],
]
function babble(): Uint8Array[] {
  return Array.from({ length: 200 }, () => Uint8Array.of(0x80))
}
for (const model of models) {
  for (const [fault, strike, expected, reached] of broken) {
    add(fault, 'list', 'ERR_READER_SERIAL_NOT_FOUND', { model, at: triggers.list, strike })
    add(fault, 'connect', expected, { model, at: triggers.connect, strike })
    add(fault, 'verify', expected, { model, at: triggers.verify, strike, wrong: true }, reached ? 1 : 0)
    add(fault, 'sign', expected, { model, at: triggers.sign, strike })
  }
  const loopback = ({ line }: SerialDesk): void => {
    line.toReader = (bytes) => (line.push(bytes), [])
  }
  add('port gives back what it is sent', 'list', 'ERR_READER_SERIAL_NOT_FOUND', {
    model,
    at: triggers.list,
    strike: loopback,
  })
}
add(
  'nothing but NAK',
  'verify',
  'ERR_READER_PROTOCOL',
  {
    model: 'GemCorePOSPro',
    at: triggers.verify,
    strike: ({ line }) => (line.toHost = times(always, () => [nak()])),
    wrong: true,
  },
  1,
)

/** What the browser refuses an opening with. */
const refusals: readonly (readonly [name: string, fault: string, expected: ErrorCode])[] = [
  ['NetworkError', 'port taken by another program', 'ERR_READER_SERIAL_BUSY'],
  ['InvalidStateError', 'port taken by another page of ours', 'ERR_READER_SERIAL_BUSY'],
  ['SecurityError', 'port not allowed any more', 'ERR_READER_NO_PERMISSION'],
]
for (const [name, fault, expected] of refusals) {
  const refuse = (desk: SerialDesk): void => desk.refuse(new DOMException('Failed to open serial port.', name))
  add(fault, 'list', expected, { model: 'GemCorePOSPro', beforeListing: refuse })
  add(fault, 'connect', expected, { model: 'GemCorePOSPro', afterListing: refuse })
}

const vanish = (desk: SerialDesk): LineFault =>
  times(1, () => {
    desk.unplug()
    return []
  })
for (const model of models) {
  add('port gone', 'list', 'ERR_READER_NOT_FOUND', { model, beforeListing: (desk) => desk.unplug() })
  add('port gone', 'connect', 'ERR_READER_LOST', { model, afterListing: (desk) => desk.unplug() })
  for (const step of ['list', 'connect', ...cardSteps] as const) {
    const wrong = step === 'verify'
    const gone = step === 'list' ? 'ERR_READER_NOT_FOUND' : 'ERR_READER_LOST'
    const before = (desk: SerialDesk): void => void (desk.line.toReader = vanish(desk))
    const after = (desk: SerialDesk): void => void (desk.line.toHost = vanish(desk))
    const at = triggers[step]
    add('port gone before the command', step, gone, { model, at, strike: before, wrong })
    const verifies = isAfterVerify(step) || wrong ? 1 : 0
    add('port gone after the command', step, gone, { model, at, strike: after, wrong }, verifies)
  }
}

const model = 'GemCorePOSPro'
for (const step of ['connect', ...cardSteps] as const)
  for (const when of ['before', 'after'] as const) {
    const wrong = step === 'verify'
    const fault: ReaderFault = { kind: 'remove-card', when, at: triggers[step] }
    const gone = step === 'connect' ? 'ERR_CARD_ABSENT' : 'ERR_CARD_REMOVED'
    const verifies = isAfterVerify(step) || (wrong && when === 'after') ? 1 : 0
    add(`card pulled ${when} the command`, step, gone, { model, fault, wrong }, verifies)
  }
for (const step of ['verify', 'sign'] as const)
  for (const id of models)
    add(
      'card pulled and put back',
      step,
      'ERR_CARD_REMOVED',
      { model: id, at: triggers[step], strike: (desk) => desk.pullAndPutBack(), wrong: step === 'verify' },
      step === 'sign' ? 1 : 0,
    )
for (const step of ['connect', 'verify', 'sign'] as const)
  add('a card comes into another slot', step, 'signs in', { model, at: triggers[step], strike: (it) => it.moveOther() })
for (const step of ['verify', 'sign'] as const)
  add('another slot’s card is pulled', step, 'signs in', {
    model,
    beforeListing: (desk) => desk.moveOther(),
    at: triggers[step],
    strike: (desk) => desk.moveOther(),
  })

/** What the reader itself does wrong, told in whole frames. */
const inReader: readonly (readonly [kind: ReaderFault['kind'], expected: ErrorCode | 'signs in', reached: boolean])[] =
  [
    ['mute', 'ERR_CARD_MUTE', false],
    ['silent', 'ERR_READER_TIMEOUT', false],
    ['wrong-sequence', 'ERR_READER_TIMEOUT', true],
    ['wrong-slot', 'ERR_READER_TIMEOUT', true],
    ['wrong-type', 'ERR_READER_PROTOCOL', true],
    ['only-stale', 'ERR_READER_PROTOCOL', true],
    ['endless-time-extension', 'ERR_READER_TIMEOUT', true],
    ['time-extension', 'signs in', true],
    ['stale-answer', 'signs in', true],
  ]
for (const [kind, expected, reached] of inReader) {
  const fault: ReaderFault = { kind, at: triggers.verify }
  add(kind, 'verify', expected, { model, fault, wrong: expected !== 'signs in' }, reached ? 1 : 0)
}
for (const [bError, name, expected] of [
  [0xfe, 'ICC_MUTE', 'ERR_CARD_MUTE'],
  [0xfb, 'HW_ERROR', 'ERR_CARD_MUTE'],
  [0xe0, 'CMD_SLOT_BUSY', 'ERR_READER_BUSY'],
  [0xc0, 'a bError that no table has', 'ERR_READER_PROTOCOL'],
] as const)
  for (const step of ['connect', 'verify'] as const) {
    const fault: ReaderFault = { kind: 'slot-error', bError, times: 20, at: triggers[step] }
    add(name, step, expected, { model, fault, wrong: step === 'verify' })
  }
for (const damage of ['edc', 'lost'] as const) {
  const fault: ReaderFault = { kind: 'block', damage, at: triggers.verify }
  add(`T=1 block ${damage}, once`, 'verify', 'signs in', { model, fault })
  add(`T=1 block ${damage}, three times`, 'verify', 'ERR_CARD_MUTE', { model, fault: { ...fault, times: 3 } }, 1)
}

export const webSerialFaults: readonly FaultRow[] = rows
