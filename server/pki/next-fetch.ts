const second = 1000
/** A good list is asked for again at the latest after an hour: authorities publish outside their plan when a card is lost. */
const longest = 3600 * second
const shortest = 60 * second
const firstRetry = 30 * second
const longestRetry = 900 * second

/**
 * When an address is to be asked again: an hour on, or when nine tenths of the time to the list's nextUpdate are over.
 * After failures (also a list that is stale when it comes) 30 s, 60 s, 120 s … at most a quarter of an hour. Up to a
 * tenth sooner by `random` (0 to 1), so that portals do not all ask at once.
 */
export function nextFetch(at: {
  readonly now: Date
  readonly nextUpdate: Date | undefined
  /** In a row; 0 after a success. */
  readonly failures: number
  readonly random: number
}): Date {
  const { now, nextUpdate, failures, random } = at
  const untilUpdate = nextUpdate ? nextUpdate.getTime() - now.getTime() : longest
  const wait =
    failures === 0
      ? Math.max(shortest, Math.min(untilUpdate * 0.9, longest))
      : Math.min(firstRetry * 2 ** (failures - 1), longestRetry)
  return new Date(now.getTime() + wait * (1 - random / 10))
}

/** Beyond any plan: set while the clock was wrong. The processes of a portal may differ by some seconds. */
export const isBeyondPlan = (nextAt: Date, now: Date): boolean => nextAt.getTime() - now.getTime() > 2 * longest
