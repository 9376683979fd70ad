import { requireTopFrame } from '../who-may-ask.ts'
import type { Action } from './action.ts'

export const takeCheckReport: Action<'take-check-report'> = {
  name: 'take-check-report',
  async run(_request, page, { check }) {
    requireTopFrame(page)
    return { report: await check.takeReport(page.origin) }
  },
}
