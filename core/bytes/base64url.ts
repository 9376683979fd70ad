import { decodeSextets, encodeSextets } from './sextets.ts'

/** RFC 4648 §5 without padding, strict: one text for every byte string, and the reverse. */
const encoder = new TextEncoder()

export const toBase64url = (bytes: Uint8Array): string => encodeSextets(bytes, 'base64url')

/** Throws RangeError for padding, spaces, letters of the other alphabet, and unused bits that are not zero. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => decodeBase64url(encoder.encode(text))

/** The same from the text's octets; `room`, when given, takes what they stand for, and the answer is a view of it. */
export const decodeBase64url = (letters: Uint8Array, room?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  decodeSextets(letters, 'base64url', room)
