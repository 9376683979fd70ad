import {
  type ClaimsFacts,
  Columns,
  type Fields,
  type InventedCase,
  type Inventor,
  numberOf,
  pointsOf,
  type State,
  type Sums,
} from './claims-case.ts'
import { demoDiagnoses } from './icd-10-list.ts'
import { daysAfterRoc, inventedBirthday, inventedIdNumber, rocDay } from './invented.ts'
import type { Seeded } from './seeded.ts'

const types = '1 1 1 1 1 2 3 4 5 5'.split(' ')
/** The columns that orders are added up in, by 醫令代碼. */
const columnOf: Readonly<Record<string, string>> = {
  '99301K': 'd66',
  '99302K': 'd67',
  '99303C': 'd69',
  '99304C': 'd71',
  AX99000100: 'd78',
  '99305C': 'd79',
}

function draw(random: Seeded, facts: ClaimsFacts): InventedCase {
  const days = random.from(1, 9)
  const admitted = rocDay(facts.feeMonth, random.from(0, 15))
  const discharged = daysAfterRoc(admitted, days)
  const doctor = inventedIdNumber(random)
  const type = random.pick(types)
  const fields: Fields = {
    d1: type,
    d3: inventedIdNumber(random),
    d4: random.chance(80) ? 'A10' : '009',
    d6: inventedBirthday(random, facts.feeMonth),
    d7: '4',
    d8: 'N',
    d9: random.pick(['02', '03', '05', '06', 'AB', 'AC']),
    d10: admitted,
    d11: discharged,
    d12: admitted,
    d13: discharged,
    d14: String(days),
    d15: '0',
    d16: '1',
    d17: String(random.from(1, 20)).padStart(4, '0'),
    d20: doctor,
    d24: '1',
    d25: random.pick(demoDiagnoses),
    d26: random.pick(demoDiagnoses),
    d84: String(random.pick([0, 300, 1200])),
  }
  if (facts.declaration === '2') fields['d5'] = '1'
  if (type === '2') fields['d21'] = '00101'
  if (type === '5') Object.assign(fields, { d18: '07101', d19: '1' })
  if (random.chance(3)) Object.assign(fields, { d8: 'Y', d22: 'V4352' })
  const codes = Object.keys(columnOf)
  const orders = Array.from({ length: 4 + random.from(0, 3 * days) }, (_, at): Fields => {
    const code = codes[at] ?? random.pick(codes)
    const day = daysAfterRoc(admitted, random.from(0, days))
    return {
      p1: String(at + 1),
      p2: code.startsWith('A') ? '1' : '2',
      p3: code,
      p4: random.pick(['100', '100', '130']),
      ...(code.startsWith('A') && { p5: '1.00', p6: 'TID', p7: 'PO' }),
      p14: `${day}0900`,
      p15: `${day}0930`,
      p16: `${random.from(1, 5)}.${random.pick([0, 0, 5])}`,
      p17: `${random.from(10, 900)}.${String(random.from(0, 99)).padStart(2, '0')}`,
      p20: doctor,
    }
  })
  return { fields, orders }
}

function addUp({ fields, orders }: InventedCase, state: State): void {
  const columns = new Columns()
  for (const order of orders) {
    order['p18'] = state('p18', pointsOf(order['p16'] ?? '', order['p17'] ?? '', order['p4']))
    columns.add(columnOf[order['p3'] ?? ''] ?? 'd81', numberOf(order, 'p18'))
  }
  let all = 0
  for (let at = 66; at <= 81; at++) {
    if (!columns.has(`d${at}`)) continue
    fields[`d${at}`] = String(columns.get(`d${at}`))
    all += columns.get(`d${at}`)
  }
  fields['d65'] = state('d65', orders.length)
  fields['d83'] = state('d83', fields['d1'] === '5' || fields['d1'] === '2' ? 42_000 : all)
  // Nobody pays more than it costs.
  if (numberOf(fields, 'd84') > numberOf(fields, 'd83')) fields['d84'] = '0'
  fields['d85'] = state('d85', numberOf(fields, 'd83') - numberOf(fields, 'd84'))
  fields['d86'] = fields['d83']
  fields['d87'] = fields['d84'] ?? '0'
}

const columns: Readonly<Record<string, readonly [string, string, string]>> = {
  '1': ['t7', 't8', 't9'],
  '2': ['t10', 't11', 't12'],
  '3': ['t13', 't14', 't15'],
  '5': ['t25', 't26', 't27'],
}

function sums(): Sums {
  const sum = new Columns()
  return {
    add({ fields }) {
      const [count, days, points] = columns[fields['d1'] ?? ''] ?? ['t22', 't23', 't24']
      const stay = numberOf(fields, 'd14') + numberOf(fields, 'd15')
      sum.add(count, 1)
      sum.add(days, stay)
      sum.add(points, numberOf(fields, 'd85') + numberOf(fields, 'd84'))
      if (numberOf(fields, 'd84') > 0) {
        sum.add('t19', 1)
        sum.add('t20', stay)
      }
      sum.add('t21', numberOf(fields, 'd84'))
    },
    fields(state) {
      const fields: Fields = {}
      const write = (id: string, right: number) => (fields[id] = state(id, right))
      for (const at of [7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 26, 27])
        write(`t${at}`, sum.get(`t${at}`))
      for (const [at, id] of [16, 17, 18].entries())
        write(
          `t${id}`,
          [7, 10, 13, 22, 25].reduce((all, first) => all + numberOf(fields, `t${first + at}`), 0),
        )
      return fields
    },
  }
}

export const inpatientInventor: Inventor = {
  draw,
  isPlain: ({ fields }) => fields['d1'] !== '2' && fields['d1'] !== '5',
  addUp,
  begin: ({ institutionCode, feeMonth, declaration }) => ({
    t1: '20',
    t2: institutionCode,
    t3: feeMonth,
    t4: '3',
    t5: declaration,
    t6: rocDay(feeMonth, 40),
    t31: rocDay(feeMonth, 0),
    t32: rocDay(feeMonth, 27),
  }),
  sums,
}
