import { z } from 'zod'
import { readReportCode } from './report-code.ts'

/** What the person who sent a report tells the helpdesk. */
export const sentReport = z.strictObject({
  code: z.string().refine((text) => readReportCode(text) === text),
  /** Until then the helpdesk finds it. */
  expiresAt: z.iso.datetime(),
})
export type SentReport = z.output<typeof sentReport>
