/** `https://` goes without saying here; any other scheme stays to be seen. */
export const hostOf = (origin: string): string => origin.replace(/^https:\/\//, '')
