import { createHash } from 'node:crypto'
import { randomOctets } from '../random-octets.ts'

/** A bearer secret for a cookie: 32 random bytes, base64url. */
export const newToken = (): string => randomOctets(32).toString('base64url')

export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** What the database keeps instead: a leaked table opens no session. The token is random, so no salt is needed. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
