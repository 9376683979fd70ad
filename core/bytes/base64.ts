import { fromBase64url, toBase64url } from './base64url.ts'

/** RFC 4648 §4 with padding, as x5c (RFC 7515 §4.1.6) wants it; strict like base64url. */
export function toBase64(bytes: Uint8Array): string {
  const text = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0 || /[-_]|=[^=]|={3}/.test(text)) throw new RangeError('not base64')
  return fromBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
}
