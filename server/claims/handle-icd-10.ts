import { normalizeIcd10 } from '../../core/claims/icd-10.ts'
import type { Handler } from '../http/call.ts'
import type { ClaimsParts } from './claims-parts.ts'

/** ICD-10-CM/PCS有效碼檢測作業 */
export function checkIcd10({ icd10 }: Pick<ClaimsParts, 'icd10'>): Handler<'POST /api/claims/icd-10'> {
  return {
    event: 'read',
    async handle({ request: { codes, day } }) {
      const on = Number(day.replaceAll('-', ''))
      return await Promise.resolve({
        size: icd10?.size ?? 0,
        codes: codes.map((given) => {
          const code = normalizeIcd10(given)
          const found = icd10?.find(code, on)
          return {
            code,
            name: found ? { zhTW: found.zhTW, en: found.en } : null,
            onOtherDays: !found && (icd10?.entries(code).length ?? 0) > 0,
          }
        }),
      })
    },
  }
}
