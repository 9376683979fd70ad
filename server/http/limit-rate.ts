import { CodedError } from '../../core/errors/coded-error.ts'
import type { RateLimit } from '../../core/protocol/route.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { countCalls } from '../db/tables/rate-limits.ts'

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

export interface Limited {
  readonly subject: string
  readonly limit: RateLimit
}

/** Counts the call in the database, for all server processes together. Errors: ERR_REQUEST_TOO_MANY. */
export const limitRate = (
  query: Queryable,
  { subject, limit, ...call }: { readonly route: string; readonly now: Date } & Limited,
): Promise<void> => limitRates(query, { ...call, limited: [{ subject, limit }] })

/** The same for several subjects at once; the longest wait is told. */
export async function limitRates(
  query: Queryable,
  { route, limited, now }: { readonly route: string; readonly limited: readonly Limited[]; readonly now: Date },
): Promise<void> {
  const subjects = limited.map(({ subject, limit }) => ({ subject, newWindowEndsAt: addSeconds(now, limit.seconds) }))
  const counts = await countCalls(query, { route, subjects, now })
  const beyond = limited.flatMap(({ subject, limit }) => {
    const { count = 0, windowEndsAt = now } = counts.get(subject) ?? {}
    return count > limit.count ? [{ windowEndsAt, first: count === limit.count + 1 }] : []
  })
  if (beyond.length === 0) return
  const until = Math.max(...beyond.map(({ windowEndsAt }) => windowEndsAt.getTime()))
  const seconds = Math.max(1, Math.ceil((until - now.getTime()) / 1000))
  throw new RateLimitRefusal(
    seconds,
    beyond.some(({ first }) => first),
  )
}
