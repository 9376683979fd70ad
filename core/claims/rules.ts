import { type ClaimsKind, claimsKindCodes } from './care-types.ts'
import { documentRules } from './document-rules.ts'
import { fieldRules } from './field-rules.ts'
import { claimsKinds } from './kinds.ts'
import type { Rule } from './rule.ts'

/** Every rule of a kind of claims, in the order in which results list them. */
export function rulesOf(kind: ClaimsKind): readonly Rule[] {
  const { fields, prefix, rules } = claimsKinds[kind]
  const own = fields.flatMap((field) => {
    const { required, length, form, check } = fieldRules(field, prefix, kind)
    return [required, length, form, check].filter((rule) => rule !== undefined)
  })
  return [...documentRules, ...own, ...rules]
}

const byId = new Map<string, Rule>()

/** The rule of a number; undefined for one there is not. */
export function ruleOf(id: string): Rule | undefined {
  if (byId.size === 0) for (const kind of claimsKindCodes) for (const rule of rulesOf(kind)) byId.set(rule.id, rule)
  return byId.get(id)
}
