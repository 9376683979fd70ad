import type { ClaimsKind } from './care-types.ts'
import { documentRules, xmlFaults } from './document-rules.ts'
import { fieldRules } from './field-rules.ts'
import { type ClaimsField, fieldCount, fieldId, fieldIndex } from './fields.ts'
import { type ClaimsFinding, shownValue } from './finding.ts'
import { type FormJudge, formJudge, malformed } from './forms.ts'
import type { Icd10 } from './icd-10.ts'
import { claimsKinds, type KindOfClaims } from './kinds.ts'
import { ClaimsRecord, fieldStates, type NamedFacts } from './record.ts'
import type { RecordRule, Rule } from './rule.ts'
import { fatalFaults, type Section, type XmlFault, type XmlHandler, XmlReader } from './xml-reader.ts'

export interface ClaimsCheckOptions extends NamedFacts {
  readonly kind: ClaimsKind
  /** Diagnoses are looked up in it; without one they are not judged. */
  readonly icd10?: Icd10 | undefined
  /** Is given the findings as they come, in the document's order, some hundred at a time. */
  readonly onFindings: (findings: readonly ClaimsFinding[]) => void
  /** Of one rule, no more findings than these are given out; the result has how many there are. Default 1,000. */
  readonly mostPerRule?: number
}

export interface RuleCount {
  readonly rule: string
  readonly severity: Rule['severity']
  /** How often it is broken. */
  readonly count: number
  /** How many findings of it were given out. */
  readonly given: number
}

export interface ClaimsResult {
  readonly kind: ClaimsKind
  /** 檢核正確: no error. There may be warnings. */
  readonly isCorrect: boolean
  /** The document was read to its end: otherwise sums over all of it were not judged. */
  readonly isWhole: boolean
  readonly errors: number
  readonly warnings: number
  readonly cases: number
  readonly orders: number
  readonly bytes: number
  /** Rules that are broken, in the order of `rulesOf`. */
  readonly rules: readonly RuleCount[]
}

export interface ClaimsCheck {
  /** Takes the next piece of the XML document, of any size. The piece may be used again afterwards. */
  push(piece: Uint8Array): void
  /** The document is whole: gives out the last findings. */
  end(): ClaimsResult
}

/**
 * Checks one claims document as its bytes come. The findings are the same for any division into pieces and on any machine;
 * memory does not grow with the document.
 */
export const createClaimsCheck = (options: ClaimsCheckOptions): ClaimsCheck => new Check(options)

const { absent, empty, bad, good } = fieldStates
const batchSize = 256
const noRule = -1

/** What is worked out once for a kind: each rule has the number of its place in `rules`. */
class Plan {
  readonly rules: Rule[] = [...documentRules]
  readonly masks: (ClaimsField['mask'] | undefined)[] = []
  readonly judges: FormJudge[] = []
  readonly mostBytes = new Uint16Array(fieldCount)
  readonly lengthRule = new Int16Array(fieldCount).fill(noRule)
  readonly formRule = new Int16Array(fieldCount).fill(noRule)
  readonly checkRule = new Int16Array(fieldCount).fill(noRule)
  readonly requiredRule = new Int16Array(fieldCount).fill(noRule)
  readonly required: Readonly<Record<'tdata' | 'dhead' | 'dbody' | 'pdata', number[]>> = {
    tdata: [],
    dhead: [],
    dbody: [],
    pdata: [],
  }
  readonly recordRules: Readonly<Record<RecordRule['when'], { rule: RecordRule; number: number; index: number }[]>> = {
    order: [],
    case: [],
    document: [],
  }

  constructor(kind: ClaimsKind) {
    const { fields, prefix, rules, head }: KindOfClaims = claimsKinds[kind]
    for (const field of fields) {
      const index = fieldIndex(field.id)
      const own = fieldRules(field, prefix, kind)
      this.masks[index] = field.mask
      this.judges[index] = formJudge(field.form)
      this.mostBytes[index] = field.length ?? 0
      this.requiredRule[index] = this.#number(own.required)
      this.lengthRule[index] = this.#number(own.length)
      this.formRule[index] = this.#number(own.form)
      this.checkRule[index] = this.#number(own.check)
      if (!field.required) continue
      const letter = field.id.slice(0, 1)
      const section = letter === 't' ? 'tdata' : letter === 'p' ? 'pdata' : head.includes(field.id) ? 'dhead' : 'dbody'
      this.required[section].push(index)
    }
    for (const rule of rules) {
      const number = this.#number(rule)
      this.recordRules[rule.when].push({ rule, number, index: fieldIndex(rule.field) })
    }
  }

  #number(rule: Rule | undefined): number {
    return rule === undefined ? noRule : this.rules.push(rule) - 1
  }
}

const plans = new Map<ClaimsKind, Plan>()

function planOf(kind: ClaimsKind): Plan {
  const plan = plans.get(kind) ?? new Plan(kind)
  plans.set(kind, plan)
  return plan
}

const pathPart = /^[0-9A-Z]{1,6}$/
const nothing = new Uint8Array(0)

type Writable<T> = { -readonly [K in keyof T]: T[K] }

class Check implements ClaimsCheck, XmlHandler {
  readonly #kind: ClaimsKind
  readonly #plan: Plan
  readonly #record: ClaimsRecord
  readonly #reader: XmlReader
  readonly #onFindings: (findings: readonly ClaimsFinding[]) => void
  readonly #mostPerRule: number
  readonly #counts: Float64Array
  /** 案件分類, 流水編號, 醫令序, 醫令類別, 點數. */
  readonly #caseType: number
  readonly #caseSerial: number
  readonly #orderSerial: number
  readonly #orderType: number
  readonly #orderPoints: number
  readonly #caseRules: Plan['recordRules']['case']
  readonly #orderRules: Plan['recordRules']['order']
  #level: 'document' | 'case' | 'order' = 'document'
  #cases = 0
  #orders = 0
  #bytes = 0
  /** Where 總表段, the case and the order begin that are being read: where what is missing should be. */
  readonly #recordAt = { document: 0, case: 0, order: 0 }
  #hasTotals = false
  #isWhole = true
  /** Findings of the record that is being read: their path is known when it ends. */
  readonly #held: Writable<ClaimsFinding>[] = []
  #batch: ClaimsFinding[] = []
  #result: ClaimsResult | undefined

  constructor({ kind, icd10, onFindings, mostPerRule = 1_000, ...facts }: ClaimsCheckOptions) {
    const shape: KindOfClaims = claimsKinds[kind]
    this.#kind = kind
    this.#plan = planOf(kind)
    this.#counts = new Float64Array(this.#plan.rules.length)
    this.#onFindings = onFindings
    this.#mostPerRule = mostPerRule
    this.#caseType = fieldIndex(shape.caseType)
    this.#caseSerial = fieldIndex(shape.caseSerial)
    this.#orderSerial = fieldIndex(shape.orderSerial)
    this.#orderType = fieldIndex(shape.orderType)
    this.#orderPoints = fieldIndex(shape.orderPoints)
    this.#caseRules = this.#plan.recordRules.case
    this.#orderRules = this.#plan.recordRules.order
    this.#record = new ClaimsRecord(facts, shape.totals.length, icd10 && ((code, day) => icd10.isInForce(code, day)))
    const fieldIds = shape.fields.map(({ id }) => id)
    this.#reader = new XmlReader({ root: shape.root, fieldIds, head: shape.head }, this)
  }

  push(piece: Uint8Array): void {
    this.#bytes += piece.length
    this.#reader.push(piece)
  }

  end(): ClaimsResult {
    return (this.#result ??= this.#finish())
  }

  open(section: Section, at: number): void {
    if (section === 'tdata') this.#recordAt.document = at
    if (section === 'ddata') {
      this.#settle()
      this.#level = 'case'
      this.#recordAt.case = at
      this.#cases++
      this.#record.beginCase()
    } else if (section === 'pdata') {
      this.#settle()
      this.#level = 'order'
      this.#recordAt.order = at
      this.#orders++
      this.#record.beginOrder()
    }
  }

  field(index: number, bytes: Uint8Array, from: number, to: number, at: number): void {
    const record = this.#record
    const plan = this.#plan
    if (record.state[index] !== absent) return this.fault('TWICE', at, fieldId(index))
    record.at[index] = at
    if (from === to) {
      record.state[index] = empty
      return
    }
    record.keep(index, bytes, from, to)
    const most = plan.mostBytes[index] ?? 0
    if (most > 0 && to - from > most) {
      record.state[index] = bad
      this.#find(plan.lengthRule[index] ?? noRule, index, at, bytes.subarray(from, to), `≤ ${most}`)
      return
    }
    const value = (plan.judges[index] as FormJudge)(bytes, from, to)
    // Not `value < 0`: a sign that is no digit makes NaN of a date.
    if (!(value > malformed)) {
      record.state[index] = bad
      this.#find(plan.formRule[index] ?? noRule, index, at, bytes.subarray(from, to), '')
      return
    }
    record.state[index] = good
    record.value[index] = value
    const check = plan.checkRule[index] ?? noRule
    if (check !== noRule && to - from === 10 && !hasCheckDigitBytes(bytes, from))
      this.#find(check, index, at, bytes.subarray(from, to), '')
  }

  unreadable(index: number, at: number): void {
    const { state } = this.#record
    if (state[index] !== absent) return
    this.#record.at[index] = at
    this.#record.keep(index, nothing, 0, 0)
    state[index] = bad
  }

  close(section: Section): void {
    if (section === 'ddata') {
      this.#judge(this.#caseRules)
      this.#count()
      this.#settle()
      this.#level = 'document'
      return
    }
    this.#requireAll(section)
    if (section === 'tdata') this.#hasTotals = true
    if (section === 'dhead') this.#settle()
    if (section === 'pdata') {
      this.#judge(this.#orderRules)
      this.#addPoints()
      this.#settle()
      this.#level = 'case'
    }
  }

  fault(fault: XmlFault, at: number, name: string): void {
    if (fatalFaults.has(fault)) this.#isWhole = false
    const number = xmlFaults.indexOf(fault)
    this.#find(number, noRule, at, nothing, '', name)
  }

  #requireAll(section: 'tdata' | 'dhead' | 'dbody' | 'pdata'): void {
    const record = this.#record
    for (const index of this.#plan.required[section]) {
      if (record.isFilled(index)) continue
      record.state[index] = bad
      record.keep(index, nothing, 0, 0)
      this.#find(this.#plan.requiredRule[index] ?? noRule, index, this.#recordAt[this.#level], nothing, '')
    }
  }

  #judge(rules: readonly { readonly rule: RecordRule; readonly number: number; readonly index: number }[]): void {
    const record = this.#record
    for (const { rule, number, index } of rules) {
      const expected = rule.judge(record)
      if (expected === undefined) continue
      const at = record.state[index] === absent ? this.#recordAt[this.#level] : (record.at[index] ?? 0)
      this.#find(number, index, at, record.bytes(index), expected)
    }
  }

  /** To the case's sums by 醫令類別. */
  #addPoints(): void {
    const { state, pointsOfType } = this.#record
    if (state[this.#orderType] === bad) pointsOfType.fill(Number.NaN)
    else {
      const type = this.#record.code(this.#orderType)
      if (type >= 0) pointsOfType[type] = (pointsOfType[type] ?? 0) + this.#record.amount(this.#orderPoints)
    }
  }

  /** To the document's sums. */
  #count(): void {
    const { totals } = this.#record
    const shape: KindOfClaims = claimsKinds[this.#kind]
    for (const [number, { of }] of shape.totals.entries()) totals[number] = (totals[number] ?? 0) + of(this.#record)
  }

  #find(number: number, index: number, at: number, bytes: Uint8Array, expected: string, name = ''): void {
    const count = (this.#counts[number] ?? 0) + 1
    this.#counts[number] = count
    if (count > this.#mostPerRule) return
    const isTotal = index >= 0 && index < 128
    this.#held.push({
      rule: this.#plan.rules[number]?.id ?? '',
      case: this.#level === 'document' ? 0 : this.#cases,
      order: this.#level === 'order' ? this.#record.orders : 0,
      path: '',
      field: index >= 0 ? fieldId(index) : name,
      value: shownValue(bytes, isTotal || index < 0 ? undefined : this.#plan.masks[index]),
      expected,
      at,
    })
    if (this.#held.length >= batchSize) this.#settle()
  }

  /** What is held belongs to the record whose end this is, or to what lies before the one that begins. */
  #settle(): void {
    if (this.#held.length === 0) return
    const path = this.#path()
    for (const finding of this.#held) {
      finding.path = path
      this.#batch.push(finding)
    }
    this.#held.length = 0
    if (this.#batch.length >= batchSize) this.#give()
  }

  #path(): string {
    if (this.#level === 'document') return ''
    const serials = [this.#caseType, this.#caseSerial]
    if (this.#level === 'order') serials.push(this.#orderSerial)
    return serials
      .map((index) => this.#record.text(index))
      .map((part) => (pathPart.test(part) ? part : '?'))
      .join('/')
  }

  #give(): void {
    const batch = this.#batch
    this.#batch = []
    this.#onFindings(batch)
  }

  #finish(): ClaimsResult {
    this.#reader.end()
    this.#settle()
    this.#level = 'document'
    if (this.#isWhole && this.#hasTotals) this.#judge(this.#plan.recordRules.document)
    this.#settle()
    if (this.#batch.length > 0) this.#give()
    const rules = this.#plan.rules.flatMap(({ id, severity }, number): RuleCount[] => {
      const count = this.#counts[number] ?? 0
      return count > 0 ? [{ rule: id, severity, count, given: Math.min(count, this.#mostPerRule) }] : []
    })
    const sum = (of: Rule['severity']) =>
      rules.filter(({ severity }) => severity === of).reduce((all, { count }) => all + count, 0)
    const errors = sum('error')
    return {
      kind: this.#kind,
      isCorrect: errors === 0,
      isWhole: this.#isWhole,
      errors,
      warnings: sum('warning'),
      cases: this.#cases,
      orders: this.#orders,
      bytes: this.#bytes,
      rules,
    }
  }
}

/** The rule of `hasCheckDigit` on the ten digits from `from`. */
function hasCheckDigitBytes(bytes: Uint8Array, from: number): boolean {
  let sum = 0
  for (let at = 0; at < 9; at++) sum += (at + 1) * ((bytes[from + at] ?? 0) - 0x30)
  return sum % 10 === (bytes[from + 9] ?? 0) - 0x30
}
