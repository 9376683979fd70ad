/**
 * Extension ↔ card service (native-host/), over the browser's native messaging: JSON in frames with a length in front.
 * The names of it; the messages are in native-host.ts.
 *
 * A command APDU that carries a PIN goes this way too, as Base64 in JSON: it exists as text in the browser's process and
 * in the service's until collected, is written to no log, and never leaves the machine. docs/native-host.md says more.
 */

/** As it is registered with the browsers: lower-case letters, digits, underscores and dots only. */
export const nativeHostName = 'tw.gov.nhi.portal.card_service'

/** Of the messages. A service that speaks another one is not used. */
export const nativeHostProtocol = 2

/** How long a person may take to enter the PIN of a token on its own device. */
export const deviceEntrySeconds = 60

/** Bytes of JSON in a frame. The browser ends a service that sends more than 1 MiB; to it, an extended APDU fits. */
export const frameLimits = { toBrowser: 1024 * 1024, toHost: 256 * 1024 } as const
