import {
  type ClaimsFacts,
  Columns,
  type Fields,
  type InventedCase,
  type Inventor,
  numberOf,
  ordersOf,
  pointsOf,
  type State,
  type Sums,
} from './claims-case.ts'
import { demoDiagnoses } from './icd-10-list.ts'
import { clockTime, inventedBirthday, inventedIdNumber, inventedName, rocDay } from './invented.ts'
import type { Seeded } from './seeded.ts'

const types = '1 1 1 1 2 2 2 3 4 5 D'.split(' ')
const formats: Readonly<Record<string, string>> = { '30': '30', '40': '40', '50': '60' }

function draw(random: Seeded, facts: ClaimsFacts): InventedCase {
  const isPharmacy = facts.careType === '30'
  const type = isPharmacy ? random.pick(types) : '1'
  const dispensed = random.from(0, 27)
  const day = rocDay(facts.feeMonth, dispensed)
  const pharmacist = inventedIdNumber(random)
  const fields: Fields = {
    d1: type,
    d21: '3501999018',
    d22: isPharmacy && type === '2' ? '04' : '01',
    d23: day,
    d6: inventedBirthday(random, facts.feeMonth),
    d3: inventedIdNumber(random),
    d7: String(random.from(1, 60)).padStart(4, '0'),
    d15: random.chance(70) ? 'A10' : '009',
    d25: pharmacist,
    d17: String(random.pick([0, 20, 40])),
    d14: rocDay(facts.feeMonth, dispensed - random.from(0, 2)),
    d8: random.pick(demoDiagnoses),
    d24: random.chance(90) ? inventedIdNumber(random) : '3501999018',
    d20: inventedName(random),
    d30: '28',
  }
  if (facts.declaration === '2') fields['d4'] = '1'
  if (facts.careType === '50') Object.assign(fields, { d39: '1', d40: '1' })
  if (type === '2') {
    fields['d35'] = random.pick(['1', '2', '3'])
    fields['d36'] = '3'
    if (fields['d35'] !== '1') fields['d43'] = '0001'
  }
  const start = day + clockTime(random)
  const orders = Array.from({ length: random.from(1, 5) }, (_, at): Fields => {
    const kind = !isPharmacy ? '2' : random.chance(85) ? '1' : random.pick(['2', '3'])
    return {
      p1: kind,
      p2: kind === '1' ? 'AX99000100' : '99401C',
      ...(kind === '1' && { p3: '1.00', p4: random.pick(['TID', 'BID']), p5: 'PO', p11: '28' }),
      p7: `${random.from(1, 84)}.${random.pick([0, 5])}`,
      p8: `${random.from(0, 40)}.${String(random.from(0, 99)).padStart(2, '0')}`,
      p10: String(at + 1),
      p12: start,
      p13: start,
      p14: pharmacist,
    }
  })
  return { fields, orders }
}

const byType = { type: 'p1', points: 'p9' }

function addUp(claimsCase: InventedCase, state: State): void {
  const { fields, orders } = claimsCase
  for (const order of orders) order['p9'] = state('p9', pointsOf(order['p7'] ?? '', order['p8'] ?? ''))
  for (const [field, type] of [
    ['d31', '3'],
    ['d32', '2'],
    ['d33', '1'],
  ] as const)
    fields[field] = state(field, ordersOf(claimsCase, byType, type))
  Object.assign(fields, { d37: '99402B', d38: '59' })
  const all = ['d31', 'd32', 'd33', 'd38'].reduce((sum, id) => sum + numberOf(fields, id), 0)
  fields['d18'] = state('d18', all)
  fields['d16'] = state('d16', numberOf(fields, 'd18') - numberOf(fields, 'd17'))
}

function sums(): Sums {
  const sum = new Columns()
  return {
    add({ fields }) {
      const [count, points] = fields['d1'] === '2' ? ['t9', 't10'] : ['t7', 't8']
      sum.add(count, 1)
      sum.add(points, numberOf(fields, 'd16'))
    },
    fields(state) {
      const fields: Fields = {}
      for (const id of ['t7', 't8', 't9', 't10']) fields[id] = state(id, sum.get(id))
      fields['t11'] = state('t11', numberOf(fields, 't7') + numberOf(fields, 't9'))
      fields['t12'] = state('t12', numberOf(fields, 't8') + numberOf(fields, 't10'))
      return fields
    },
  }
}

export const dispensingInventor: Inventor = {
  draw,
  isPlain: ({ fields }) => fields['d1'] !== '2',
  addUp,
  begin: ({ institutionCode, feeMonth, declaration, careType }) => ({
    t1: formats[careType] ?? '30',
    t2: institutionCode,
    t3: feeMonth,
    t4: '3',
    t5: declaration,
    t6: rocDay(feeMonth, 40),
    t13: rocDay(feeMonth, 0),
    t14: rocDay(feeMonth, 27),
  }),
  sums,
}
