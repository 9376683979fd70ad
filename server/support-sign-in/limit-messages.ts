import { createHash } from 'node:crypto'
import { messagesPerDay, messagesPerHour } from '../../core/portal/phone-checks.ts'
import type { Queryable } from '../db/database.ts'
import { limitRate } from '../http/limit-rate.ts'

const windows = [
  { name: 'hour', count: messagesPerHour, seconds: 3600 },
  { name: 'day', count: messagesPerDay, seconds: 86_400 },
] as const

/**
 * Counts one message for the number and one for the ID number, for all server processes together; known or not, they are
 * counted alike. Errors: ERR_REQUEST_TOO_MANY with details.seconds.
 */
export async function limitMessages(
  query: Queryable,
  about: { readonly phone?: string; readonly idNumber: string },
  now: Date,
): Promise<void> {
  for (const [what, value] of Object.entries(about)) {
    const subject = createHash('sha256').update(`${what} ${value}`).digest('base64url')
    for (const { name, count, seconds } of windows) {
      await limitRate(query, { route: `sms ${what} ${name}`, subject, limit: { per: 'address', count, seconds }, now })
    }
  }
}
