import type { Text } from '../i18n/text.ts'
import { packCode } from './code-lists.ts'
import { type ClaimsField, fieldIndex } from './fields.ts'
import type { ClaimsRecord } from './record.ts'
import type { RecordRule, RuleSource, Severity, Total } from './rule.ts'

/** Makes the rules of one form: `place` names where in it each stands. */
export interface RuleMaker {
  readonly prefix: string
  readonly source: RuleSource['document']
  readonly fields: readonly ClaimsField[]
}

/** Where a field has one of some codes; or has any value. */
export type Condition = { readonly field: string; readonly in: readonly string[] } | { readonly filled: string }

interface Made {
  readonly place?: string
  readonly severity?: Severity
  /** Cases that a rule says nothing of. */
  readonly except?: Condition
}

const halfUp = 5
/** p8 and its like are per cent with two decimals: 100.00 is as stated. */
const whole = 10_000

const levelOf = (field: string) => (field.startsWith('t') ? 'document' : field.startsWith('p') ? 'order' : 'case')

/** undefined where it cannot be told. */
export function meets(condition: Condition): (record: ClaimsRecord) => boolean | undefined {
  if ('filled' in condition) {
    const index = fieldIndex(condition.filled)
    return (record) => (record.isBad(index) ? undefined : record.isGood(index))
  }
  const index = fieldIndex(condition.field)
  const codes = new Set(condition.in.map(packCode))
  return (record) => (record.isBad(index) ? undefined : codes.has(record.code(index)))
}

/** When a field is needed: one of some fields has one of some codes, or another field is filled. */
type Need = { readonly anyOf: readonly string[]; readonly in: readonly string[] } | { readonly filled: string }

function arises(need: Need): (record: ClaimsRecord) => boolean {
  const conditions: readonly Condition[] =
    'filled' in need ? [need] : need.anyOf.map((field) => ({ field, in: need.in }))
  const each = conditions.map(meets)
  return (record) => {
    for (const one of each) if (one(record) === true) return true
    return false
  }
}

export class RuleTable {
  readonly rules: RecordRule[] = []
  readonly totals: Total[] = []
  readonly #maker: RuleMaker

  constructor(maker: RuleMaker) {
    this.#maker = maker
  }

  /** `d39（合計點數）` */
  called(id: string): string {
    const name = this.#maker.fields.find((field) => field.id === id)?.name
    if (name === undefined) throw new RangeError(`no field ${id}`)
    return `${id}（${name}）`
  }

  add(
    field: string,
    what: string,
    text: Text,
    judge: RecordRule['judge'],
    { place = field, severity = 'error', except }: Made = {},
    when: RecordRule['when'] = levelOf(field),
    source: RuleSource['document'] = this.#maker.source,
  ): void {
    this.called(field)
    const isExcepted = except && meets(except)
    this.rules.push({
      id: `${this.#maker.prefix}-${field.toUpperCase()}-${what}`,
      field,
      severity,
      source: { document: source, place },
      text,
      when,
      judge: isExcepted ? (record) => (isExcepted(record) === false ? judge(record) : undefined) : judge,
    })
  }

  /** `field` states what `of` answers; NaN is what cannot be told. Nothing stated counts as 0. */
  #equals(field: string, what: string, text: Text, of: (record: ClaimsRecord) => number, made: Made = {}): void {
    const index = fieldIndex(field)
    this.add(
      field,
      what,
      text,
      (record) => {
        const expected = of(record)
        const stated = record.amount(index)
        return stated === expected || Number.isNaN(expected) || Number.isNaN(stated) ? undefined : String(expected)
      },
      made,
    )
  }

  /** `field` is the sum of `plus` less `minus`. */
  sum(field: string, plus: readonly string[], minus: readonly string[] = [], made: Made = {}): void {
    const added = plus.map(fieldIndex)
    const taken = minus.map(fieldIndex)
    const formula = (join: string, less: string) => `${plus.join(join)}${minus.map((id) => less + id).join('')}`
    this.#equals(
      field,
      'SUM',
      {
        zhTW: `${this.called(field)}應等於 ${formula('＋', '－')}。`,
        en: `${this.called(field)} has to be ${formula(' + ', ' − ')}.`,
      },
      (record) => {
        let sum = 0
        for (const index of added) sum += record.amount(index)
        for (const index of taken) sum -= record.amount(index)
        return sum
      },
      made,
    )
  }

  /** `field` is the sum of the case's orders of a type. */
  ordersSum(field: string, points: string, typeField: string, type: string, made: Made = {}): void {
    const code = packCode(type)
    this.#equals(
      field,
      'ORDERS',
      {
        zhTW: `${this.called(field)}應等於醫令類別（${typeField}）為 ${type} 之點數（${points}）加總。`,
        en: `${this.called(field)} has to be the sum of ${points} of the orders whose ${typeField} is ${type}.`,
      },
      (record) => record.pointsOfType[code] ?? 0,
      made,
    )
  }

  /** `field` of 總表段 is the sum of `of` over the cases; `en` and `zhTW` say which. */
  total(field: string, cases: Text, of: Total['of'], made: Made = {}): void {
    const number = this.totals.length
    this.totals.push({ of })
    this.#equals(
      field,
      'TOTAL',
      {
        zhTW: `${this.called(field)}應等於${cases.zhTW}。`,
        en: `${this.called(field)} has to be ${cases.en}.`,
      },
      (record) => record.totals[number] ?? 0,
      made,
    )
  }

  /** `field` must be filled where the need arises. */
  neededWhen(field: string, need: Need, made: Made = {}): void {
    const index = fieldIndex(field)
    const isNeeded = arises(need)
    const said =
      'filled' in need
        ? { zhTW: `${need.filled} 有填載`, en: `${need.filled} is filled` }
        : {
            zhTW: `${need.anyOf.join('、')} 為 ${need.in.join('、')}`,
            en: `${need.anyOf.join(' or ')} is ${need.in.join(', ')}`,
          }
    this.add(
      field,
      'NEEDED',
      {
        zhTW: `${said.zhTW} 時，${this.called(field)}為必填欄位。`,
        en: `${this.called(field)} is needed when ${said.en}.`,
      },
      (record) => (!record.isFilled(index) && isNeeded(record) ? '' : undefined),
      made,
    )
  }

  /** `field` must be empty unless the condition is met. */
  onlyWhen(
    field: string,
    condition: { readonly field: string; readonly in: readonly string[] },
    made: Made = {},
  ): void {
    const index = fieldIndex(field)
    const isMet = meets(condition)
    const codes = condition.in.join('、')
    this.add(
      field,
      'ONLY',
      {
        zhTW: `${condition.field} 為 ${codes} 時才可填 ${this.called(field)}。`,
        en: `${this.called(field)} is filled only when ${condition.field} is ${codes}.`,
      },
      (record) => (record.isGood(index) && isMet(record) === false ? '' : undefined),
      made,
    )
  }

  /** Two days or two times: `field` is not later than `other`. */
  notAfter(field: string, other: string, made: Made = {}): void {
    const [index, last] = [fieldIndex(field), fieldIndex(other)]
    this.add(
      field,
      'LATE',
      {
        zhTW: `${this.called(field)}不得晚於 ${this.called(other)}。`,
        en: `${this.called(field)} must not be later than ${this.called(other)}.`,
      },
      (record) =>
        record.isGood(index) && record.isGood(last) && (record.value[index] ?? 0) > (record.value[last] ?? 0)
          ? `≤ ${record.text(last)}`
          : undefined,
      made,
    )
  }

  /** Nobody is 150 years old. */
  ageBelow150(birthday: string, day: string, made: Made = {}): void {
    const [index, other] = [fieldIndex(birthday), fieldIndex(day)]
    this.add(
      birthday,
      'AGE',
      {
        zhTW: `依 ${this.called(birthday)}計算，年齡應小於 150 歲。`,
        en: `The age by ${this.called(birthday)} has to be below 150.`,
      },
      (record) =>
        record.isGood(index) &&
        record.isGood(other) &&
        (record.value[other] ?? 0) - (record.value[index] ?? 0) >= 1_500_000
          ? ''
          : undefined,
      made,
    )
  }

  /** Cases of a type are numbered from 1 in their order. */
  caseSerial(field: string, type: string, made: Made = {}): void {
    const [index, typeIndex] = [fieldIndex(field), fieldIndex(type)]
    this.add(
      field,
      'SERIAL',
      {
        zhTW: `${this.called(field)}應依 ${this.called(type)}分別自 1 起連續編號。`,
        en: `${this.called(field)} has to count from 1 without a gap within each ${this.called(type)}.`,
      },
      (record) => {
        const code = record.code(typeIndex)
        if (code < 0) return undefined
        const expected = (record.lastSerial.get(code) ?? 0) + 1
        const stated = record.isGood(index) ? (record.value[index] ?? 0) : Number.NaN
        record.lastSerial.set(code, stated)
        return stated === expected || Number.isNaN(stated) || Number.isNaN(expected) ? undefined : String(expected)
      },
      made,
    )
  }

  /** Orders are numbered from 1 within their case. */
  orderSerial(field: string, made: Made = {}): void {
    const index = fieldIndex(field)
    this.add(
      field,
      'SERIAL',
      {
        zhTW: `${this.called(field)}應於同一案件內自 1 起連續編號。`,
        en: `${this.called(field)} has to count from 1 without a gap within the case.`,
      },
      (record) => {
        const expected = record.lastOrder + 1
        const stated = record.isGood(index) ? (record.value[index] ?? 0) : Number.NaN
        record.lastOrder = stated
        return stated === expected || Number.isNaN(stated) || Number.isNaN(expected) ? undefined : String(expected)
      },
      made,
    )
  }

  /**
   * Points are quantity (one decimal) times price (two decimals) times the rate in per cent, rounded half up: in whole numbers,
   * so that no fraction is lost. `rateScale` is what 100 % is in the rate's own units.
   */
  product(
    field: string,
    parts: { readonly quantity: string; readonly price: string; readonly rate: string },
    rateOf: (record: ClaimsRecord, rate: number) => number,
    condition: Condition | undefined,
    made: Made = {},
  ): void {
    const [points, quantity, price, rate] = [field, parts.quantity, parts.price, parts.rate].map(fieldIndex) as [
      number,
      number,
      number,
      number,
    ]
    const applies = condition && meets(condition)
    this.add(
      field,
      'PRODUCT',
      {
        zhTW: `${this.called(field)}應等於 ${parts.quantity}×${parts.price}×支付成數（${parts.rate}），四捨五入至整數。`,
        en: `${this.called(field)} has to be ${parts.quantity} × ${parts.price} × the rate (${parts.rate}), rounded half up.`,
      },
      (record) => {
        if (!record.isGood(points) || !record.isGood(quantity) || !record.isGood(price)) return undefined
        if (applies && applies(record) !== true) return undefined
        const percent = rateOf(record, rate)
        if (Number.isNaN(percent)) return undefined
        const expected = pointsOf(record.value[quantity] ?? 0, record.value[price] ?? 0, percent)
        return record.value[points] === expected ? undefined : String(expected)
      },
      made,
    )
  }

  /** What the file's name says is what the document says. */
  named(field: string, zhTW: string, en: string, of: (record: ClaimsRecord) => string | undefined): void {
    const index = fieldIndex(field)
    this.add(
      field,
      'NAME',
      {
        zhTW: `${this.called(field)}應與檔名之${zhTW}相同。`,
        en: `${this.called(field)} has to agree with the file name’s ${en}.`,
      },
      (record) => {
        const expected = of(record)
        return !record.isGood(index) || expected === undefined || record.text(index) === expected ? undefined : expected
      },
      {},
      'document',
      'naming',
    )
  }

  /** 送核 is filed by the 20th of the month after 費用年月. */
  due(day: string, month: string, declaration: string): void {
    const [index, monthIndex] = [fieldIndex(day), fieldIndex(month)]
    const isFirst = meets({ field: declaration, in: ['1'] })
    this.add(
      day,
      'DUE',
      {
        zhTW: `送核案件應於費用年月次月 20 日前申報，${this.called(day)}已逾期。`,
        en: `Claims are filed by the 20th of the month after; ${this.called(day)} is later.`,
      },
      (record) => {
        if (!record.isGood(index) || !record.isGood(monthIndex) || isFirst(record) !== true) return undefined
        const of = record.value[monthIndex] ?? 0
        const last = (of % 100 === 12 ? of + 89 : of + 1) * 100 + 20
        return (record.value[index] ?? 0) > last ? `≤ ${rocDayText(last)}` : undefined
      },
      { severity: 'warning', place: '§3' },
      'document',
      'law',
    )
  }

  /** The code is in the list, where one is given, and in force on the day. */
  diagnosis(field: string, day: string): void {
    const [index, dayIndex] = [fieldIndex(field), fieldIndex(day)]
    this.add(
      field,
      'ICD',
      {
        zhTW: `${this.called(field)}應為 ${this.called(day)}當日有效之國際疾病分類碼。`,
        en: `${this.called(field)} has to be a code of the list in force on ${this.called(day)}.`,
      },
      (record) =>
        record.isDiagnosis && record.isGood(index) && record.isGood(dayIndex)
          ? record.isDiagnosis(record.text(index), record.value[dayIndex] ?? 0)
            ? undefined
            : ''
          : undefined,
      { severity: 'warning' },
      'case',
      'icd10',
    )
  }
}

/** YYYMMDD of YYYYMMDD. */
const rocDayText = (day: number): string => String(day - 19_110_000).padStart(7, '0')

/** Of a quantity in tenths, a price in hundredths and a rate in hundredths of a per cent: whole points, halves rounded up. */
export function pointsOf(tenths: number, hundredths: number, rate: number): number {
  const thousandths = tenths * hundredths // below 10^15: exact
  if (rate === whole) return Math.floor((thousandths + 100 * halfUp) / 1000)
  const scaled = thousandths * rate
  if (scaled <= Number.MAX_SAFE_INTEGER - 1_000_000 * halfUp)
    return Math.floor((scaled + 1_000_000 * halfUp) / 10_000_000)
  return Number((BigInt(thousandths) * BigInt(rate) + 5_000_000n) / 10_000_000n)
}
