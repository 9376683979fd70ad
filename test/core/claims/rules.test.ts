import { describe, expect, it } from 'vitest'
import { claimsKindCodes } from '../../../core/claims/kinds.ts'
import { ruleSources } from '../../../core/claims/rule.ts'
import { ruleOf, rulesOf } from '../../../core/claims/rules.ts'
import { inventClaims } from '../../../demo/claims/claims-document.ts'
import { checkInvented, demoList } from './check-claims.ts'

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
        const { result, findings } = checkInvented(inventClaims({ kind, seed: 7, cases: 150, facts }), { icd10 })
        expect(findings).toEqual([])
        expect(result).toMatchObject({ isCorrect: true, isWhole: true, cases: 150, errors: 0, warnings: 0 })
      }
  })

  it.each(rulesOf(kind).map(({ id }) => id))('%s: a document that breaks it breaks nothing else', (id) => {
    const { result, findings } = checkInvented(inventClaims({ kind, seed: 3, cases: 6, plant: id }), { icd10 })
    expect(findings.map(({ rule }) => rule)).toEqual([id])
    expect(result.rules).toEqual([{ rule: id, severity: ruleOf(id)?.severity, count: 1, given: 1 }])
    expect(result.isCorrect).toBe(ruleOf(id)?.severity === 'warning')
  })

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
