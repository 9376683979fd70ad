/** Test and production cards, modules and servers are never mixed (docs/cards.md). */
export const environments = ['test', 'production'] as const
export type Environment = (typeof environments)[number]

/**
 * What a card is: `production-test` are the test cards of the production zone (正式區的健保測試卡, 正式區的醫事人員測試卡), which
 * live with production modules and are locked by test modules like any card of that zone.
 */
export const cardZones = [...environments, 'production-test'] as const
export type CardZone = (typeof cardZones)[number]

/** With what cannot be told from public reads. */
export type CardEnvironment = CardZone | 'unknown'
