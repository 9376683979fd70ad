import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { addToCount } from '../db/tables/audit-counts.ts'
import type { AuditEvent } from './audit.ts'

/**
 * A refusal of a caller of whom nothing is known: neither session nor challenge, nor whose account was tried. Anybody can cause them, in any number,
 * so they are counted and have no row of their own.
 */
export async function countRefusal(
  query: Queryable,
  refusal: {
    readonly now: Date
    /** The caller's, as callerNetwork has it. */
    readonly network: string
    readonly platform: Platform
    readonly event: AuditEvent
    readonly step: string
    readonly code: ErrorCode
  },
): Promise<void> {
  const { now, ...kind } = refusal
  const minute = new Date(now)
  minute.setUTCSeconds(0, 0)
  await addToCount(query, { ...kind, minute })
}
