import { describe, expect, it } from 'vitest'
import { encodeBig5 } from '../../../core/bytes/big5.ts'
import { pointsOf } from '../../../core/claims/rule-makers.ts'
import { isIdNumberBytes } from '../../../core/claims/id-number-bytes.ts'
import { claimsKinds } from '../../../core/claims/kinds.ts'
import { ruleOf } from '../../../core/claims/rules.ts'
import { parseFindingLine, shownValue } from '../../../core/claims/finding.ts'
import { errorListColumns, errorListRow, findingInWords } from '../../../core/claims/error-list.ts'
import { isIdNumber } from '../../../core/portal/id-number.ts'
import { csvLine } from '../../../core/tables/csv.ts'
import { inventClaims } from '../../../demo/claims/claims-document.ts'
import { pointsOf as invented } from '../../../demo/claims/claims-case.ts'
import { Seeded } from '../../../demo/claims/seeded.ts'
import { checkInvented, checkPieces, whole } from './check-claims.ts'

const ascii = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

/** A document of one kind with some of its text replaced. */
function replaced(
  replace: (text: string) => string,
  options: { cases?: number; kind?: 'outpatient' | 'inpatient' | 'dispensing' } = {},
) {
  const claims = inventClaims({ kind: 'outpatient', seed: 4, cases: 3, ...options })
  const text = replace(Buffer.from(whole(claims)).toString('latin1'))
  return checkPieces([ascii(text)], claims.facts)
}

describe('a finding', () => {
  it('says the rule, the place, what is there and what should be', () => {
    const { findings } = checkInvented(inventClaims({ kind: 'outpatient', seed: 3, cases: 6, plant: 'OP-P12-PRODUCT' }))
    const [finding] = findings
    expect(finding).toMatchObject({ rule: 'OP-P12-PRODUCT', case: 6, field: 'p12' })
    expect(finding?.path).toMatch(new RegExp(`^[0-9A-Z]{2}/\\d+/${finding?.order}$`))
    expect(Number(finding?.value)).toBe(Number(finding?.expected) + 1)
  })

  it('shows numbers of people, names and days of birth in part, also an ID number in another field', () => {
    expect(shownValue(ascii('A199090018'), 'id-number')).toBe('A1****0018')
    expect(shownValue(ascii('A19'), 'id-number')).toBe('***')
    expect(shownValue(encodeBig5('林示範').bytes, 'name')).toBe('林○○')
    expect(shownValue(ascii('0890132'), 'birthday')).toBe('089****')
    expect(shownValue(ascii('x A199090017'), undefined)).toBe('x A1****0017')
    expect(shownValue(ascii('\u0000a\u00a4'), undefined)).toBe('\ufffda\ufffd')
    expect(shownValue(ascii('9'.repeat(200)), undefined)).toBe(`${'9'.repeat(40)}…`)
  })

  it('never holds a whole ID number, name or day of birth of the document', () => {
    const claims = inventClaims({ kind: 'outpatient', seed: 9, cases: 40 })
    const text = Buffer.from(whole(claims)).toString('latin1')
    const secrets = [...text.matchAll(/<(d3|d11|d30|d31|p16)>(\d{7}|[A-Z]\d{9})</g)].map(([, , secret = '']) => secret)
    const wrong = text
      .replace(/<(d3|d11|d30|d31|p16)>([^<]+)</g, '<$1>$2Z<')
      .replace(/<d35>[^<]*</g, `<d35>${secrets[0]}\u0001<`)
    const { lines, result } = checkPieces([ascii(wrong)], claims.facts)
    expect(result.errors).toBeGreaterThan(150)
    expect(secrets.filter((secret) => lines.includes(secret))).toEqual([])
  })

  it('is a line of its own in the findings’ file, and read back from it', () => {
    const { lines, findings } = replaced((text) => text.replaceAll('<d18>N', '<d18>"'))
    expect(lines.trimEnd().split('\n').map(parseFindingLine)).toEqual(findings)
    expect(findings).toMatchObject([{ value: '"' }, { value: '"' }, { value: '"' }])
    for (const line of ['', '{}', '[1]', '["a",0,0,"","","","",-0.5]'])
      expect(() => parseFindingLine(line)).toThrow(SyntaxError)
  })

  it('in a list has the rule in words, and a formula in it is a text', () => {
    const { findings } = replaced((text) => text.replace('<d18>N', '<d18>='))
    const [finding] = findings
    if (!finding) throw new Error('none')
    const row = errorListRow(finding, 1, 'zh-TW')
    expect(row).toHaveLength(errorListColumns('zh-TW').length)
    expect(row.slice(0, 3)).toEqual([1, 'OP-D18-CODE', '錯誤'])
    expect(csvLine(row)).toContain(`"'="`)
    expect(errorListRow(finding, 1, 'en')).toContain('d18（病患是否轉出） has to be one of these codes: Y N.')
    expect(findingInWords({ rule: 'OP-D00-NONE' }, 'en')).toEqual({ severity: '', rule: '', source: '' })
  })
})

describe('results', () => {
  it('count every breach and give out no more than so many of a rule', () => {
    const claims = inventClaims({ kind: 'outpatient', seed: 4, cases: 60 })
    const text = Buffer.from(whole(claims)).toString('latin1').replaceAll('<d18>', '<d18>ZZ')
    const { result, findings } = checkPieces([ascii(text)], { ...claims.facts, mostPerRule: 7 })
    expect(result.rules).toEqual([{ rule: 'OP-D18-LENGTH', severity: 'error', count: 60, given: 7 }])
    expect(findings.map(({ case: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('a warning leaves a file correct; sums over a file cut short are not judged', () => {
    const claims = inventClaims({ kind: 'outpatient', seed: 4, cases: 3, plant: 'OP-D43-NEEDED' })
    expect(checkInvented(claims).result).toMatchObject({ isCorrect: true, warnings: 1, errors: 0 })
    const { result, findings } = replaced((text) => text.slice(0, text.lastIndexOf('<ddata>')))
    expect(result).toMatchObject({ isCorrect: false, isWhole: false, errors: 1 })
    expect(findings.map(({ rule }) => rule)).toEqual(['XML-CUT'])
  })

  it('a file of another kind is refused at its root', () => {
    const claims = inventClaims({ kind: 'dispensing', seed: 4, cases: 3 })
    const { findings } = checkPieces(claims.pieces(), { ...claims.facts, kind: 'outpatient' })
    expect(findings).toMatchObject([{ rule: 'XML-ROOT', field: 'pharmacy' }])
  })

  it('a wrong amount is one finding, not one of each sum above it', () => {
    const { findings } = replaced((text) => text.replace(/<p12>\d+</, '<p12>12a<'))
    expect(findings.map(({ rule }) => rule)).toEqual(['OP-P12-AMOUNT'])
  })

  it('a file without cases has sums of nothing', () => {
    const { findings } = replaced((text) =>
      text.replace(/<ddata>[^]*<\/ddata>/, '').replace(/(<t([7-9]|[1-3]\d|40)>)\d+/g, '$10'),
    )
    expect(findings).toEqual([])
  })
})

it('December’s claims are due on 20 January', () => {
  const dueOf = (day: string) =>
    replaced((text) => text.replace(/<t3>\d+/, '<t3>11512').replace(/<t6>\d+/, `<t6>${day}`)).findings.flatMap(
      ({ rule, expected }) => (rule === 'OP-T6-DUE' ? [expected] : []),
    )
  expect(dueOf('1160120')).toEqual([])
  expect(dueOf('1160121')).toEqual(['≤ 1160120'])
})

describe('forms of values', () => {
  const rulesAt = (field: string, value: string) =>
    replaced((text) => text.replace(new RegExp(`<${field}>[^<]*<`), () => `<${field}>${value}<`)).findings.map(
      ({ rule }) => rule,
    )

  it.each([
    ['d3', 'AB12345', []],
    ['d3', 'A800000014', []],
    ['d3', 'A199090018', ['OP-D3-PERSON']],
    ['d3', 'abc', ['OP-D3-PERSON']],
    ['d29', 'IC09', []],
    ['d29', 'Z001', []],
    ['d29', 'Z002', ['OP-D29-CODE']],
    ['d15', 'S99', []],
    ['d15', 'T99', ['OP-D15-CODE']],
    ['d15', '905', []],
    ['d30', 'N', []],
    ['d11', '-010101', []],
    ['d11', '-000101', ['OP-D11-DATE']],
    ['d11', '1130229', []],
    ['d11', '1120229', ['OP-D11-DATE']],
    ['d49', '\u00fa\u0040', []],
    ['d49', '\u00a4', ['OP-D49-TEXT']],
    ['d49', '\u00a4\u0080', ['OP-D49-TEXT']],
  ])('%s %s', (field, value, rules) => {
    expect(rulesAt(field, value)).toEqual(rules)
  })

  it('ID numbers on bytes are those of the portal, and people without a home', () => {
    const random = new Seeded(11)
    for (let count = 0; count < 3000; count++) {
      const second = random.pick(Array.from('0123456789ABCDEZ'))
      const text = `${String.fromCharCode(random.from(65, 90))}${second}${String(random.from(0, 99_999_999)).padStart(8, '0')}`
      expect(isIdNumberBytes(ascii(text), 0, 10), text).toBe(isIdNumber(text))
    }
    expect(isIdNumberBytes(ascii('AX00000005'), 0, 10)).toBe(isIdNumber('A000000005'))
    expect(isIdNumberBytes(ascii('AX00000004'), 0, 10)).toBe(false)
  })

  it('points are exact, with halves rounded up, whatever the sizes', () => {
    expect(pointsOf(15, 10_050, 10_000)).toBe(151) // 1.5 × 100.5 = 150.75
    expect(pointsOf(10, 50, 10_000)).toBe(1) // 0.5
    expect(pointsOf(10, 49, 10_000)).toBe(0)
    expect(pointsOf(999_999, 999_999_999, 99_999)).toBe(
      Number((999_999n * 999_999_999n * 99_999n + 5_000_000n) / 10_000_000n),
    )
    const random = new Seeded(5)
    for (let count = 0; count < 3000; count++) {
      const [tenths, hundredths, rate] = [random.from(0, 999_999), random.from(0, 999_999_999), random.from(0, 30_000)]
      const right = invented((tenths / 10).toFixed(1), (hundredths / 100).toFixed(2), (rate / 100).toFixed(2))
      expect(pointsOf(tenths, hundredths, rate)).toBe(right)
      expect(pointsOf(tenths, hundredths, 10_000)).toBe(
        invented((tenths / 10).toFixed(1), (hundredths / 100).toFixed(2)),
      )
    }
  })
})

it('lengths that the forms as we have them do not say are checked by nothing', () => {
  const unread = Object.values(claimsKinds).flatMap(({ prefix, fields }) =>
    fields.filter(({ length }) => length === undefined).map(({ id }) => `${prefix}-${id.toUpperCase()}`),
  )
  expect(unread).toEqual(['IP-P19', 'DS-D38', 'DS-P1', 'DS-P6'])
  expect(unread.filter((field) => ruleOf(`${field}-LENGTH`))).toEqual([])
})
