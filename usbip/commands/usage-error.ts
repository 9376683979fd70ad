/** What was asked for cannot be done as it stands; nothing was sent to a card. */
export class UsageError extends Error {}
