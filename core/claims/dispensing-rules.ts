import { packCode } from './code-lists.ts'
import { dispensingFields } from './dispensing-fields.ts'
import { fieldIndex } from './fields.ts'
import type { ClaimsRecord } from './record.ts'
import { RuleTable } from './rule-makers.ts'

const table = new RuleTable({ prefix: 'DS', source: 'dispensing', fields: dispensingFields })

/** 資料格式 by 醫事類別. */
const formats: Readonly<Record<string, string>> = { '30': '30', '40': '40', '50': '60' }
table.named('t1', '醫事類別', 'type of institution', ({ facts }) => formats[facts.careType])
table.named('t2', '醫事機構代碼', 'institution', ({ facts }) => facts.institutionCode)
table.named('t3', '費用年月', 'month', ({ facts }) => facts.feeMonth)
table.named('t5', '申報類別', 'kind of declaration', ({ facts }) => facts.declaration)
table.due('t6', 't3', 't5')
table.notAfter('t13', 't14')

const [format, caseType, claimed] = [fieldIndex('t1'), fieldIndex('d1'), fieldIndex('d16')]
const pharmacy = packCode('30')
// What the form says of 物理治療所 and 檢驗所 here is cut short where we have it.
const pharmaciesOnly = { except: { field: 't1', in: ['40', '60'] } }

function columns([count, points]: readonly [string, string], types: readonly string[]): void {
  const codes = new Set(types.map(packCode))
  const of = (value: (record: ClaimsRecord) => number) => (record: ClaimsRecord) => {
    const code = record.code(caseType)
    return code < 0 || record.code(format) !== pharmacy ? Number.NaN : codes.has(code) ? value(record) : 0
  }
  const [zhTW, en] = [`資料格式 30 案件分類 ${types.join('、')} `, `type ${types.join(', ')} (t1 30)`]
  table.total(
    count,
    { zhTW: `${zhTW}之件數加總`, en: `the number of cases of ${en}` },
    of(() => 1),
    pharmaciesOnly,
  )
  table.total(
    points,
    { zhTW: `${zhTW}之申請點數（d16）加總`, en: `the sum of d16 over the cases of ${en}` },
    of((record) => record.amount(claimed)),
    pharmaciesOnly,
  )
}
columns(['t7', 't8'], ['1', '3', '4', '5', 'D'])
columns(['t9', 't10'], ['2'])
table.sum('t11', ['t7', 't9'])
table.sum('t12', ['t8', 't10'])

table.caseSerial('d2', 'd1', { severity: 'warning' })
table.neededWhen('d4', { anyOf: ['t5'], in: ['2'] })
table.notAfter('d6', 'd23')
table.ageBelow150('d6', 'd23')
for (const field of ['d8', 'd9', 'd10', 'd11', 'd12']) table.diagnosis(field, 'd23')
table.notAfter('d14', 'd23')
table.sum('d16', ['d18'], ['d17'])
table.sum('d18', ['d31', 'd32', 'd33', 'd38'], [], pharmaciesOnly)
table.neededWhen(
  'd19',
  { anyOf: ['d15'], in: ['003', '004', '005', '006', '901', '902', '903', '904', '906'] },
  {
    severity: 'warning',
  },
)
table.ordersSum('d31', 'p9', 'p1', '3')
table.ordersSum('d32', 'p9', 'p1', '2', { except: { field: 't1', in: ['40'] } })
table.ordersSum('d33', 'p9', 'p1', '1')
table.neededWhen('d39', { anyOf: ['t1'], in: ['60'] })
table.neededWhen('d40', { anyOf: ['t1'], in: ['60'] })

// 慢性病連續處方 from its second filling on.
const [refill, times, visit] = [packCode('2'), fieldIndex('d35'), fieldIndex('d43')]
table.add(
  'd43',
  'NEEDED',
  {
    zhTW: `慢性病連續處方（d1 為 2）第二次以後調劑者，${table.called('d43')}為必填欄位。`,
    en: `${table.called('d43')} is needed from the second filling (d35) of a refillable prescription (d1 is 2) on.`,
  },
  (record) => {
    const filling = record.isGood(times) ? Number(record.text(times)) : 0
    const isRefill = record.code(format) === pharmacy && record.code(caseType) === refill && filling >= 2
    return isRefill && !record.isFilled(visit) ? '' : undefined
  },
)

const fullRates = new Set(['', '1', '1.0', '100'])
table.product(
  'p9',
  { quantity: 'p7', price: 'p8', rate: 'p6' },
  (record, rate) => (!record.isBad(rate) && fullRates.has(record.text(rate)) ? 10_000 : Number.NaN),
  { field: 'p1', in: ['1', '2', '3', '9'] },
  { severity: 'warning' },
)
table.orderSerial('p10')
table.notAfter('p12', 'p13')
table.neededWhen('p15', { anyOf: ['p1'], in: ['D', 'E'] })

export const dispensingRules = table.rules
export const dispensingTotals = table.totals
