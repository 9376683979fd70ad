import { type ClaimsCheckOptions, type ClaimsResult, createClaimsCheck } from '../../../core/claims/check.ts'
import { type ClaimsFinding, findingLine } from '../../../core/claims/finding.ts'
import { type Icd10, readIcd10 } from '../../../core/claims/icd-10.ts'
import type { InventedClaims } from '../../../demo/claims/claims-document.ts'
import { demoIcd10 } from '../../../demo/claims/icd-10-list.ts'

export interface Checked {
  readonly result: ClaimsResult
  readonly findings: readonly ClaimsFinding[]
  /** The findings' file. */
  readonly lines: string
}

export const demoList = async (): Promise<Icd10> => {
  async function* text() {
    yield demoIcd10
  }
  return (await readIcd10(text())).list
}

export function checkPieces(pieces: Iterable<Uint8Array>, options: Omit<ClaimsCheckOptions, 'onFindings'>): Checked {
  const findings: ClaimsFinding[] = []
  const check = createClaimsCheck({ ...options, onFindings: (batch) => findings.push(...batch) })
  for (const piece of pieces) check.push(piece)
  return { result: check.end(), findings, lines: findings.map(findingLine).join('') }
}

export const checkInvented = (claims: InventedClaims, options: Partial<ClaimsCheckOptions> = {}): Checked =>
  checkPieces(claims.pieces(), { ...claims.facts, ...options })

export function whole(claims: InventedClaims): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([...claims.pieces()]))
}
