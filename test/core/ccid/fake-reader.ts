import { concat } from '../../../core/bytes/concat.ts'
import type { CcidClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import type { CcidPipe } from '../../../core/ccid/pipe.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { atrs, EchoCard } from './echo-card.ts'
import { CardLine, t0Line, t1Line } from './card-line.ts'
import { T1Card } from './t1-card.ts'

export type FakeLevel = 'short-apdu' | 'extended-apdu' | 'tpdu-t0' | 'tpdu-t1' | 'character-t0' | 'character-t1'
export const fakeLevels: readonly FakeLevel[] = [
  'short-apdu',
  'extended-apdu',
  'tpdu-t0',
  'tpdu-t1',
  'character-t0',
  'character-t1',
]
const t0Levels: ReadonlySet<FakeLevel> = new Set(['tpdu-t0', 'character-t0'])

/** The card that speaks what the level is for. */
export const cardFor = (level: FakeLevel): EchoCard => new EchoCard(t0Levels.has(level) ? atrs.t0 : atrs.t1)

const levelBits: Record<FakeLevel, number> = {
  'short-apdu': 0x20000 | 0x42,
  'extended-apdu': 0x40000 | 0x42,
  'tpdu-t0': 0x10000,
  'tpdu-t1': 0x10000,
  'character-t0': 0,
  'character-t1': 0,
}

export function fakeDescriptor(level: FakeLevel, changes: Partial<CcidClassDescriptor> = {}): CcidClassDescriptor {
  return {
    bcdCCID: 0x0110,
    bMaxSlotIndex: 0,
    bVoltageSupport: 7,
    dwProtocols: 3,
    dwDefaultClock: 4000,
    dwMaximumClock: 4000,
    bNumClockSupported: 0,
    dwDataRate: 10752,
    dwMaxDataRate: 344086,
    bNumDataRatesSupported: 0,
    dwMaxIFSD: 254,
    dwSynchProtocols: 0,
    dwMechanical: 0,
    dwFeatures: levelBits[level] | 0x38,
    dwMaxCCIDMessageLength: 271,
    bClassGetResponse: 0xff,
    bClassEnvelope: 0xff,
    wLcdLayout: 0,
    bPINSupport: 0,
    bMaxCCIDBusySlots: 1,
    ...changes,
  }
}

const names: Record<number, string> = {
  0x61: 'SetParameters',
  0x62: 'IccPowerOn',
  0x63: 'IccPowerOff',
  0x65: 'GetSlotStatus',
  0x6f: 'XfrBlock',
  0x69: 'Secure',
  0x72: 'Abort',
  0x73: 'SetDataRateAndClockFrequency',
}

/** A message from the driver, taken apart by offsets and not by the driver's code. */
export interface Heard {
  readonly name: string
  readonly slot: number
  readonly seq: number
  readonly specific: readonly number[]
  readonly data: Uint8Array
}

/** A message made by hand: type, slot, seq, bStatus, bError, byte 9 and data. */
export function answer(
  type: number,
  { seq, slot = 0 }: { seq: number; slot?: number },
  { status = 0, error = 0, specific = 0, data = new Uint8Array() }: Answer = {},
): Uint8Array {
  const { length } = data
  return concat([type, length & 0xff, (length >> 8) & 0xff, length >> 16, 0, slot, seq, status, error, specific], data)
}

export interface Answer {
  readonly status?: number
  readonly error?: number
  readonly specific?: number
  readonly data?: Uint8Array
}

/** What a test puts in the place of the reader's answers: transfers as they are, or silence. */
export type Fault = (heard: Heard, normal: () => Uint8Array) => readonly Uint8Array[] | 'silence' | undefined

/** A CCID reader with a slot for an EchoCard, behind the two methods of a pipe. */
export class FakeReader implements CcidPipe {
  readonly heard: Heard[] = []
  /** Every buffer that `write` was given, to look at what became of it. */
  readonly written: Uint8Array[] = []
  fault: Fault = () => undefined
  card: EchoCard | undefined
  t1: T1Card | undefined
  line: CardLine | undefined
  powered = false
  opened = 0
  closed = 0
  packetSize?: number
  notification?: () => Promise<Uint8Array>
  abort?: (bSlot: number, bSeq: number) => Promise<void>
  readonly level: FakeLevel
  #transfers: Uint8Array[] = []
  #reader: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined
  #notices: Uint8Array[] = []
  #listener: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined
  #lost: CodedError | undefined
  #pending: Uint8Array = new Uint8Array()
  #outgoing: Uint8Array = new Uint8Array()
  #held: (() => void)[] | undefined

  constructor(level: FakeLevel, { notifies = false }: { notifies?: boolean } = {}) {
    this.level = level
    if (notifies) this.notification = () => this.#nextNotice()
  }

  insert(card = cardFor(this.level)): EchoCard {
    this.card = card
    this.powered = false
    this.#notify(0x03)
    return card
  }

  remove(): void {
    this.card = undefined
    this.powered = false
    this.#notify(0x02)
  }

  lose(): void {
    this.#lost = new CodedError('ERR_READER_LOST', 'the fake reader was unplugged')
    this.#reader?.reject(this.#lost)
    this.#listener?.reject(this.#lost)
    this.#reader = this.#listener = undefined
  }

  /** Keeps answers back until the function returned is called. */
  hold(): () => void {
    this.#held = []
    return () => {
      const held = this.#held ?? []
      this.#held = undefined
      for (const send of held) send()
    }
  }

  async write(message: Uint8Array): Promise<void> {
    if (this.#lost) throw this.#lost
    this.written.push(message)
    const copy = message.slice()
    const length = copy[1]! | (copy[2]! << 8) | (copy[3]! << 16)
    if (length !== copy.length - 10) throw new Error(`dwLength ${length} of a message of ${copy.length}`)
    const heard: Heard = {
      name: names[copy[0]!] ?? `message ${copy[0]}`,
      slot: copy[5]!,
      seq: copy[6]!,
      specific: [...copy.subarray(7, 10)],
      data: copy.subarray(10),
    }
    this.heard.push(heard)
    const answers = this.fault(heard, () => this.#answer(heard)) ?? [this.#answer(heard)]
    if (answers === 'silence') return
    const send = (): void => answers.forEach((transfer) => this.push(transfer))
    if (this.#held) this.#held.push(send)
    else send()
  }

  read(): Promise<Uint8Array> {
    if (this.#lost) return Promise.reject(this.#lost)
    const next = this.#transfers.shift()
    if (next) return Promise.resolve(next)
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject }
    })
  }

  /** One bulk-IN transfer. */
  push(transfer: Uint8Array): void {
    const waiting = this.#reader
    this.#reader = undefined
    if (waiting) waiting.resolve(transfer)
    else this.#transfers.push(transfer)
  }

  #nextNotice(): Promise<Uint8Array> {
    if (this.#lost) return Promise.reject(this.#lost)
    const notice = this.#notices.shift()
    if (notice) return Promise.resolve(notice)
    return new Promise((resolve, reject) => {
      this.#listener = { resolve, reject }
    })
  }

  #notify(state: number): void {
    if (!this.notification) return
    const notice = Uint8Array.of(0x50, state)
    const waiting = this.#listener
    this.#listener = undefined
    if (waiting) waiting.resolve(notice)
    else this.#notices.push(notice)
  }

  #answer(heard: Heard): Uint8Array {
    const iccStatus = this.card ? (this.powered ? 0 : 1) : 2
    const failed = (error: number): Uint8Array => answer(0x80, heard, { status: 0x40 | iccStatus, error })
    switch (heard.name) {
      case 'GetSlotStatus':
      case 'Abort':
        return answer(0x81, heard, { status: iccStatus })
      case 'IccPowerOff':
        this.powered = false
        return answer(0x81, heard, { status: this.card ? 1 : 2 })
      case 'IccPowerOn':
        if (!this.card) return failed(0xfe)
        this.powered = true
        this.card.reset()
        this.t1 = new T1Card(this.card)
        this.line = new CardLine(this.level === 'character-t0' ? t0Line(this.card) : t1Line(this.t1))
        this.#pending = this.#outgoing = new Uint8Array()
        return answer(0x80, heard, { data: this.card.answerToReset })
      case 'SetParameters':
        return answer(0x82, heard, { data: heard.data, specific: heard.specific[0]! })
      case 'SetDataRateAndClockFrequency':
        return answer(0x84, heard, { data: heard.data })
      case 'XfrBlock':
        if (!this.card || !this.powered) return failed(0xfe)
        return this.#transfer(heard, this.card)
      default:
        return failed(0)
    }
  }

  #transfer(heard: Heard, card: EchoCard): Uint8Array {
    const data = (bytes: Uint8Array, specific = 0): Uint8Array => answer(0x80, heard, { data: bytes, specific })
    if (this.level === 'short-apdu') return data(card.apdu(heard.data))
    if (this.level === 'tpdu-t0') return data(card.tpdu(heard.data))
    if (this.level === 'tpdu-t1') {
      const block = this.t1!.block(heard.data)
      return block ? data(block) : answer(0x80, heard, { status: 0x40, error: 0xfe })
    }
    const wLevelParameter = heard.specific[1]! | (heard.specific[2]! << 8)
    if (this.level === 'character-t0' || this.level === 'character-t1') {
      return data(this.line!.exchange(heard.data, wLevelParameter))
    }
    if (wLevelParameter !== 0x10) {
      this.#pending = wLevelParameter <= 1 ? heard.data : concat(this.#pending, heard.data)
      if (wLevelParameter === 1 || wLevelParameter === 3) return data(new Uint8Array(), 0x10)
      this.#outgoing = card.apdu(this.#pending)
      return this.#part(data, true)
    }
    return this.#part(data, false)
  }

  #part(data: (bytes: Uint8Array, specific: number) => Uint8Array, first: boolean): Uint8Array {
    const part = this.#outgoing.subarray(0, 261)
    this.#outgoing = this.#outgoing.subarray(261)
    const last = this.#outgoing.length === 0
    return data(part, first ? (last ? 0 : 1) : last ? 2 : 3)
  }
}
