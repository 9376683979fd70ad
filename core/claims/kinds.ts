import type { ClaimsKind } from './care-types.ts'
import { dispensingFields } from './dispensing-fields.ts'
import { dispensingRules, dispensingTotals } from './dispensing-rules.ts'
import type { ClaimsField } from './fields.ts'
import { inpatientFields } from './inpatient-fields.ts'
import { inpatientRules, inpatientTotals } from './inpatient-rules.ts'
import { outpatientFields } from './outpatient-fields.ts'
import { outpatientRules, outpatientTotals } from './outpatient-rules.ts'
import type { RecordRule, Total } from './rule.ts'

export interface KindOfClaims {
  /** Begins the numbers of its rules. */
  readonly prefix: string
  readonly root: string
  /** How sure the root is. */
  readonly rootSource: 'seen in systems that file claims' | 'not confirmed'
  readonly fields: readonly ClaimsField[]
  /** Of the fields d, those in dhead; the others are in dbody. */
  readonly head: readonly string[]
  /** By which a case and an order are told: 案件分類, 流水編號, 醫令序. */
  readonly caseType: string
  readonly caseSerial: string
  readonly orderSerial: string
  /** 醫令類別 and 點數. */
  readonly orderType: string
  readonly orderPoints: string
  readonly rules: readonly RecordRule[]
  readonly totals: readonly Total[]
}

const head = { head: ['d1', 'd2'], caseType: 'd1', caseSerial: 'd2' } as const

/** What each kind of claims is made of. */
export const claimsKinds = {
  outpatient: {
    prefix: 'OP',
    root: 'outpatient',
    rootSource: 'seen in systems that file claims',
    fields: outpatientFields,
    ...head,
    orderSerial: 'p13',
    orderType: 'p3',
    orderPoints: 'p12',
    rules: outpatientRules,
    totals: outpatientTotals,
  },
  inpatient: {
    prefix: 'IP',
    root: 'inpatient',
    rootSource: 'not confirmed',
    fields: inpatientFields,
    ...head,
    orderSerial: 'p1',
    orderType: 'p2',
    orderPoints: 'p18',
    rules: inpatientRules,
    totals: inpatientTotals,
  },
  dispensing: {
    prefix: 'DS',
    root: 'pharmacy',
    rootSource: 'seen in systems that file claims',
    fields: dispensingFields,
    ...head,
    orderSerial: 'p10',
    orderType: 'p1',
    orderPoints: 'p9',
    rules: dispensingRules,
    totals: dispensingTotals,
  },
} as const satisfies Record<ClaimsKind, KindOfClaims>
