import { basicRows } from './basic-rows.ts'
import { browserRows } from './browser-rows.ts'
import type { CheckGroup, CheckRow, Finding } from './check-row.ts'
import { commonFindings } from './common-findings.ts'
import { addressRow, networkRows } from './network-rows.ts'
import { readerRows, readerSettingRows } from './reader-rows.ts'

/** Every row of the settings check. */
export const checkRows = {
  ...basicRows,
  ...addressRow,
  ...browserRows,
  ...readerSettingRows,
  ...readerRows,
  ...networkRows,
} as const satisfies Record<string, CheckRow>

export type CheckId = keyof typeof checkRows

/** What the check of a row can find by itself; the common findings come from whoever runs it. */
export type FindingName<I extends CheckId> = keyof (typeof checkRows)[I]['findings'] & string
export type CommonFindingName = keyof typeof commonFindings

const groupOrder: readonly CheckGroup[] = ['basic', 'browser', 'reader', 'network']
const placeOf = ({ group, seed = 0 }: CheckRow): number => groupOrder.indexOf(group) * 100 + seed

/** In the order in which they are shown: by groups, those that the old tool numbered by their numbers. */
export const checkIds = (Object.keys(checkRows) as CheckId[]).toSorted(
  (a, b) => placeOf(checkRows[a]) - placeOf(checkRows[b]),
)

export const checkRow = (id: CheckId): CheckRow => checkRows[id]

/** Undefined for a name that the row does not have. */
export function findFinding(id: CheckId, name: string): Finding | undefined {
  const findings: Readonly<Record<string, Finding>> = { ...commonFindings, ...checkRows[id].findings }
  return Object.hasOwn(findings, name) ? findings[name] : undefined
}
