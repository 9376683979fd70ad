import { type Language, say, type Text } from '../i18n/text.ts'
import type { SheetValue } from '../tables/sheet.ts'
import type { ClaimsFinding } from './finding.ts'
import { ruleOf } from './rules.ts'
import { ruleSources } from './rule.ts'

/** 檢核錯誤明細表 */
export const errorListTitle: Text = { zhTW: '檢核錯誤明細表', en: 'List of findings' }

const severities = { error: { zhTW: '錯誤', en: 'Error' }, warning: { zhTW: '提醒', en: 'Warning' } } as const

/** A finding in the words of a language. */
export interface FindingInWords {
  readonly severity: string
  /** What has to be so. */
  readonly rule: string
  /** With where in it the rule stands. */
  readonly source: string
}

/** Empty texts for a rule that there is not: the findings of a later version. */
export function findingInWords({ rule }: Pick<ClaimsFinding, 'rule'>, language: Language): FindingInWords {
  const found = ruleOf(rule)
  if (!found) return { severity: '', rule: '', source: '' }
  return {
    severity: say(severities[found.severity], language),
    rule: say(found.text, language),
    source:
      found.field === ''
        ? say(ruleSources[found.source.document], language)
        : `${say(ruleSources[found.source.document], language)} ${found.source.place}`,
  }
}

interface ErrorColumn {
  readonly title: Text
  readonly cell: (finding: ClaimsFinding, words: FindingInWords, number: number) => SheetValue
}

/** The columns of 檢核錯誤明細表, in their order. */
export const errorColumns: readonly ErrorColumn[] = [
  { title: { zhTW: '序號', en: 'No.' }, cell: (_finding, _words, number) => number },
  { title: { zhTW: '規則編號', en: 'Rule' }, cell: ({ rule }) => rule },
  { title: { zhTW: '類型', en: 'Severity' }, cell: (_finding, { severity }) => severity },
  { title: { zhTW: '案件（檔案中第幾筆）', en: 'Case in the file' }, cell: (finding) => finding.case || null },
  { title: { zhTW: '醫令（案件中第幾筆）', en: 'Order in the case' }, cell: ({ order }) => order || null },
  { title: { zhTW: '案件分類/流水編號/醫令序', en: 'Case type/serial/order' }, cell: ({ path }) => path },
  { title: { zhTW: '欄位', en: 'Field' }, cell: ({ field }) => field },
  { title: { zhTW: '申報內容', en: 'Value' }, cell: ({ value }) => value },
  { title: { zhTW: '應為', en: 'Expected' }, cell: ({ expected }) => expected },
  { title: { zhTW: '說明', en: 'What has to be so' }, cell: (_finding, { rule }) => rule },
  { title: { zhTW: '依據', en: 'Source' }, cell: (_finding, { source }) => source },
  { title: { zhTW: '檔案位置（位元組）', en: 'Byte in the file' }, cell: ({ at }) => at },
]

export const errorListColumns = (language: Language): readonly string[] =>
  errorColumns.map(({ title }) => say(title, language))

/** A row of the list; `number` counts from 1. */
export function errorListRow(finding: ClaimsFinding, number: number, language: Language): readonly SheetValue[] {
  const words = findingInWords(finding, language)
  return errorColumns.map(({ cell }) => cell(finding, words, number))
}
