import { describe, expect, it } from 'vitest'
import { claimsKindCodes } from '../../../core/claims/care-types.ts'
import type { ClaimsField } from '../../../core/claims/fields.ts'
import { claimsKinds, type KindOfClaims } from '../../../core/claims/kinds.ts'
import { ruleSources } from '../../../core/claims/rule.ts'
import { rulesOf } from '../../../core/claims/rules.ts'
import { inventClaims } from '../../../demo/claims/claims-document.ts'
import { checkInvented, checkPieces, demoList } from './check-claims.ts'

const icd10 = await demoList()

describe.each(claimsKindCodes)('%s', (kind) => {
  it('an invented document keeps every rule, of every type of institution', () => {
    const careTypes = {
      outpatient: ['11', '12', '13', '14', '15', '19'],
      inpatient: ['22'],
      dispensing: ['30', '40', '50'],
    }
    for (const careType of careTypes[kind])
      for (const declaration of ['1', '2'] as const) {
        const facts = { careType, declaration } as NonNullable<Parameters<typeof inventClaims>[0]['facts']>
        const { result, findings } = checkInvented(inventClaims({ kind, seed: 7, cases: 60, facts }), { icd10 })
        expect(findings).toEqual([])
        expect(result).toMatchObject({ isCorrect: true, isWhole: true, cases: 60, errors: 0, warnings: 0 })
      }
  }, 60_000)

  it('for every rule, a document that breaks it breaks nothing else', () => {
    const others = rulesOf(kind).flatMap(({ id, severity }, index) => {
      const claims = inventClaims({ kind, seed: index, cases: 1 + (index % 4), plant: id })
      const { result, findings } = checkInvented(claims, { icd10 })
      const isAsPlanted =
        findings.length === 1 &&
        findings[0]?.rule === id &&
        result.isCorrect === (severity === 'warning') &&
        result.rules.length === 1 &&
        result.rules[0]?.count === 1
      return isAsPlanted ? [] : [{ id, found: findings.map(({ rule }) => rule) }]
    })
    expect(others).toEqual([])
  }, 60_000)

  it('each rule has a number of its own, both languages and a source', () => {
    const rules = rulesOf(kind)
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    for (const { id, text, source } of rules) {
      expect(id).toMatch(/^(XML-[A-Z]+|(OP|IP|DS)-[TDP]\d{1,2}-[A-Z]+)$/)
      expect(text.zhTW.endsWith('。'), id).toBe(true)
      expect(text.en.endsWith('.'), id).toBe(true)
      expect(ruleSources[source.document].zhTW).not.toBe('')
    }
  })
})

describe.each(claimsKindCodes)('%s, field by field', (kind) => {
  const { root, fields, head } = claimsKinds[kind] as KindOfClaims

  /** Of a document that has nothing but this value, what is found in its field. */
  function foundIn(id: string, value: string): string[] {
    const element = `<${id}>${value}</${id}>`
    const inCase = head.includes(id)
      ? `<dhead>${element}</dhead>`
      : `<dbody>${id.startsWith('p') ? `<pdata>${element}</pdata>` : element}</dbody>`
    const text = id.startsWith('t') ? `<tdata>${element}</tdata>` : `<ddata>${inCase}</ddata>`
    const bytes = Buffer.from(`<?xml version="1.0" encoding="BIG5"?><${root}>${text}</${root}>`, 'latin1')
    const { facts } = inventClaims({ kind, seed: 1, cases: 1 })
    return checkPieces([bytes], facts).findings.flatMap(({ rule, field }) =>
      field === id && /-(REQUIRED|LENGTH|TEXT|AMOUNT|DATE|MONTH|TIME|PERSON|INSTITUTION|CODE|CHECK)$/.test(rule)
        ? [rule]
        : [],
    )
  }

  it('the longest right values of every field are taken', () => {
    const right = ({ length = 9, form }: ClaimsField): readonly string[] =>
      ({
        text: ['A'.repeat(length), '\u00a4\u0040'.repeat(length / 2) || 'A'],
        amount: ['9'.repeat(length), '0'],
        date: ['1150228'],
        month: ['11512'],
        time: ['11502282359'],
        person: ['A199090017', 'A800000014'],
        institution: ['0901999031'],
        codes: form.kind === 'codes' ? form.list.codes : [],
      })[form.kind]
    const refused = fields.flatMap((field) => right(field).flatMap((value) => foundIn(field.id, value)))
    expect(refused).toEqual([])
  }, 60_000)

  it('an empty value of a required field is a missing one', () => {
    for (const { id } of fields.filter(({ required }) => required))
      expect(foundIn(id, ''), id).toEqual([expect.stringMatching(/-REQUIRED$/)])
  })
})
