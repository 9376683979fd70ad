import { perAddress, type RateLimit } from './route.ts'

/**
 * Addresses that a browser, or a reader of feeds, opens by itself: what they answer is a file and no JSON, and no cookie
 * opens any of them. What only some may read goes by a ticket, which its page has got with a proof (DESIGN §3.8).
 */
export const documents = {
  /** A file, once, for who holds its ticket. */
  '/files/:ticket': perAddress(600, 60),
  /** An attachment of a public announcement that is in force. */
  '/announcements/files/:attachment': perAddress(600, 60),
  /** A file of 下載專區, while its entry is offered. */
  '/downloads/files/:file': perAddress(600, 60),
  /** The public announcements as a feed (RFC 4287). */
  '/announcements.atom': perAddress(120, 60),
  /** Whom to tell of a weakness (RFC 9116). */
  '/.well-known/security.txt': perAddress(120, 60),
} as const satisfies Record<`/${string}`, RateLimit<'address'>>

export type DocumentPath = keyof typeof documents

export const documentPaths = Object.keys(documents) as DocumentPath[]

export const ticketAddress = (ticket: string): string => `/files/${ticket}`
export const publicFileAddress = (attachment: string): string => `/announcements/files/${attachment}`
export const downloadFileAddress = (file: string): string => `/downloads/files/${file}`
