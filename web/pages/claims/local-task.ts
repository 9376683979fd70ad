import type { ArchiveRefusal } from '../../../core/claims/archive-refusals.ts'
import type { ClaimsResult } from '../../../core/claims/check.ts'
import type { ClaimsFileName } from '../../../core/claims/file-name.ts'

/** What the thread that checks a file on this computer is given, and what it tells. */
export interface LocalTask {
  readonly file: File
  readonly name: ClaimsFileName
}

export type LocalAnswer =
  | { readonly progress: number }
  /** `lines` are the findings, as `findingLine` writes them. */
  | { readonly result: ClaimsResult; readonly lines: string }
  | { readonly refusal: ArchiveRefusal }
  | { readonly failed: string }
