import { packBytes } from './code-lists.ts'
import { fieldCount } from './fields.ts'

/** What has become of a field in the record that is being read. */
export const fieldStates = { absent: 0, empty: 1, bad: 2, good: 3 } as const

const { bad, good } = fieldStates

/** A value's first bytes are kept, as many as any field may have. */
const keptBytes = 32

/** What the file's name says of its content. */
export interface NamedFacts {
  readonly institutionCode: string
  /** 費用年月, YYYMM. */
  readonly feeMonth: string
  /** 申報類別: 1 送核, 2 補報. */
  readonly declaration: string
  /** 醫事類別, two digits. */
  readonly careType: string
}

/**
 * The values that the rules between fields see: those of 總表段, of the case and of the order that are being read, each under
 * its `fieldIndex`. A rule that needs a value which is itself wrong does not judge: that would be one mistake told twice.
 */
export class ClaimsRecord {
  readonly facts: NamedFacts
  /** What may be in the diagnosis fields, where a list is given. */
  readonly isDiagnosis: ((code: string, day: number) => boolean) | undefined
  readonly state = new Uint8Array(fieldCount)
  /** As `FormJudge` answers it. */
  readonly value = new Float64Array(fieldCount)
  /** The document's offset of the value. */
  readonly at = new Float64Array(fieldCount)
  readonly #bytes = new Uint8Array(fieldCount * keptBytes)
  readonly #length = new Uint8Array(fieldCount)
  /** By 醫令類別 (one byte): the case's sum of points; NaN once one of them is not known. */
  readonly pointsOfType = new Float64Array(256)
  orders = 0
  /** Serials are counted on from the last one of the case type; NaN where that is not known. */
  readonly lastSerial = new Map<number, number>()
  /** Set when an order's 醫令序 is known; NaN where it is not. */
  lastOrder = 0
  /** Sums over the document's cases, each under its number; NaN once one is not known. */
  readonly totals: Float64Array

  constructor(facts: NamedFacts, totals: number, isDiagnosis?: (code: string, day: number) => boolean) {
    this.facts = facts
    this.totals = new Float64Array(totals)
    this.isDiagnosis = isDiagnosis
  }

  keep(index: number, bytes: Uint8Array, from: number, to: number): void {
    const begin = index * keptBytes
    const length = Math.min(to - from, keptBytes)
    for (let at = 0; at < length; at++) this.#bytes[begin + at] = bytes[from + at] ?? 0
    this.#length[index] = length
  }

  beginCase(): void {
    this.state.fill(0, 128)
    this.pointsOfType.fill(0)
    this.orders = 0
    this.lastOrder = 0
  }

  beginOrder(): void {
    this.state.fill(0, 256)
    this.orders++
  }

  isGood(index: number): boolean {
    return this.state[index] === good
  }

  /** Filled, and not as it has to be. */
  isBad(index: number): boolean {
    return this.state[index] === bad
  }

  isFilled(index: number): boolean {
    return (this.state[index] ?? 0) >= bad
  }

  /** 0 where nothing is stated, NaN where it is not an amount. */
  amount(index: number): number {
    const state = this.state[index]
    return state === good ? (this.value[index] ?? 0) : state === bad ? Number.NaN : 0
  }

  /** As `packCode`; -1 where there is no good value. */
  code(index: number): number {
    const begin = index * keptBytes
    return this.isGood(index) ? packBytes(this.#bytes, begin, begin + (this.#length[index] ?? 0)) : -1
  }

  /** Whatever the field has, also where it is wrong. */
  bytes(index: number): Uint8Array {
    const begin = index * keptBytes
    return this.#bytes.subarray(begin, this.isFilled(index) ? begin + (this.#length[index] ?? 0) : begin)
  }

  /** Of a value that is ASCII. */
  text(index: number): string {
    return String.fromCharCode(...this.bytes(index))
  }
}
