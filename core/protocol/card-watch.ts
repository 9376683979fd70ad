/**
 * The removal watch: a session that ends when the card that signed in is taken out. The extension watches the card and
 * beats while it sees it; the page passes each beat on to the server, which ends a session that has been without one for
 * too long. So a watch that is lost, wherever it breaks, ends the session within `within` seconds.
 */
export const heartbeatSeconds = { every: 20, within: 60 } as const

/**
 * Of a session. `off`: the server does not ask for it. `released`: the person gave the reader to another program; the
 * session then follows its other limits.
 */
export const cardWatchStates = ['off', 'on', 'released'] as const
export type CardWatchState = (typeof cardWatchStates)[number]

/** What a page passes on of the card: a heartbeat, or how the watch ended. */
export const cardSightings = ['present', 'removed', 'released'] as const
export type CardSighting = (typeof cardSightings)[number]
