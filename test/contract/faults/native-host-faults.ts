import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { NativeHostContext } from '../../../extension/readers/native-host.ts'
import { PcscContext } from '../../../core/pcsc/pcsc-context.ts'
import { nativeHostProtocol } from '../../../core/protocol/native-host-channel.ts'
import { scardCodes } from '../../../core/pcsc/scard-constants.ts'
import { ManualTimers } from '../../core/smartcard/manual-timers.ts'
import { FakePcsc, type FakeScard, type ScardFault } from '../../native-host/fake-pcsc.ts'
import { HostPair } from '../../native-host/host-pair.ts'
import { type HostFault, HostTap, type TestHost } from '../../native-host/host-tap.ts'
import { newVirtualCard } from '../../rigs/virtual-card-reader.ts'
import { demoCard, wrongPin } from './demo-card.ts'
import { driveWith } from './drive.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { hostTriggers, type HostStep, pcscTriggers } from './pcsc-triggers.ts'
import { rowList } from './row-list.ts'
import { isAfterVerify } from './steps.ts'

interface Strike {
  /** Between extension and service. */
  readonly host?: HostFault
  /** The browser does not start the service. */
  readonly refusal?: string
  /** Between service and system. */
  readonly scard?: ScardFault
  readonly windows?: boolean
  readonly wrong?: boolean
  /** What the card has left of its three tries. */
  readonly tries?: number
}

/** Milliseconds after which a service that could not be started is tried again. */
const retry = 3_000

/** The card service's own code over messages, in one process, with a service of the system's that can do anything. */
async function makeRig(row: Strike): Promise<FaultRig> {
  const { host: hostFault, refusal, scard, windows = false, wrong = false, tries = 3 } = row
  const timers = new ManualTimers()
  const file = await demoCard()
  const { card, memory } = newVirtualCard(file)
  await memory.update((state) => ({ ...state, triesLeft: tries }))
  const pcsc = new FakePcsc(card)
  pcsc.fault = scard
  let client: FakeScard | undefined
  const pair = new HostPair(() => {
    client = pcsc.client({ windows })
    return new PcscContext({ scard: client, timers })
  })
  const host: TestHost = {
    connect: () => pair.connect(),
    lastError: () => pair.lastError(),
    crash(text) {
      client?.die()
      pair.crash(text)
    },
  }
  const tap = new HostTap(host)
  tap.fault = hostFault
  tap.refusal = refusal
  return {
    context: new NativeHostContext({ messaging: tap, timers }),
    pin: wrong ? wrongPin : file.pin,
    rightPin: file.pin,
    drive: driveWith(timers),
    struck: () => tap.struck + pcsc.struck > 0,
    async mend() {
      tap.fault = tap.refusal = pcsc.fault = undefined
      pcsc.start()
      pcsc.plug()
      if (!pcsc.card) pcsc.insert(card)
      if (memory.state.triesLeft === 0) await memory.update((state) => ({ ...state, triesLeft: 3 })) // by its issuing centre
      await timers.advance(retry)
    },
    card: async () => memory.state,
    close: () => pair.kill(),
  }
}

const { rows, add } = rowList({
  transport: 'card service',
  makeRig,
})

/** What the browser says when it does not start the service. */
const notStarted: readonly (readonly [fault: string, text: string, expected: ErrorCode])[] = [
  ['absent', 'Specified native messaging host not found.', 'ERR_READER_HOST_MISSING'],
  ['blocked by policy', 'Access to the specified native messaging host is forbidden.', 'ERR_READER_HOST_BLOCKED'],
  ['ends at once', 'Native host has exited.', 'ERR_READER_HOST_LOST'],
  ['cannot be run', 'Failed to start native messaging host.', 'ERR_READER_HOST_LOST'],
]
for (const [fault, refusal, expected] of notStarted) add(`service ${fault}`, 'list', expected, { refusal })

const exited = 'Native host has exited.'
const nonsense = 'Error when communicating with the native messaging host.'
const kill: HostFault['strike'] = (_message, host) => host.crash(exited)

add('service of another version', 'list', 'ERR_READER_HOST_OUTDATED', {
  host: {
    op: 'hello',
    when: 'after',
    strike: ({ id }) => ({ id, ok: true, result: { protocol: nativeHostProtocol + 1, version: '9.0' } }),
  },
})
for (const when of ['before', 'after'] as const)
  add(`service killed ${when} its greeting`, 'list', 'ERR_READER_HOST_LOST', {
    host: { op: 'hello', when, strike: kill },
  })
add('service silent when greeted', 'list', 'ERR_READER_HOST_LOST', { host: { op: 'hello', strike: () => undefined } })

/** What a service that runs wild says, and what the browser makes of frames that it does not take. */
const wild: readonly (readonly [fault: string, strike: HostFault['strike']])[] = [
  ['a frame of more than 1 MiB, or none at all', (_message, host) => host.crash(nonsense)],
  ['an answer that is none', () => ({ hello: 'world' })],
  ['an answer of another op', ({ id }) => ({ id, ok: true, result: { surprise: 1 } })],
  ['an error that no table has', ({ id }) => ({ id, ok: false, error: { code: 'ERR_UNHEARD_OF', message: '' } })],
]

for (const [step, trigger] of Object.entries(hostTriggers) as [HostStep, (typeof hostTriggers)[HostStep]][]) {
  const wrong = step === 'verify'
  const lost = step === 'end' ? 'signs in' : 'ERR_READER_HOST_LOST'
  const late = isAfterVerify(step) || wrong ? 1 : 0
  add('service killed before the step', step, lost, { host: { ...trigger, strike: kill }, wrong })
  add('service killed after the step', step, lost, { host: { ...trigger, when: 'after', strike: kill }, wrong }, late)
  const silent = step === 'end' ? 'signs in' : step === 'transaction' ? 'ERR_READER_BUSY' : 'ERR_READER_TIMEOUT'
  add('service silent', step, silent, { host: { ...trigger, strike: () => undefined }, wrong })
  for (const [fault, strike] of wild)
    add(`service says ${fault}`, step, lost, { host: { ...trigger, when: 'after', strike }, wrong }, late)
}

for (const [step, trigger] of Object.entries(pcscTriggers) as [HostStep, (typeof pcscTriggers)[HostStep]][]) {
  const wrong = step === 'verify'
  const over = step === 'end'
  const early = step === 'list' || step === 'connect'
  for (const when of ['before', 'after'] as const) {
    const verifies = isAfterVerify(step) || (wrong && when === 'after') ? 1 : 0
    const at = (strike: ScardFault['strike']): Strike => ({ scard: { ...trigger, when, strike }, wrong })
    const removed = early && !(step === 'connect' && when === 'after') ? 'ERR_CARD_ABSENT' : 'ERR_CARD_REMOVED'
    add(
      `card pulled ${when} the step`,
      step,
      over ? 'signs in' : removed,
      at((pcsc) => pcsc.remove()),
      verifies,
    )
    const unplugged = early && !(step === 'connect' && when === 'after') ? 'ERR_READER_NOT_FOUND' : 'ERR_READER_LOST'
    add(
      `reader unplugged ${when} the step`,
      step,
      over ? 'signs in' : unplugged,
      at((it) => it.unplug()),
      verifies,
    )
    const stopped = at((pcsc) => pcsc.stop())
    add(`PC/SC stopped ${when} the step`, step, over ? 'signs in' : 'ERR_READER_SERVICE', stopped, verifies)
    const restarted = at((pcsc) => [pcsc.stop(), pcsc.start()])
    add(`PC/SC started anew ${when} the step`, step, over ? 'signs in' : 'ERR_READER_LOST', restarted, verifies)
  }
}

/** What each code means for a reader and a card that are still there: when connecting, and for a command. */
const codes: readonly (readonly [rv: number, name: string, connecting: ErrorCode, command: ErrorCode])[] = [
  [0x80100001, 'SCARD_F_INTERNAL_ERROR', 'ERR_READER_PROTOCOL', 'ERR_READER_PROTOCOL'],
  [scardCodes.invalidHandle, 'SCARD_E_INVALID_HANDLE', 'ERR_READER_LOST', 'ERR_READER_LOST'],
  [0x80100006, 'SCARD_E_NO_MEMORY', 'ERR_READER_PROTOCOL', 'ERR_READER_PROTOCOL'],
  [scardCodes.unknownReader, 'SCARD_E_UNKNOWN_READER', 'ERR_READER_NOT_FOUND', 'ERR_READER_LOST'],
  [scardCodes.timeout, 'SCARD_E_TIMEOUT', 'ERR_READER_TIMEOUT', 'ERR_READER_TIMEOUT'],
  [scardCodes.sharingViolation, 'SCARD_E_SHARING_VIOLATION', 'ERR_READER_BUSY', 'ERR_READER_BUSY'],
  [0x8010000c, 'SCARD_E_NO_SMARTCARD', 'ERR_CARD_ABSENT', 'ERR_CARD_ABSENT'],
  [0x8010000d, 'SCARD_E_UNKNOWN_CARD', 'ERR_CARD_UNKNOWN', 'ERR_CARD_UNKNOWN'],
  [0x8010000f, 'SCARD_E_PROTO_MISMATCH', 'ERR_CARD_UNKNOWN', 'ERR_CARD_UNKNOWN'],
  [0x80100010, 'SCARD_E_NOT_READY', 'ERR_CARD_MUTE', 'ERR_CARD_MUTE'],
  [scardCodes.commError, 'SCARD_F_COMM_ERROR', 'ERR_CARD_MUTE', 'ERR_CARD_MUTE'],
  [scardCodes.notTransacted, 'SCARD_E_NOT_TRANSACTED', 'ERR_CARD_MUTE', 'ERR_CARD_MUTE'],
  [scardCodes.readerUnavailable, 'SCARD_E_READER_UNAVAILABLE', 'ERR_READER_LOST', 'ERR_READER_LOST'],
  [scardCodes.noService, 'SCARD_E_NO_SERVICE', 'ERR_READER_SERVICE', 'ERR_READER_LOST'],
  [scardCodes.serviceStopped, 'SCARD_E_SERVICE_STOPPED', 'ERR_READER_SERVICE', 'ERR_READER_LOST'],
  [scardCodes.noReadersAvailable, 'SCARD_E_NO_READERS_AVAILABLE', 'ERR_READER_NOT_FOUND', 'ERR_READER_LOST'],
  [scardCodes.commDataLost, 'SCARD_E_COMM_DATA_LOST', 'ERR_CARD_MUTE', 'ERR_CARD_MUTE'],
  [0x80100065, 'SCARD_W_UNSUPPORTED_CARD', 'ERR_CARD_UNKNOWN', 'ERR_CARD_UNKNOWN'],
  [scardCodes.unresponsiveCard, 'SCARD_W_UNRESPONSIVE_CARD', 'ERR_CARD_MUTE', 'ERR_CARD_MUTE'],
  [scardCodes.unpoweredCard, 'SCARD_W_UNPOWERED_CARD', 'ERR_CARD_MUTE', 'ERR_CARD_REMOVED'],
  [scardCodes.removedCard, 'SCARD_W_REMOVED_CARD', 'ERR_CARD_REMOVED', 'ERR_CARD_REMOVED'],
  [0x00000006, 'ERROR_INVALID_HANDLE', 'ERR_READER_LOST', 'ERR_READER_LOST'],
  [0x00000016, 'ERROR_BAD_COMMAND', 'ERR_READER_LOST', 'ERR_READER_LOST'],
  [0x0000001f, 'ERROR_GEN_FAILURE', 'ERR_READER_LOST', 'ERR_READER_LOST'],
  [0x0000006d, 'ERROR_BROKEN_PIPE', 'ERR_READER_SERVICE', 'ERR_READER_LOST'],
  [0x00000079, 'ERROR_SEM_TIMEOUT', 'ERR_READER_TIMEOUT', 'ERR_READER_TIMEOUT'],
  [0x0000048f, 'ERROR_DEVICE_NOT_CONNECTED', 'ERR_READER_LOST', 'ERR_READER_LOST'],
]
/** More calls than any wait makes. */
const forGood = 1_000
for (const [rv, name, connecting, command] of codes) {
  const at = (step: HostStep): ScardFault => ({ ...pcscTriggers[step], times: forGood, strike: () => rv })
  add(name, 'connect', connecting, { scard: at('connect') })
  add(name, 'verify', command, { scard: at('verify'), wrong: true })
  // The card has had the command, and its answer is lost: the temptation to send it again.
  const after: ScardFault = { ...at('verify'), when: 'after', times: 1 }
  const answered = rv === scardCodes.sharingViolation ? undefined : command
  if (answered) add(`${name} in the answer’s place`, 'verify', answered, { scard: after, wrong: true }, 1)
}
for (const step of ['transaction', 'verify', 'sign'] as const) {
  const strike = (): number => scardCodes.sharingViolation
  add('another program in the way for a moment', step, 'signs in', {
    scard: { ...pcscTriggers[step], times: 20, strike },
  })
}
const held: ScardFault = { ...pcscTriggers.transaction, times: forGood, strike: () => scardCodes.sharingViolation }
add('another program keeps its transaction', 'transaction', 'ERR_READER_BUSY', { scard: held })

for (const step of ['select', 'transaction'] as const)
  add('card reset by another program', step, 'signs in', {
    scard: { ...pcscTriggers[step], strike: (pcsc) => pcsc.resetCard() },
  })
for (const step of ['tries-left', 'verify', 'choose-key', 'sign'] as const)
  add('card reset within the transaction', step, 'ERR_CARD_REMOVED', {
    scard: { ...pcscTriggers[step], strike: (pcsc) => pcsc.resetCard() },
    wrong: step === 'verify',
  })

add('no reader, and the service ended with it', 'list', 'ERR_READER_NOT_FOUND', {
  windows: true,
  scard: { call: 'establishContext', strike: (pcsc) => pcsc.stop() },
})
add('the last reader unplugged, and the service ended with it', 'verify', 'ERR_READER_LOST', {
  windows: true,
  wrong: true,
  scard: { ...pcscTriggers.verify, strike: (pcsc) => [pcsc.unplug(), pcsc.stop()] },
})

/** Answers of a card at fault. */
const answers: readonly (readonly [fault: string, answer: Uint8Array, expected: ErrorCode])[] = [
  ['refuses', Uint8Array.of(0x6f, 0x00), 'ERR_CARD_COMMAND'],
  ['answers one byte', Uint8Array.of(0x90), 'ERR_READER_PROTOCOL'],
  ['answers nothing', new Uint8Array(), 'ERR_READER_PROTOCOL'],
]
for (const [fault, answer, expected] of answers)
  for (const step of ['verify', 'sign'] as const)
    add(`card ${fault}`, step, expected, {
      scard: { ...pcscTriggers[step], strike: () => answer },
      wrong: step === 'verify',
    })
add('card reads back something else', 'read-certificate', 'ERR_CARD_MALFORMED', {
  scard: { ...pcscTriggers['read-certificate'], strike: () => Uint8Array.of(0x30, 0x03, 1, 2, 3, 0x90, 0x00) },
})
const noFault: ScardFault = { ...pcscTriggers.verify, strike: () => undefined }
add('wrong PIN', 'verify', 'ERR_PIN_WRONG', { wrong: true, scard: noFault }, 1)
add('wrong PIN at the last try', 'verify', 'ERR_PIN_BLOCKED', { wrong: true, tries: 1, scard: noFault }, 1)

export const nativeHostFaults: readonly FaultRow[] = rows
