import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { ReaderFault } from '../../../demo/reader/reader-faults.ts'
import { NativeHostContext } from '../../../extension/readers/native-host.ts'
import { ManualTimers } from '../../core/smartcard/manual-timers.ts'
import { HostProcess } from '../../native-host/host-process.ts'
import { type HostFault, HostTap, type Message } from '../../native-host/host-tap.ts'
import { Pcscd, whyNoPcscd } from '../../rigs/pcscd.ts'
import { openPty } from '../../rigs/pty.ts'
import { serveSerialReader } from '../../rigs/serial-reader.ts'
import { newVirtualCard, VirtualCardReader } from '../../rigs/virtual-card-reader.ts'
import { ccidTriggers, type CcidStep } from './ccid-triggers.ts'
import { demoCard, wrongPin } from './demo-card.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { hostTriggers, type HostStep } from './pcsc-triggers.ts'
import { rowList } from './row-list.ts'
import { isAfterVerify } from './steps.ts'

/** What a strike can do. Every one resolves when it has come about. */
interface PcscdDesk {
  readonly host: HostProcess
  readonly pcscd: Pcscd
  /** The reader is not there when the service looks for it anew. */
  takeReader(): Promise<void>
}

interface Strike {
  readonly at?: Omit<HostFault, 'strike'>
  /** Gives what goes on in the message's place. */
  readonly strike?: (desk: PcscdDesk, message: Message) => unknown
  /** Within the reader. */
  readonly fault?: ReaderFault
  readonly wrong?: boolean
}

/** Milliseconds after which a card service that could not be started is tried again. */
const retry = 3_000
/**
 * Milliseconds between two looks for a reader that pcscd takes up, and looks after which the service is started anew:
 * libccid gives up a reader whose first answer is late, as it may be on a busy machine.
 */
const look = { every: 20, restart: 150 } as const

/** The real program, pcscd and libccid, with the card in a reader on a serial line. Time is the machine's own. */
async function makeRig({ at, strike, fault, wrong = false }: Strike): Promise<FaultRig> {
  await HostProcess.build()
  const file = await demoCard()
  const { card, memory } = newVirtualCard(file)
  const reader = new VirtualCardReader(card)
  const pty = openPty()
  serveSerialReader(pty, reader)
  const pcscd = new Pcscd()
  const place = { name: 'Fault Reader', path: pty.path }
  pcscd.setReaders([place])
  await pcscd.start()
  const host = new HostProcess({ PCSCLITE_CSOCK_NAME: pcscd.socket })
  const tap = new HostTap(host)
  const timers = new ManualTimers()
  const context = new NativeHostContext({ messaging: tap, timers })
  let taken = false
  const desk: PcscdDesk = {
    host,
    pcscd,
    async takeReader() {
      taken = true
      await pcscd.stop()
      pcscd.setReaders([])
      await pcscd.start()
    },
  }

  /** pcscd has taken the reader up, and seen its card. */
  const isReady = async (): Promise<boolean> => {
    const [readerName] = await context.listReaders()
    if (readerName === undefined) return false
    const [state] = await context.getStatusChange([{ readerName, currentState: { unaware: true } }])
    return state?.eventState.present === true
  }
  const ready = async (): Promise<void> => {
    for (let looks = 1; !(await isReady()); looks++) {
      await new Promise((resolve) => setTimeout(resolve, look.every))
      if (looks % look.restart === 0) await pcscd.start()
    }
  }
  await ready()
  if (at?.op === 'hello') await host.end() // the next use starts it, and meets the fault
  if (at) tap.fault = { ...at, strike: (message) => strike?.(desk, message) }
  if (fault) reader.faults.add(fault)
  return {
    context,
    pin: wrong ? wrongPin : file.pin,
    rightPin: file.pin,
    drive: (job) => job,
    struck: () => tap.struck + reader.faults.struck > 0,
    async mend() {
      tap.fault = undefined
      reader.faults.clear()
      reader.card = card
      if (taken || !pcscd.isRunning) {
        await pcscd.stop() // it reads of readers on serial lines as it starts
        pcscd.setReaders([place])
        await pcscd.start()
      }
      await timers.advance(retry)
      await ready()
    },
    card: async () => memory.state,
    async close() {
      await host.end()
      await pcscd.remove()
      pty.close()
    },
  }
}

const reason = whyNoPcscd()
const { rows, add } = rowList({
  transport: 'pcscd',
  makeRig,
  waits: true,
  missing: reason === undefined ? undefined : `pcscd: ${reason}`,
})

/** By when the fault has struck, whether before the message or after its answer. */
function addHost(
  fault: string,
  step: HostStep,
  expected: ErrorCode | 'signs in',
  strike: Strike['strike'] & {},
  when: 'before' | 'after' = 'before',
): void {
  const wrong = step === 'verify'
  const verifies = isAfterVerify(step) || (wrong && when === 'after') ? 1 : 0
  add(`${fault} ${when} the step`, step, expected, { at: { ...hostTriggers[step], when }, strike, wrong }, verifies)
}

const kill: Strike['strike'] & {} = ({ host }) => host.crash()
add('program killed before its greeting', 'list', 'ERR_READER_HOST_LOST', { at: { op: 'hello' }, strike: kill })
for (const step of ['list', 'connect', 'transaction', 'verify', 'sign'] as const)
  addHost('program killed', step, 'ERR_READER_HOST_LOST', kill)
for (const step of ['verify', 'choose-key', 'sign'] as const)
  addHost('program killed', step, 'ERR_READER_HOST_LOST', kill, 'after')
addHost('program killed', 'end', 'signs in', kill)

/** What is no frame, or no message: the program ends at once, and a PIN that was on its way never reaches the card. */
const header = (length: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(length)
  return bytes
}
for (const [fault, bytes] of [
  ['a frame of 4 GiB', header(0xffffffff)],
  ['a frame of nothing', header(0)],
  ['a frame that is no JSON', Buffer.concat([header(2), Buffer.from('{]')])],
  ['a message that is no request', Buffer.concat([header(2), Buffer.from('{}')])],
] as const)
  addHost(`program gets ${fault}`, 'verify', 'ERR_READER_HOST_LOST', ({ host }) => host.write(bytes))

for (const step of ['list', 'connect', 'transaction', 'verify', 'sign'] as const)
  addHost('pcscd stopped', step, 'ERR_READER_SERVICE', async ({ pcscd }, message) => {
    await pcscd.stop()
    return message
  })
addHost('pcscd stopped', 'end', 'signs in', async ({ pcscd }, message) => {
  await pcscd.stop()
  return message
})
for (const [step, expected] of [
  ['list', 'ERR_READER_NOT_FOUND'],
  ['connect', 'ERR_READER_NOT_FOUND'],
  ['select', 'ERR_READER_LOST'],
  ['verify', 'ERR_READER_LOST'],
  ['sign', 'ERR_READER_LOST'],
] as const)
  addHost('reader gone', step, expected, async (desk, message) => {
    await desk.takeReader()
    return message
  })

for (const step of [
  'select',
  'read-certificate',
  'tries-left',
  'verify',
  'sign',
] as const satisfies readonly CcidStep[])
  for (const when of ['before', 'after'] as const) {
    const wrong = step === 'verify'
    const fault: ReaderFault = { kind: 'remove-card', when, at: ccidTriggers[step] }
    const verifies = isAfterVerify(step) || (wrong && when === 'after') ? 1 : 0
    add(`card pulled ${when} the step`, step, 'ERR_CARD_REMOVED', { fault, wrong }, verifies)
  }
for (const step of ['verify', 'sign'] as const) {
  add('card mute', step, 'ERR_CARD_MUTE', { fault: { kind: 'mute', at: ccidTriggers[step] }, wrong: step === 'verify' })
  add('T=1 block with a wrong LRC', step, 'signs in', {
    fault: { kind: 'block', damage: 'edc', at: ccidTriggers[step] },
  })
}

export const pcscdFaults: readonly FaultRow[] = rows
