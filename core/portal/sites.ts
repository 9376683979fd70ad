/** What is built for a browser: the two portals are one, the support-reporting system has pages and a look of its own. */
export const siteCodes = ['portal', 'support'] as const
export type Site = (typeof siteCodes)[number]
