/** Test and production cards, modules and servers are never mixed (mission/04). */
export const environments = ['test', 'production'] as const
export type Environment = (typeof environments)[number]
