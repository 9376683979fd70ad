import type { ServiceCode } from './services.ts'
import { monthsBefore } from './taiwan-day.ts'

/** 醫療費用申報: who filed it on the old Internet platform keeps it, if nothing else is known of that institution. */
export const carriedOverService: ServiceCode = 'A.01'

export const carryOverMonths = 6

/**
 * Whether an institution keeps its services on the new Internet platform: it filed claims on the old one on a day of the
 * months before the cut-over. The cut-over's own day is not of them; the same day so many months earlier is.
 */
export const keepsServices = (lastFiled: string, cutOver: string, months: number): boolean =>
  monthsBefore(cutOver, months) <= lastFiled && lastFiled < cutOver
