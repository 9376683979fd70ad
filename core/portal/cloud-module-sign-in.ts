import { taiwanDay } from './taiwan-day.ts'

/**
 * Whether an NHI card signs in beside a cloud module, in an ordinary chip-card reader, by the day from which the back office
 * has switched it off. Days begin in Taiwan.
 */
export const cloudModuleSignIn = (offFrom: string | null, now: Date): boolean =>
  offFrom === null || taiwanDay(now) < offFrom
