import { CodedError } from '../../core/errors/coded-error.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { Config } from '../config.ts'

/** Errors: ERR_LOGIN_NOT_OPEN with details.day before the opening day, which is Taiwan's. */
export function requireOpen({ support }: Pick<Config, 'support'>, now: Date): void {
  const { opensOn } = support
  if (opensOn === null || taiwanDay(now) >= opensOn) return
  throw new CodedError('ERR_LOGIN_NOT_OPEN', 'before the opening day', { details: { day: opensOn } })
}
