import type { ClaimsKind } from '../../core/claims/care-types.ts'
import type { ClaimsFileName } from '../../core/claims/file-name.ts'
import { claimsKinds, type KindOfClaims } from '../../core/claims/kinds.ts'
import type { Fields } from './claims-case.ts'
import { daysAfterRoc, withWrongCheck } from './invented.ts'

/** How one rule is broken, in the last case, its last order, or what stands around the cases. */
export interface Fault {
  /** What the document is made for. */
  readonly facts?: Partial<ClaimsFileName>
  /** What the name says, where that is not what the document is made for. */
  readonly named?: (facts: ClaimsFileName) => Partial<ClaimsFileName>
  /** Before anything is added up. */
  readonly draw?: (fields: Fields, order: Fields, orders: readonly Fields[]) => void
  /** The field whose number is one more than right. */
  readonly bend?: string
  /** After everything is added up. */
  readonly spoil?: (fields: Fields, order: Fields) => void
  readonly spoilTotals?: (fields: Fields) => void
  /** As it is written: of the cases, the last. */
  readonly write?: (text: string, part: 'begin' | 'case' | 'end') => string
}

const fieldOf = (id: string) => id.split('-')[1]?.toLowerCase() ?? ''
const whatOf = (id: string) => id.split('-')[2] ?? ''

/** A field of the last case, of its last order or of 總表段, as its letter says. */
function spoilt(field: string, spoil: (fields: Fields) => void): Fault {
  if (field.startsWith('t')) return { spoilTotals: spoil }
  return field.startsWith('p') ? { spoil: (_fields, order) => spoil(order) } : { spoil }
}

const set = (field: string, value: string): Fault => spoilt(field, (fields) => (fields[field] = value))

const wrongValues: Readonly<Record<string, string>> = {
  TEXT: '\u0001',
  AMOUNT: 'X',
  DATE: '1150230',
  MONTH: '11513',
  TIME: '11501012460',
  PERSON: 'A199090018',
  INSTITUTION: 'X',
  CODE: '*',
  CHECK: withWrongCheck('3501999018'),
}

/** Whatever a name can say else. */
const otherNames: Readonly<Record<string, (facts: ClaimsFileName) => Partial<ClaimsFileName>>> = {
  t1: () => ({ careType: '40' }),
  t2: () => ({ institutionCode: '3501999018' }),
  t3: () => ({ feeMonth: '11508' }),
  t5: () => ({ declaration: '2' }),
}

/** A document of 補報, whose last case does not say why. */
const lateWithoutReason = (field: string): Fault => ({
  facts: { declaration: '2' },
  draw: (fields) => {
    delete fields[field]
  },
})

const draw = (of: NonNullable<Fault['draw']>): Fault => ({ draw: of })

/** A refill of a prescription, as it should be but for one thing. */
const refill = (spoil: NonNullable<Fault['spoil']>): Fault => ({
  draw: (fields, _order, orders) => {
    Object.assign(fields, { d1: '08', d10: fields['d9'], d27: '28' })
    for (const order of orders) order['p17'] = '1'
  },
  spoil,
})

const after = (fields: Fields, field: string, days: number) => daysAfterRoc(fields[field] ?? '', days)

/** Rules between fields, each broken in its own way. */
const ownFaults: Readonly<Record<string, Fault>> = {
  'OP-T2-CHECK': { facts: { institutionCode: withWrongCheck('0901999031') } },
  'OP-T41-LATE': { spoilTotals: (fields) => (fields['t41'] = after(fields, 't42', 1)) },
  'OP-D9-LATE': draw((fields) => (fields['d10'] = after(fields, 'd9', -1))),
  'OP-D10-NEEDED': refill((fields) => delete fields['d10']),
  'OP-D11-LATE': draw((fields) => (fields['d11'] = after(fields, 'd9', 1))),
  'OP-D11-AGE': draw((fields) => (fields['d11'] = '-500101')),
  'OP-D12-NEEDED': lateWithoutReason('d12'),
  'OP-D12-ONLY': draw((fields) => (fields['d12'] = '1')),
  'OP-D17-NEEDED': draw((fields) => Object.assign(fields, { d16: '1', d17: 'N' })),
  'OP-D17-ONLY': draw((fields) => {
    delete fields['d16']
    fields['d17'] = '3501999018'
  }),
  'OP-D17-CHECK': draw((fields) => Object.assign(fields, { d16: '1', d17: wrongValues['CHECK'] })),
  'OP-D27-NEEDED': refill((fields) => delete fields['d27']),
  'OP-D42-NEEDED': draw((fields) => {
    fields['d1'] = 'C1'
    delete fields['d42']
  }),
  'OP-D43-NEEDED': draw((fields) => (fields['d15'] = '003')),
  'OP-D45-LATE': draw((fields) => Object.assign(fields, { d45: after(fields, 'd9', 1), d51: '1' })),
  'OP-D46-LATE': draw((fields) => Object.assign(fields, { d46: `${fields['d9']}1200`, d47: `${fields['d9']}1159` })),
  'OP-D48-NEEDED': draw((fields) => (fields['d4'] = 'G9')),
  'OP-D51-NEEDED': draw((fields) => (fields['d45'] = fields['d9'] ?? '')),
  'OP-D53-NEEDED': draw((fields) => (fields['d52'] = '02')),
  'OP-P14-LATE': draw((fields, order) =>
    Object.assign(order, { p14: `${fields['d9']}1200`, p15: `${fields['d9']}1159` }),
  ),
  'OP-P17-NEEDED': refill((_fields, order) => delete order['p17']),
  'OP-P21-NEEDED': draw((_fields, order) => (order['p3'] = 'E')),

  'IP-T2-CHECK': { facts: { institutionCode: withWrongCheck('0901999031') } },
  'IP-T31-LATE': { spoilTotals: (fields) => (fields['t31'] = after(fields, 't32', 1)) },
  'IP-D5-NEEDED': lateWithoutReason('d5'),
  'IP-D6-LATE': draw((fields) => (fields['d6'] = after(fields, 'd10', 1))),
  'IP-D6-AGE': draw((fields) => (fields['d6'] = '-500101')),
  'IP-D10-LATE': draw((fields) => (fields['d12'] = after(fields, 'd10', -1))),
  'IP-D12-LATE': draw((fields) => (fields['d13'] = after(fields, 'd12', -1))),
  'IP-D13-LATE': draw((fields) => (fields['d11'] = after(fields, 'd13', -1))),
  'IP-D19-NEEDED': draw((fields) => {
    fields['d1'] = '5'
    delete fields['d19']
  }),
  'IP-D21-NEEDED': draw((fields) => {
    fields['d1'] = '2'
    delete fields['d21']
  }),
  'IP-D22-NEEDED': draw((fields) => {
    fields['d8'] = 'Y'
    delete fields['d22']
  }),
  'IP-P12-NEEDED': draw((_fields, order) => (order['p3'] = 'G00000')),
  'IP-P13-NEEDED': draw((_fields, order) => (order['p3'] = 'Y00000')),
  'IP-P14-LATE': draw((_fields, order) => ([order['p14'], order['p15']] = [order['p15'] ?? '', order['p14'] ?? ''])),

  'DS-T2-CHECK': { facts: { institutionCode: withWrongCheck('5901999027') } },
  'DS-T13-LATE': { spoilTotals: (fields) => (fields['t13'] = after(fields, 't14', 1)) },
  'DS-D4-NEEDED': lateWithoutReason('d4'),
  'DS-D6-LATE': draw((fields) => (fields['d6'] = after(fields, 'd23', 1))),
  'DS-D6-AGE': draw((fields) => (fields['d6'] = '-500101')),
  'DS-D14-LATE': draw((fields) => (fields['d14'] = after(fields, 'd23', 1))),
  'DS-D19-NEEDED': draw((fields) => (fields['d15'] = '003')),
  'DS-D39-NEEDED': { ...spoilt('d39', (fields) => delete fields['d39']), facts: { careType: '50' } },
  'DS-D40-NEEDED': { ...spoilt('d40', (fields) => delete fields['d40']), facts: { careType: '50' } },
  'DS-D43-NEEDED': draw((fields) => {
    Object.assign(fields, { d1: '2', d35: '2' })
    delete fields['d43']
  }),
  'DS-P12-LATE': draw((fields, order) =>
    Object.assign(order, { p12: `${fields['d23']}1200`, p13: `${fields['d23']}1159` }),
  ),
  'DS-P15-NEEDED': draw((_fields, order) => (order['p1'] = 'D')),
}

/** A piece of markup where only sections and fields are expected: before the last case ends. */
const inBody = (markup: string): Fault => ({
  write: (text, part) => (part === 'case' ? text.replace('</dbody>', `${markup}</dbody>`) : text),
})

const replaced = (pattern: string | RegExp, by: string, ...parts: ('begin' | 'case' | 'end')[]): Fault => ({
  write: (text, part) => (parts.includes(part) ? text.replace(pattern, by) : text),
})

/** A field of text that no case has, to be spoilt without anything else. */
const unused: Readonly<Record<ClaimsKind, string>> = { outpatient: 'd50', inpatient: 'd23', dispensing: 'd45' }

const xmlFaults: Readonly<Record<string, (kind: ClaimsKind) => Fault>> = {
  DECLARATION: () => replaced('BIG5', 'UTF-8', 'begin'),
  ROOT: (kind) => replaced(claimsKinds[kind].root, 'claims', 'begin', 'end'),
  MARKUP: () => replaced('?>', '?><!DOCTYPE claims>', 'begin'),
  COMMENT: () => inBody('<!-- a > b -->'),
  INSTRUCTION: () => inBody('<?sort no?>'),
  ATTRIBUTE: () => replaced('<dhead>', '<dhead id="1">', 'case'),
  ENTITY: (kind) => inBody(`<${unused[kind]}>&copy;</${unused[kind]}>`),
  TAG: () => inBody('<>'),
  UNKNOWN: () => inBody('<x1><x2>1</x2></x1>'),
  PLACE: () => inBody('<t1>10</t1>'),
  ORDER: () => replaced(/(<dhead>.*<\/dhead>)\n(<dbody>[^]*<\/dbody>)/, '$2\n$1', 'case'),
  MISSING: () => replaced(/<tdata>.*<\/tdata>/, '', 'begin'),
  TWICE: () => replaced(/(<d2>\d+<\/d2>)/, '$1$1', 'case'),
  END: () => replaced('</d2>', '</d1>', 'case'),
  TEXT: () => inBody('text'),
  LONG: (kind) => inBody(`<${unused[kind]}>${'A'.repeat(5000)}</${unused[kind]}>`),
  CUT: () => replaced(/<.*/, '', 'end'),
  AFTER: () => replaced('\n', '\n<more/>', 'end'),
}

/** How the rule with this number is broken. Throws a RangeError where there is no such rule. */
export function faultOf(rule: string, kind: ClaimsKind): Fault {
  const own = ownFaults[rule]
  if (own) return own
  const xml = xmlFaults[fieldOf(rule).toUpperCase()]
  if (rule.startsWith('XML-') && xml) return xml(kind)
  const field = fieldOf(rule)
  const what = whatOf(rule)
  const fields = (claimsKinds[kind] as KindOfClaims).fields
  const { length = 0, form } = fields.find(({ id }) => id === field) ?? {}
  const wrong = wrongValues[what]
  if (wrong !== undefined) return set(field, wrong)
  if (what === 'DUE') return { spoilTotals: (totals) => (totals[field] = after(totals, field, 11)) }
  if (what === 'REQUIRED') return spoilt(field, (record) => delete record[field])
  if (what === 'LENGTH') return set(field, (form?.kind === 'amount' ? '0' : 'A').repeat(length + 1))
  if (what === 'ICD') return set(field, 'U998')
  if (['SUM', 'ORDERS', 'TOTAL', 'SERIAL', 'COUNT', 'PRODUCT'].includes(what)) return { bend: field }
  const named = otherNames[field]
  if (what === 'NAME' && named) return { named }
  throw new RangeError(`no rule ${rule}`)
}
