import { CodedError } from '../../core/errors/coded-error.ts'
import type { RateLimit } from '../../core/protocol/route.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { countCall } from '../db/tables/rate-limits.ts'

/** ERR_REQUEST_TOO_MANY with `details.seconds` until the next try. */
export class RateLimitRefusal extends CodedError {
  /** The first refusal of this window is audited; a flood of refusals must not become a flood of rows. */
  readonly first: boolean
  readonly seconds: number

  constructor(seconds: number, first: boolean) {
    super('ERR_REQUEST_TOO_MANY', 'the rate limit is reached', { details: { seconds } })
    this.seconds = seconds
    this.first = first
  }
}

/** Counts the call in the database, for all server processes together. */
export async function limitRate(
  query: Queryable,
  call: { readonly route: string; readonly subject: string; readonly limit: RateLimit; readonly now: Date },
): Promise<void> {
  const { route, subject, limit, now } = call
  const newWindowEndsAt = addSeconds(now, limit.seconds)
  const { count, windowEndsAt } = await countCall(query, { route, subject, now, newWindowEndsAt })
  if (count <= limit.count) return
  const seconds = Math.max(1, Math.ceil((windowEndsAt.getTime() - now.getTime()) / 1000))
  throw new RateLimitRefusal(seconds, count === limit.count + 1)
}
