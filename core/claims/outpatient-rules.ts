import { outpatientCaseTypes, packCode } from './code-lists.ts'
import { fieldIndex } from './fields.ts'
import { outpatientFields } from './outpatient-fields.ts'
import type { ClaimsRecord } from './record.ts'
import { RuleTable } from './rule-makers.ts'

const table = new RuleTable({ prefix: 'OP', source: 'outpatient', fields: outpatientFields })

// Case types whose points are those of a package, so that its orders do not add up to them (註 11).
const exceptPackages = { except: { field: 'd1', in: ['C1'] } }
const refills = ['08', '28']

table.named('t2', '醫事機構代碼', 'institution', ({ facts }) => facts.institutionCode)
table.named('t3', '費用年月', 'month', ({ facts }) => facts.feeMonth)
table.named('t5', '申報類別', 'kind of declaration', ({ facts }) => facts.declaration)
table.due('t6', 't3', 't5')
table.notAfter('t41', 't42')

const [caseType, claimed, copayment] = [fieldIndex('d1'), fieldIndex('d41'), fieldIndex('d40')]

const pack = (codes: readonly string[]) => new Set(codes.map(packCode))
const typesOf = {
  western: pack(outpatientCaseTypes.western),
  dental: pack(outpatientCaseTypes.dental),
  chinese: pack(outpatientCaseTypes.chinese),
}
/** Those that have a column of their own in 總表段. */
const ownColumn = pack(['01', '05', '06', 'C4', '11', '21', 'A1', 'A2', 'A3', 'A5', 'A6', 'A7', 'D2', '08', '28'])
const careTypes: Readonly<Record<string, 'dental' | 'chinese'>> = { '13': 'dental', '14': 'chinese' }

/** Count and points of the cases that `isOf` answers true for. */
function columns(
  [count, points]: readonly [string, string],
  cases: { readonly zhTW: string; readonly en: string },
  isOf: (type: number, record: ClaimsRecord) => boolean,
  made: { readonly place?: string; readonly severity?: 'warning' } = {},
): void {
  const of = (value: (record: ClaimsRecord) => number) => (record: ClaimsRecord) => {
    const type = record.code(caseType)
    return type < 0 ? Number.NaN : isOf(type, record) ? value(record) : 0
  }
  table.total(
    count,
    { zhTW: `${cases.zhTW}之件數加總`, en: `the number of cases of ${cases.en}` },
    of(() => 1),
    made,
  )
  table.total(
    points,
    { zhTW: `${cases.zhTW}之申請點數（d41）加總`, en: `the sum of d41 over the cases of ${cases.en}` },
    of((record) => record.amount(claimed)),
    made,
  )
}

function columnsOf(fields: readonly [string, string], types: readonly string[]): void {
  const codes = pack(types)
  columns(fields, { zhTW: `案件分類 ${types.join('、')} `, en: `type ${types.join(', ')}` }, (type) => codes.has(type))
}

columnsOf(['t7', 't8'], ['01'])
columnsOf(['t11', 't12'], ['05'])
columnsOf(['t13', 't14'], ['A2'])
columnsOf(['t15', 't16'], ['06', 'C4'])
columnsOf(['t19', 't20'], ['11'])
columnsOf(['t25', 't26'], ['21'])
columnsOf(['t31', 't32'], ['A3', 'D2'])
columnsOf(['t33', 't34'], refills)
columnsOf(['t35', 't36'], ['A1', 'A5', 'A6', 'A7'])

/**
 * All other cases are 專案案件 of 西醫, 牙醫 or 中醫: by the type where it says, otherwise by the 醫事類別 in the file's name.
 * 註 3, which has the list, was not at hand, hence warnings.
 */
function special(type: number, { facts }: ClaimsRecord): 'western' | 'dental' | 'chinese' | undefined {
  if (ownColumn.has(type)) return undefined
  for (const whose of ['western', 'dental', 'chinese'] as const) if (typesOf[whose].has(type)) return whose
  return careTypes[facts.careType] ?? 'western'
}
for (const [fields, whose, zhTW, en] of [
  [['t9', 't10'], 'western', '其他西醫案件', 'the other types of Western medicine'],
  [['t21', 't22'], 'dental', '其他牙醫案件', 'the other types of dentistry'],
  [['t27', 't28'], 'chinese', '其他中醫案件', 'the other types of Chinese medicine'],
] as const)
  columns(fields, { zhTW, en }, (type, record) => special(type, record) === whose, {
    place: '註3',
    severity: 'warning',
  })

table.sum('t17', ['t7', 't9', 't11', 't15'])
table.sum('t18', ['t8', 't10', 't12', 't16'])
table.sum('t23', ['t19', 't21'])
table.sum('t24', ['t20', 't22'])
table.sum('t29', ['t25', 't27'])
table.sum('t30', ['t26', 't28'])
table.sum('t37', ['t13', 't17', 't23', 't29', 't31', 't33', 't35'])
table.sum('t38', ['t14', 't18', 't24', 't30', 't32', 't34', 't36'])
table.total('t39', { zhTW: '有部分負擔點數（d40）之件數加總', en: 'the number of cases with a d40' }, (record) => {
  const points = record.amount(copayment)
  return points > 0 ? 1 : points
})
table.total('t40', { zhTW: '部分負擔點數（d40）之加總', en: 'the sum of d40' }, (record) => record.amount(copayment))

table.caseSerial('d2', 'd1')
table.notAfter('d9', 'd10')
table.neededWhen('d10', { anyOf: ['d1'], in: refills })
table.notAfter('d11', 'd9')
table.ageBelow150('d11', 'd9')
table.neededWhen('d12', { anyOf: ['t5'], in: ['2'] })
table.onlyWhen('d12', { field: 't5', in: ['2'] })

const [referral, plan, mark] = [fieldIndex('d17'), fieldIndex('d13'), fieldIndex('d16')]
const none = packCode('N')
table.add(
  'd17',
  'NEEDED',
  {
    zhTW: `d13 或 d16 有填載時，${table.called('d17')}應填醫事機構代碼。`,
    en: `${table.called('d17')} has to be an institution’s code when d13 or d16 is filled.`,
  },
  (record) => ((record.isGood(plan) || record.isGood(mark)) && record.code(referral) === none ? '' : undefined),
)
table.add(
  'd17',
  'ONLY',
  {
    zhTW: `d13 及 d16 均未填載時，${table.called('d17')}應填 N。`,
    en: `${table.called('d17')} has to be N when neither d13 nor d16 is filled.`,
  },
  (record) =>
    record.isGood(referral) && !record.isFilled(plan) && !record.isFilled(mark) && record.code(referral) !== none
      ? 'N'
      : undefined,
)
for (const field of ['d19', 'd20', 'd21', 'd22', 'd23']) table.diagnosis(field, 'd9')
table.neededWhen('d27', { anyOf: ['d1'], in: refills }, { severity: 'warning' })
table.ordersSum('d32', 'p12', 'p3', '1', exceptPackages)
table.ordersSum('d33', 'p12', 'p3', '2', exceptPackages)
table.ordersSum('d34', 'p12', 'p3', '3', exceptPackages)
table.ordersSum('d36', 'p12', 'p3', '0', { ...exceptPackages, place: '註24' })
table.ordersSum('d38', 'p12', 'p3', '9', { ...exceptPackages, place: '註24' })
table.sum('d39', ['d32', 'd33', 'd34', 'd36', 'd38'], [], exceptPackages)
table.sum('d41', ['d39'], ['d40'])
table.neededWhen('d42', { anyOf: ['d1'], in: ['C1'] })
table.neededWhen(
  'd43',
  { anyOf: ['d15'], in: ['003', '004', '005', '006', '901', '902', '903', '904', '906'] },
  {
    severity: 'warning',
  },
)
table.notAfter('d45', 'd9')
table.notAfter('d46', 'd47')
table.neededWhen('d48', { anyOf: ['d4', 'd5', 'd6', 'd7'], in: ['G9'] })
table.neededWhen('d51', { filled: 'd45' })
table.neededWhen('d53', { anyOf: ['d52'], in: ['02'] })

table.product(
  'p12',
  { quantity: 'p10', price: 'p11', rate: 'p8' },
  (record, rate) => (record.isFilled(rate) ? record.amount(rate) : 10_000),
  { field: 'p3', in: ['0', '1', '2', '3', '9'] },
)
table.orderSerial('p13')
table.notAfter('p14', 'p15')
table.neededWhen('p17', { anyOf: ['d1'], in: refills }, { severity: 'warning' })
table.neededWhen('p21', { anyOf: ['p3'], in: ['D', 'E', 'F'] })

export const outpatientRules = table.rules
export const outpatientTotals = table.totals
