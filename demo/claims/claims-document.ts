import { encodeBig5 } from '../../core/bytes/big5.ts'
import type { ClaimsKind } from '../../core/claims/care-types.ts'
import { type ClaimsFileName, claimsFileName } from '../../core/claims/file-name.ts'
import { claimsKinds, type KindOfClaims } from '../../core/claims/kinds.ts'
import type { Fields, InventedCase, Inventor, State } from './claims-case.ts'
import { dispensingInventor } from './dispensing-cases.ts'
import { type Fault, faultOf } from './faults.ts'
import { inpatientInventor } from './inpatient-cases.ts'
import { outpatientInventor } from './outpatient-cases.ts'
import { Seeded } from './seeded.ts'

const inventors: Readonly<Record<ClaimsKind, Inventor>> = {
  outpatient: outpatientInventor,
  inpatient: inpatientInventor,
  dispensing: dispensingInventor,
}

const usual: Readonly<Record<ClaimsKind, Pick<ClaimsFileName, 'institutionCode' | 'careType'>>> = {
  outpatient: { institutionCode: '0901999031', careType: '12' },
  inpatient: { institutionCode: '0901999031', careType: '22' },
  dispensing: { institutionCode: '5901999027', careType: '30' },
}

export interface ClaimsOptions {
  readonly kind: ClaimsKind
  /** The same seed makes the same document. */
  readonly seed: number
  /** How many cases; or about how many bytes, whichever is reached first. */
  readonly cases?: number
  readonly bytes?: number
  /** What the file's name says; the rest is usual for the kind. */
  readonly facts?: Partial<ClaimsFileName>
  /** The number of the one rule that the document breaks, once; it keeps all others. */
  readonly plant?: string
}

export interface InventedClaims {
  readonly facts: ClaimsFileName
  readonly fileName: string
  readonly cases: number
  /** The document's bytes, in pieces of a case each; can be gone through again. */
  pieces(): Iterable<Uint8Array<ArrayBuffer>>
}

/**
 * A claims document of any size, invented and right in everything but what is planted. The sums that stand before the cases are
 * found by making the cases twice: none of them is kept.
 */
export function inventClaims({
  kind,
  seed,
  cases = Infinity,
  bytes = Infinity,
  facts,
  plant,
}: ClaimsOptions): InventedClaims {
  if (cases === Infinity && bytes === Infinity) throw new RangeError('how many?')
  const fault = plant === undefined ? {} : faultOf(plant, kind)
  const inDocument: ClaimsFileName = {
    kind,
    ...usual[kind],
    feeMonth: '11509',
    declaration: '1',
    monthMark: '3',
    ...fault.facts,
    ...facts,
  }
  const make = new Maker(kind, seed, inDocument, fault)
  const count = make.countCases(bytes, cases)
  const named: ClaimsFileName = { ...inDocument, ...fault.named?.(inDocument) }
  return {
    facts: named,
    fileName: claimsFileName(named),
    cases: count,
    pieces: () => make.pieces(count),
  }
}

/** Longer than 總表段 and the rest around the cases. */
const around = 1500

class Maker {
  readonly #kind: ClaimsKind
  readonly #shape: KindOfClaims
  readonly #seed: number
  readonly #facts: ClaimsFileName
  readonly #fault: Fault
  readonly #isPlanted: boolean
  readonly #order: Readonly<Record<'t' | 'p' | 'head' | 'body', readonly string[]>>

  constructor(kind: ClaimsKind, seed: number, facts: ClaimsFileName, fault: Fault) {
    this.#kind = kind
    const shape: KindOfClaims = claimsKinds[kind]
    this.#shape = shape
    this.#seed = seed
    this.#facts = facts
    this.#fault = fault
    this.#isPlanted = Object.keys(fault).length > 0
    const ids = shape.fields.map(({ id }) => id)
    this.#order = {
      t: ids.filter((id) => id.startsWith('t')),
      p: ids.filter((id) => id.startsWith('p')),
      head: ids.filter((id) => shape.head.includes(id)),
      body: ids.filter((id) => id.startsWith('d') && !shape.head.includes(id)),
    }
  }

  /** How many cases fit in so many bytes, up to `most`; at least one. */
  countCases(bytes: number, most: number): number {
    if (bytes === Infinity) return most
    let size = around
    let count = 0
    for (const claimsCase of this.#cases(most)) {
      size += this.#caseText(claimsCase).length
      if (size > bytes && count > 0) return count
      count++
    }
    return count
  }

  *pieces(count: number): Generator<Uint8Array<ArrayBuffer>> {
    const inventor = inventors[this.#kind]
    const sums = inventor.sums(this.#facts)
    for (const claimsCase of this.#cases(count)) sums.add(claimsCase)
    const state: State = (field, right) => String(right + (field === this.#fault.bend ? 1 : 0))
    const totals: Fields = { ...inventor.begin(this.#facts), ...sums.fields(state) }
    this.#fault.spoilTotals?.(totals)
    const { root } = this.#shape
    const begin = `<?xml version="1.0" encoding="BIG5"?>\n<${root}>\n<tdata>${this.#elements(this.#order.t, totals)}</tdata>\n`
    yield toBytes(this.#written('begin', begin))
    let at = 0
    for (const claimsCase of this.#cases(count)) {
      const text = this.#caseText(claimsCase)
      yield toBytes(++at === count ? this.#written('case', text) : text)
    }
    yield toBytes(this.#written('end', `</${root}>\n`))
  }

  #written(part: 'begin' | 'case' | 'end', text: string): string {
    return this.#fault.write?.(text, part) ?? text
  }

  /** The last of them is where a fault is planted. */
  *#cases(count: number): Generator<InventedCase> {
    const random = new Seeded(this.#seed)
    const inventor = inventors[this.#kind]
    const { caseType, caseSerial, orderSerial } = this.#shape
    const serials = new Map<string, number>()
    for (let at = 1; at <= count; at++) {
      const isLast = at === count
      let claimsCase = inventor.draw(random, this.#facts)
      if (isLast && this.#isPlanted)
        while (!inventor.isPlain(claimsCase)) claimsCase = inventor.draw(random, this.#facts)
      const { fields, orders } = claimsCase
      const last = orders.at(-1)
      if (isLast && last) this.#fault.draw?.(fields, last, orders)
      let orderAt = 0
      const state: State = (field, right) => {
        if (field.startsWith('p')) orderAt++
        const isPlace = isLast && field === this.#fault.bend && (!field.startsWith('p') || orderAt === orders.length)
        return String(right + (isPlace ? 1 : 0))
      }
      inventor.addUp(claimsCase, state)
      const type = fields[caseType] ?? ''
      const serial = (serials.get(type) ?? 0) + 1
      serials.set(type, serial)
      fields[caseSerial] = state(caseSerial, serial)
      if (isLast && last) {
        if (this.#fault.bend === orderSerial) last[orderSerial] = String(orders.length + 1)
        this.#fault.spoil?.(fields, last)
      }
      yield claimsCase
    }
  }

  #elements(order: readonly string[], fields: Fields): string {
    let text = ''
    for (const id of order) {
      const value = fields[id]
      if (value !== undefined) text += `<${id}>${binary(value)}</${id}>`
    }
    return text
  }

  #caseText({ fields, orders }: InventedCase): string {
    const head = this.#elements(this.#order.head, fields)
    let body = this.#elements(this.#order.body, fields)
    for (const order of orders) body += `\n<pdata>${this.#elements(this.#order.p, order)}</pdata>`
    return `<ddata>\n<dhead>${head}</dhead>\n<dbody>${body}</dbody>\n</ddata>\n`
  }
}

/** Big5 as a text of which each sign is a byte; made once for each text that is not ASCII. */
const known = new Map<string, string>()
const notAscii = /[^\u0000-\u007f]/ // oxlint-disable-line no-control-regex -- what Big5 writes as itself
function binary(text: string): string {
  if (!notAscii.test(text)) return text
  let bytes = known.get(text)
  if (bytes === undefined) known.set(text, (bytes = String.fromCharCode(...encodeBig5(text).bytes)))
  return bytes
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}
