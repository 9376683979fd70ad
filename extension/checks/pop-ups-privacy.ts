import type { Check } from './check.ts'
import { popUps } from './pop-ups.ts'

/** The old tool had the one switch in two places, and so has its successor. */
export const popUpsPrivacy: Check<'pop-ups-privacy'> = { ...popUps, id: 'pop-ups-privacy' }
