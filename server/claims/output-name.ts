import { errorListTitle } from '../../core/claims/error-list.ts'
import { type ClaimsOutput, claimsOutputs } from '../../core/claims/submission.ts'
import { say } from '../../core/i18n/text.ts'

/** Under which 檢核錯誤明細表 of a claims file is saved: `350199901811115093B-檢核錯誤明細表.csv`. */
export function outputName(fileName: string, output: ClaimsOutput): string {
  const { type, suffix } = claimsOutputs[output]
  return `${fileName.replace(/\.zip$/i, '')}-${say(errorListTitle, 'zh-TW')}${suffix}.${type}`
}
