import { describe, expect, test } from 'vitest'
import { concat } from '../../core/bytes/concat.ts'
import type { ErrorCode } from '../../core/errors/error-table.ts'
import { CcidReaders } from '../../core/ccid/ccid-readers.ts'
import type { CcidPort } from '../../core/ccid/openable-reader.ts'
import type { SmartCardConnection } from '../../core/smartcard/context.ts'
import { openSerialReader, type SerialReader } from '../../core/serial-ccid/open-serial-reader.ts'
import { serialReaderModels, type SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { atrs, EchoCard } from '../core/ccid/echo-card.ts'
import { FakeSerialReader, type LineFault, nak } from '../core/serial-ccid/fake-serial-line.ts'
import { ManualTimers } from '../core/smartcard/manual-timers.ts'

/** Steps of a sign-in as the line sees them. The last stands for VERIFY and for the signature alike. */
const steps = ['opening', 'power-on', 'command'] as const
type Step = (typeof steps)[number]

interface FaultRow {
  readonly id: string
  readonly fault: string
  readonly models: readonly SerialReaderModel['id'][]
  readonly steps: readonly Step[]
  /** What the caller gets; `none`: the line mends it, and nobody is told. */
  readonly expected: ErrorCode | 'none'
  /** How often the card gets the command that the fault struck. */
  readonly delivered: 0 | 1
  readonly strike: (serial: FakeSerialReader) => void
}

const both = ['GemCorePOSPro', 'GemPCTwin'] as const
const later = ['power-on', 'command'] as const

/** `fault` strikes the next `times` frames. */
const times = (count: number, fault: LineFault): LineFault => {
  let left = count
  return (bytes) => (left-- > 0 ? fault(bytes) : undefined)
}
const flip =
  (at: number): LineFault =>
  (bytes) => {
    bytes[at < 0 ? bytes.length + at : at]! ^= 0x40
    return [bytes]
  }
const always = Number.POSITIVE_INFINITY
const pullAt = ({ slots: [slot] }: FakeSerialReader, message: string): void => {
  slot!.fault = ({ name }) => {
    if (name === message) slot!.remove()
    return undefined
  }
}

const rows: readonly FaultRow[] = [
  row('nak-once', 'the command arrives damaged and the reader says NAK', 'none', 1, (it) => {
    it.toReader = times(1, flip(-1))
  }),
  row('nak-thrice', 'the command arrives damaged three times', 'none', 1, (it) => {
    it.toReader = times(3, flip(8))
  }),
  row('answer-lrc-once', 'the answer has a wrong LRC', 'none', 1, (it) => {
    it.toHost = times(1, flip(-1))
  }),
  row('answer-lrc-thrice', 'the answer has a wrong LRC three times', 'none', 1, (it) => {
    it.toHost = times(3, flip(9))
  }),
  row('answer-length', 'the answer has an impossible length', 'none', 1, (it) => {
    it.toHost = times(1, flip(5))
  }),
  row('answer-cut', 'the answer stops half way', 'none', 1, (it) => {
    it.toHost = times(1, (bytes) => [bytes.subarray(0, 7)])
  }),
  row('answer-after-garbage', 'garbage stands before the answer', 'none', 1, (it) => {
    it.toHost = times(1, (bytes) => [Uint8Array.of(0x11, 0x03, 0x22), bytes])
  }),
  row('answer-lost-in-garbage', 'garbage comes in the place of the answer', 'none', 1, (it) => {
    it.toHost = times(1, () => [Uint8Array.of(0x11, 0x22, 0x33)])
  }),
  row('answer-bytewise', 'the answer comes byte by byte', 'none', 1, (it) => {
    it.toHost = (bytes) => [...bytes].map((byte) => Uint8Array.of(byte))
  }),
  row('time-requests', 'the card asks for time before the answer', 'none', 1, (it) => {
    it.toHost = times(1, (bytes) => [Uint8Array.of(0x80, 0x81), Uint8Array.of(0xff), bytes])
  }),
  row('asking-again-damaged', 'answer and our NAK are damaged', 'none', 1, (it) => {
    it.toHost = times(1, flip(-1))
    let seen = 0
    it.toReader = (bytes) => (seen++ === 1 ? flip(-1)(bytes) : undefined)
  }),
  row(
    'echo-lost',
    'the echo is lost',
    'none',
    1,
    (it) => {
      it.echo = times(1, () => [])
    },
    ['GemPCTwin'],
    later,
  ),
  row(
    'echo-damaged',
    'the echo is damaged on its way back',
    'none',
    1,
    (it) => {
      it.echo = times(1, flip(8))
    },
    ['GemPCTwin'],
    later,
  ),
  row(
    'nak-always',
    'every command arrives damaged',
    'ERR_READER_PROTOCOL',
    0,
    (it) => {
      it.toReader = times(always, flip(-1))
    },
    both,
    later,
  ),
  row(
    'answer-lrc-always',
    'every answer has a wrong LRC',
    'ERR_READER_PROTOCOL',
    1,
    (it) => {
      it.toHost = times(always, flip(-1))
    },
    both,
    later,
  ),
  row(
    'answer-never',
    'the reader takes the command and never answers',
    'ERR_READER_TIMEOUT',
    1,
    (it) => {
      it.toHost = times(always, () => [])
    },
    both,
    later,
  ),
  row(
    'nak-only',
    'the reader says nothing but NAK',
    'ERR_READER_PROTOCOL',
    1,
    (it) => {
      it.toHost = times(always, () => [nak()])
    },
    ['GemCorePOSPro'],
    later,
  ),
  row(
    'babble',
    'time requests without end',
    'ERR_READER_PROTOCOL',
    1,
    (it) => {
      it.toHost = times(always, () => Array.from({ length: 200 }, () => Uint8Array.of(0x80)))
    },
    both,
    later,
  ),
  row(
    'silent',
    'nothing answers at all',
    'ERR_READER_TIMEOUT',
    0,
    (it) => {
      it.silent = true
    },
    both,
    later,
  ),
  row(
    'no-reader',
    'nothing answers on the port',
    'ERR_READER_SERIAL_NOT_FOUND',
    0,
    (it) => {
      it.silent = true
    },
    both,
    ['opening'],
  ),
  row(
    'loopback',
    'the port gives back what it is sent, and no more',
    'ERR_READER_SERIAL_NOT_FOUND',
    0,
    (it) => {
      it.toReader = (bytes) => {
        it.push(bytes)
        return []
      }
    },
    both,
    ['opening'],
  ),
  row('port-gone-before', 'the port goes away before the command is out', 'ERR_READER_LOST', 0, (it) => {
    it.toReader = times(1, () => {
      it.lose()
      return []
    })
  }),
  row('port-gone-after', 'the port goes away before the answer', 'ERR_READER_LOST', 1, (it) => {
    it.toHost = times(1, () => {
      it.lose()
      return []
    })
  }),
  row(
    'card-pulled-at-power-on',
    'the card is pulled as it is powered',
    'ERR_CARD_ABSENT',
    0,
    (it) => pullAt(it, 'IccPowerOn'),
    both,
    ['power-on'],
  ),
  row(
    'card-pulled-at-command',
    'the card is pulled before it gets the command',
    'ERR_CARD_REMOVED',
    0,
    (it) => pullAt(it, 'XfrBlock'),
    both,
    ['command'],
  ),
  row(
    'card-pulled-between',
    'the card is pulled and put back between two commands',
    'ERR_CARD_REMOVED',
    0,
    (it) => {
      const slot = it.slots[0]!
      const card = slot.card!
      slot.remove()
      slot.insert(card)
    },
    both,
    ['command'],
  ),
]

const cases = rows.flatMap((it) =>
  it.models.flatMap((model) => it.steps.map((step) => ({ ...it, model, step, name: `${it.id} at ${step}, ${model}` }))),
)

describe('fault matrix, serial line', () => {
  test.each(cases)('$name: $fault → $expected', async ({ model, step, expected, delivered, strike }) => {
    const rig = makeRig(model)
    const strikeAt = (at: Step): void => {
      if (at === step) strike(rig.serial)
    }
    const attempt = async (): Promise<void> => {
      strikeAt('opening')
      await (await rig.connect('direct')).disconnect()
      strikeAt('power-on')
      const connection = await rig.connect('shared')
      strikeAt('command')
      try {
        expect(await connection.transmit(verify.slice())).toEqual(Uint8Array.of(0x90, 0))
      } finally {
        await connection.disconnect('reset')
      }
    }
    expect(await rig.outcome(attempt())).toBe(expected)
    const verified = rig.card.received.filter((command) => command[1] === 0x20).length
    if (step === 'command') expect(verified).toBe(delivered)
    // No copy of a command that held a PIN outlives it.
    await rig.timers.advance(5_000)
    for (const bytes of rig.serial.written.slice(0, -1)) expect(holdsPin(bytes)).toBe(false)

    // Usable again without reloading anything; a port that went away comes back as another.
    const again = expected === 'ERR_READER_LOST' ? makeRig(model) : rig
    again.serial.toReader = again.serial.toHost = again.serial.echo = () => undefined
    again.serial.silent = false
    const slot = again.serial.slots[0]!
    slot.fault = () => undefined
    if (!slot.card) slot.insert(new EchoCard(atrs.t1))
    const second = async (): Promise<void> => {
      const connection = await again.connect('shared')
      expect(await connection.transmit(verify.slice())).toEqual(Uint8Array.of(0x90, 0))
      await connection.disconnect('reset')
    }
    expect(await again.outcome(second())).toBe('none')
  })
})

const pin = [0x31, 0x35, 0x39, 0x37, 0x35, 0x33]
const verify = concat([0, 0x20, 0, 0x81, pin.length], pin)
const holdsPin = (bytes: Uint8Array): boolean =>
  bytes.some((_, at) => pin.every((digit, index) => bytes[at + index] === digit))

function makeRig(modelId: SerialReaderModel['id']) {
  const model = serialReaderModels.find(({ id }) => id === modelId)!
  const timers = new ManualTimers()
  const serial = new FakeSerialReader({ slots: model.slotNames.length, echoes: model.echoes })
  const card = serial.slots[0]!.insert(new EchoCard(atrs.t1))
  const context = new CcidReaders({ timers })
  let opened: SerialReader | undefined
  const port: CcidPort = {
    open: async () => {
      serial.reopen()
      opened = await openSerialReader(serial, timers)
      return opened.reader
    },
    close: async () => opened?.forget(),
  }
  context.add(port, model.slotNames)
  const readerName = model.slotNames[0]!
  return {
    timers,
    serial,
    card,
    connect: async (mode: 'shared' | 'direct'): Promise<SmartCardConnection> =>
      (await context.connect(readerName, mode)).connection,
    /** Lets time pass until the work is done: a minute is more than anything may take. */
    async outcome(work: Promise<void>): Promise<ErrorCode | 'none'> {
      const end = { reached: false }
      const settled = Promise.allSettled([work]).finally(() => (end.reached = true))
      for (let halves = 0; !end.reached && halves < 240; halves++) await timers.advance(500)
      if (!end.reached) expect.fail('it never came to an end')
      const [result] = await settled
      if (result.status === 'fulfilled') return 'none'
      if (result.reason instanceof CodedError) return result.reason.code
      throw result.reason
    },
  }
}

function row(
  id: string,
  fault: string,
  expected: FaultRow['expected'],
  delivered: 0 | 1,
  strike: FaultRow['strike'],
  models: FaultRow['models'] = both,
  at: FaultRow['steps'] = steps,
): FaultRow {
  return { id, fault, models, steps: at, expected, delivered, strike }
}
