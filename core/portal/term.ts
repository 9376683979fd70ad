/** From when until when something is shown: ISO 8601 days in Taiwan. */
export interface Term {
  readonly fromDay: string
  /** The last day; null without an end. */
  readonly untilDay: string | null
}

export const isInForce = ({ fromDay, untilDay }: Term, today: string): boolean =>
  fromDay <= today && (untilDay === null || today <= untilDay)
