import type { Text } from '../i18n/text.ts'
import type { ClaimsRecord } from './record.ts'

/** What the rules come from. */
export const ruleSources = {
  xml: { zhTW: 'XML 1.0 及申報檔案結構', en: 'XML 1.0 and the structure of claims files' },
  naming: {
    zhTW: '醫療費用申報 XML 檔案壓縮檔命名原則（101.11.20）',
    en: 'Naming of the compressed XML claims files (2012-11-20)',
  },
  outpatient: {
    zhTW: '門診醫療服務點數申報格式及填表說明（XML，104 年）',
    en: 'Outpatient claims: format and how to fill it in (XML, 2015)',
  },
  inpatient: {
    zhTW: '住院醫療服務點數申報格式及填表說明（XML，104 年）',
    en: 'Inpatient claims: format and how to fill it in (XML, 2015)',
  },
  dispensing: {
    zhTW: '交付機構醫療服務點數申報格式及填表說明（XML，104 年）',
    en: 'Dispensing claims: format and how to fill it in (XML, 2015)',
  },
  law: {
    zhTW: '全民健康保險醫療費用申報與核付及醫療服務審查辦法',
    en: 'Regulations on claims, payment and review of medical services of the National Health Insurance',
  },
  icd10: { zhTW: '本署公告之 ICD-10-CM 代碼檔', en: 'The agency’s published list of ICD-10-CM codes' },
  institutionCode: { zhTW: '醫事機構代碼檢查碼', en: 'Check digit of institution codes' },
} as const satisfies Record<string, Text>

/** A document with where in it the rule stands. */
export interface RuleSource {
  readonly document: keyof typeof ruleSources
  readonly place: string
}

/**
 * An error makes a file wrong. A warning does not: what it rests on is cut short in the documents we have, or has known
 * exceptions.
 */
export type Severity = 'error' | 'warning'

export interface Rule {
  /** `OP-D39-SUM`: the form, the field, what is looked at. Never changes, and is never used again for something else. */
  readonly id: string
  /** Of the field it is about; empty where it is about none. */
  readonly field: string
  readonly severity: Severity
  readonly source: RuleSource
  /** What has to be so. */
  readonly text: Text
}

/** A rule between fields, judged when its record ends. */
export interface RecordRule extends Rule {
  readonly when: 'order' | 'case' | 'document'
  /** undefined: it holds, or cannot be told. Otherwise what is expected, empty where `text` says it. */
  readonly judge: (record: ClaimsRecord) => string | undefined
}

/** A sum over the document's cases, counted as they end. `of` answers what the case adds, NaN where that is not known. */
export interface Total {
  readonly of: (record: ClaimsRecord) => number
}
