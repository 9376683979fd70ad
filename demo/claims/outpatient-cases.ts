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
import { demoDentalDiagnoses, demoDiagnoses } from './icd-10-list.ts'
import { clockTime, inventedBirthday, inventedIdNumber, inventedName, rocDay } from './invented.ts'
import type { Seeded } from './seeded.ts'

/** Case types as often as they are, by 醫事類別; a type that is there twice is twice as frequent. */
const mixes: Readonly<Record<string, readonly string[]>> = {
  '11': '01 01 01 01 01 01 01 04 04 09 A3 D2 08 06 B6'.split(' '),
  '12': '01 01 01 01 04 04 04 02 03 05 06 08 08 09 A1 A2 A3 A5 C4 D1 E1 B7 C1'.split(' '),
  '13': '11 11 11 11 19 12 14 16 B6'.split(' '),
  '14': '21 21 21 29 24 28 22 B6'.split(' '),
  '15': ['05'],
  '19': ['A1', 'A6', 'A7', '01'],
}
const refills = new Set(['08', '28'])
const departments = ['01', '02', '03', '04', '05', '06', '09', '10', 'AA', 'AB', 'AC']
const drugs = ['AX99000100', 'BX99000212', 'AX99000345', 'BX99000478']
const treatments = ['99001C', '99002C', '99003C', '99004B']
const price = (random: Seeded, most: number) => `${random.from(0, most)}.${String(random.from(0, 99)).padStart(2, '0')}`

function draw(random: Seeded, facts: ClaimsFacts): InventedCase {
  const type = random.pick(mixes[facts.careType] ?? ['01'])
  const isDental = facts.careType === '13'
  const isChinese = facts.careType === '14'
  const day = rocDay(facts.feeMonth, random.from(0, 27))
  const isRefill = refills.has(type)
  const doctor = inventedIdNumber(random)
  const fields: Fields = {
    d1: type,
    d8: isDental ? '40' : isChinese ? '60' : random.pick(departments),
    d9: day,
    d11: inventedBirthday(random, facts.feeMonth),
    d3: inventedIdNumber(random),
    d14: '4',
    d15: random.chance(70) ? `${random.pick(['A', 'B', 'C', 'D'])}${random.from(10, 99)}` : '009',
    d17: 'N',
    d18: random.chance(3) ? 'Y' : 'N',
    d19: random.pick(isDental ? demoDentalDiagnoses : demoDiagnoses),
    d28: random.chance(50) ? '0' : '1',
    d29: random.chance(95)
      ? String(random.from(1, 80)).padStart(4, '0')
      : random.pick(['C001', 'IC01', 'A010', 'Z000']),
    d30: doctor,
    d40: String(random.pick([0, 50, 80, 150, 240])),
    d49: inventedName(random),
  }
  if (facts.declaration === '2') fields['d12'] = '1'
  if (isRefill) Object.assign(fields, { d10: day, d27: '28' })
  if (type === 'C1') fields['d42'] = '01'
  if (random.chance(4)) Object.assign(fields, { d16: '1', d17: '3501999018' })
  if (type === '02') Object.assign(fields, { d46: `${day}0810`, d47: `${day}1030` })
  const start = day + clockTime(random)
  const orders: Fields[] = []
  const order = (own: Fields) => {
    const serial = String(orders.length + 1)
    orders.push({ ...own, p13: serial, p14: start, p15: start, p16: doctor, ...(isRefill && { p17: '1' }) })
  }
  order({ p3: '0', p4: '99201A', p10: '1.0', p11: '320.00' })
  const drugCount = random.from(0, 4)
  for (let at = 0; at < drugCount; at++) {
    const amount = `${random.from(1, 84)}.${random.pick([0, 0, 0, 5])}`
    order({
      p1: String(random.from(3, 28)),
      p3: '1',
      p4: random.pick(drugs),
      p5: '1.00',
      p7: random.pick(['TID', 'BID', 'QDHS']),
      p9: 'PO',
      p10: amount,
      p11: price(random, 40),
    })
  }
  if (drugCount > 0) {
    fields['d31'] = inventedIdNumber(random)
    order({ p3: '9', p4: '99202B', p10: '1.0', p11: '33.00' })
  }
  for (let at = random.from(0, 2); at > 0; at--) {
    order({
      p3: '2',
      p4: random.pick(treatments),
      p8: random.pick(['100.00', '130.00', '53.00', '120']),
      p10: String(random.from(1, 3)),
      p11: price(random, 900),
      ...(isDental && { p6: '16' }),
    })
  }
  if (random.chance(8)) order({ p3: '3', p4: '99XZ00010001', p10: '1', p11: price(random, 3000) })
  if (random.chance(3)) order({ p3: '4', p4: 'AX99000999', p10: '1', p11: '0', p12: '0' })
  if (type === 'C1') for (const one of orders) one['p3'] = '4'
  return { fields, orders }
}

const byType = { type: 'p3', points: 'p12' }

function addUp(claimsCase: InventedCase, state: State): void {
  const { fields, orders } = claimsCase
  for (const order of orders) order['p12'] = state('p12', pointsOf(order['p10'] ?? '', order['p11'] ?? '', order['p8']))
  for (const [field, type] of [
    ['d32', '1'],
    ['d33', '2'],
    ['d34', '3'],
    ['d36', '0'],
    ['d38', '9'],
  ] as const)
    fields[field] = state(field, ordersOf(claimsCase, byType, type))
  fields['d35'] = '99201A'
  if (fields['d38'] !== '0') fields['d37'] = '99202B'
  const all = ['d32', 'd33', 'd34', 'd36', 'd38'].reduce((sum, id) => sum + numberOf(fields, id), 0)
  fields['d39'] = state('d39', fields['d1'] === 'C1' ? 5000 : all)
  // Nobody pays more than it costs.
  if (numberOf(fields, 'd40') > numberOf(fields, 'd39')) fields['d40'] = '0'
  fields['d41'] = state('d41', numberOf(fields, 'd39') - numberOf(fields, 'd40'))
}

const columns: Readonly<Record<string, readonly [string, string]>> = {
  '01': ['t7', 't8'],
  '05': ['t11', 't12'],
  A2: ['t13', 't14'],
  '06': ['t15', 't16'],
  C4: ['t15', 't16'],
  '11': ['t19', 't20'],
  '21': ['t25', 't26'],
  A3: ['t31', 't32'],
  D2: ['t31', 't32'],
  '08': ['t33', 't34'],
  '28': ['t33', 't34'],
  A1: ['t35', 't36'],
  A5: ['t35', 't36'],
  A6: ['t35', 't36'],
  A7: ['t35', 't36'],
  C1: ['t9', 't10'],
}
const special: Readonly<Record<string, readonly [string, string]>> = { '13': ['t21', 't22'], '14': ['t27', 't28'] }

function sums({ careType }: ClaimsFacts): Sums {
  const sum = new Columns()
  return {
    add({ fields }) {
      const [count, points] = columns[fields['d1'] ?? ''] ?? special[careType] ?? ['t9', 't10']
      sum.add(count, 1)
      sum.add(points, numberOf(fields, 'd41'))
      if (numberOf(fields, 'd40') > 0) sum.add('t39', 1)
      sum.add('t40', numberOf(fields, 'd40'))
    },
    fields(state) {
      const fields: Fields = {}
      const write = (id: string, right: number) => (fields[id] = state(id, right))
      const add = (...ids: string[]) => ids.reduce((all, id) => all + numberOf(fields, id), 0)
      for (const at of [7, 9, 11, 13, 15, 19, 21, 25, 27, 31, 33, 35])
        for (const id of [`t${at}`, `t${at + 1}`]) write(id, sum.get(id))
      write('t17', add('t7', 't9', 't11', 't15'))
      write('t18', add('t8', 't10', 't12', 't16'))
      write('t23', add('t19', 't21'))
      write('t24', add('t20', 't22'))
      write('t29', add('t25', 't27'))
      write('t30', add('t26', 't28'))
      write('t37', add('t13', 't17', 't23', 't29', 't31', 't33', 't35'))
      write('t38', add('t14', 't18', 't24', 't30', 't32', 't34', 't36'))
      write('t39', sum.get('t39'))
      write('t40', sum.get('t40'))
      return fields
    },
  }
}

export const outpatientInventor: Inventor = {
  draw,
  isPlain: ({ fields }) => fields['d1'] !== 'C1' && !refills.has(fields['d1'] ?? ''),
  addUp,
  begin: ({ institutionCode, feeMonth, declaration }) => ({
    t1: '10',
    t2: institutionCode,
    t3: feeMonth,
    t4: '3',
    t5: declaration,
    t6: rocDay(feeMonth, 40),
    t41: rocDay(feeMonth, 0),
    t42: rocDay(feeMonth, 27),
  }),
  sums,
}
