import { packCode } from './code-lists.ts'
import { fieldIndex } from './fields.ts'
import { inpatientFields } from './inpatient-fields.ts'
import type { ClaimsRecord } from './record.ts'
import { RuleTable } from './rule-makers.ts'

const table = new RuleTable({ prefix: 'IP', source: 'inpatient', fields: inpatientFields })

table.named('t2', '醫事機構代碼', 'institution', ({ facts }) => facts.institutionCode)
table.named('t3', '費用年月', 'month', ({ facts }) => facts.feeMonth)
table.named('t5', '申報類別', 'kind of declaration', ({ facts }) => facts.declaration)
table.due('t6', 't3', 't5')
table.notAfter('t31', 't32')

const caseType = fieldIndex('d1')
const [acuteDays, chronicDays] = [fieldIndex('d14'), fieldIndex('d15')]
const [copayment, claimed] = [fieldIndex('d84'), fieldIndex('d85')]
const daysOf = (record: ClaimsRecord) => record.amount(acuteDays) + record.amount(chronicDays)
const pointsOf = (record: ClaimsRecord) => record.amount(claimed) + record.amount(copayment)

const ownColumn = ['1', '2', '3', '5']

/** Count, days and points of the cases of a type; without one, of those that have no columns of their own. */
function columns([count, days, points]: readonly [string, string, string], type?: string): void {
  const own = new Set(ownColumn.map(packCode))
  const one = type === undefined ? undefined : packCode(type)
  const of = (value: (record: ClaimsRecord) => number) => (record: ClaimsRecord) => {
    const code = record.code(caseType)
    return code < 0 ? Number.NaN : (one === undefined ? !own.has(code) : code === one) ? value(record) : 0
  }
  const zhTW = type === undefined ? '案件分類 1、2、3、5 以外案件' : `案件分類 ${type} 案件`
  const en = type === undefined ? 'types other than 1, 2, 3, 5' : `type ${type}`
  table.total(
    count,
    { zhTW: `${zhTW}之件數加總`, en: `the number of cases of ${en}` },
    of(() => 1),
  )
  table.total(
    days,
    { zhTW: `${zhTW}之急、慢性病床日數（d14＋d15）加總`, en: `the sum of d14 + d15 over the cases of ${en}` },
    of(daysOf),
  )
  table.total(
    points,
    { zhTW: `${zhTW}之 d85＋d84 加總`, en: `the sum of d85 + d84 over the cases of ${en}` },
    of(pointsOf),
  )
}
columns(['t7', 't8', 't9'], '1')
columns(['t10', 't11', 't12'], '2')
columns(['t13', 't14', 't15'], '3')
columns(['t22', 't23', 't24'])
columns(['t25', 't26', 't27'], '5')
table.sum('t16', ['t7', 't10', 't13', 't22', 't25'])
table.sum('t17', ['t8', 't11', 't14', 't23', 't26'])
table.sum('t18', ['t9', 't12', 't15', 't24', 't27'])
table.total('t19', { zhTW: '有部分負擔點數（d84）之件數加總', en: 'the number of cases with a d84' }, (record) => {
  const points = record.amount(copayment)
  return points > 0 ? 1 : points
})
table.total(
  't20',
  { zhTW: '有部分負擔點數（d84）案件之 d14＋d15 加總', en: 'the sum of d14 + d15 over the cases with a d84' },
  (record) => {
    const points = record.amount(copayment)
    return points > 0 ? daysOf(record) : points
  },
)
table.total('t21', { zhTW: '部分負擔點數（d84）之加總', en: 'the sum of d84' }, (record) => record.amount(copayment))

// The form also has them numbered by the month of discharge, in words that are cut short where we have them.
table.caseSerial('d2', 'd1', { severity: 'warning' })
table.neededWhen('d5', { anyOf: ['t5'], in: ['2'] })
table.notAfter('d6', 'd10')
table.ageBelow150('d6', 'd10')
table.notAfter('d10', 'd12', { place: '註20' })
table.notAfter('d12', 'd13', { place: '註20' })
table.notAfter('d13', 'd11', { place: '註20' })
table.neededWhen('d19', { anyOf: ['d1'], in: ['5'] })
table.neededWhen('d21', { anyOf: ['d1'], in: ['2'] })
table.neededWhen('d22', { anyOf: ['d8'], in: ['Y'] })
for (let number = 25; number <= 44; number++) table.diagnosis(`d${number}`, 'd10')

const orderCount = fieldIndex('d65')
table.add(
  'd65',
  'COUNT',
  {
    zhTW: `${table.called('d65')}應等於醫令清單段之筆數。`,
    en: `${table.called('d65')} has to be the number of the case’s orders.`,
  },
  (record) =>
    record.isGood(orderCount) && record.value[orderCount] !== record.orders ? String(record.orders) : undefined,
  { severity: 'warning' },
)

// 嬰兒費 (d82) is said to be part of 治療處置費 (d71): a sum with it and one without are both taken.
const [all, infant] = [fieldIndex('d83'), fieldIndex('d82')]
const parts = Array.from({ length: 16 }, (_, at) => fieldIndex(`d${66 + at}`))
table.add(
  'd83',
  'SUM',
  {
    zhTW: `${table.called('d83')}應等於 d66 至 d81 之加總（d82 得計入）；案件分類 2、5 不適用。`,
    en: `${table.called('d83')} has to be the sum of d66 to d81, with d82 or without; not for types 2 and 5.`,
  },
  (record) => {
    let sum = 0
    for (const index of parts) sum += record.amount(index)
    const other = record.amount(infant)
    const stated = record.amount(all)
    if (Number.isNaN(sum + other + stated) || stated === sum || stated === sum + other) return undefined
    return String(sum)
  },
  { except: { field: 'd1', in: ['2', '5'] } },
)
table.sum('d85', ['d83'], ['d84'])

table.orderSerial('p1')
table.neededWhen('p12', { anyOf: ['p3'], in: ['G00000'] })
table.neededWhen('p13', { anyOf: ['p3'], in: ['Y00000'] })
table.notAfter('p14', 'p15')
const rateSigns = /^\d{1,3}$/
table.product(
  'p18',
  { quantity: 'p16', price: 'p17', rate: 'p4' },
  (record, rate) => {
    const stated = record.text(rate)
    return record.isGood(rate) && rateSigns.test(stated) ? Number(stated) * 100 : Number.NaN
  },
  undefined,
  { severity: 'warning' },
)

export const inpatientRules = table.rules
export const inpatientTotals = table.totals
