/** A public key on P-256 (RFC 7517): what only the system itself can sign by. */
export interface SystemKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
}

/** Two while one is being replaced. */
export const mostKeys = 3

const isCoordinate = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)

/**
 * Reads a set of public keys (RFC 7517 §5), or a single one, as a system's people hand it over; what else stands in a key is
 * left out. Undefined for what is something else: above all for a private key, which nobody hands over.
 */
export function readSystemKeys(text: string): SystemKey[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const listed: unknown = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : [value]
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > mostKeys) return undefined
  const keys = listed.flatMap((key: unknown) => readKey(key) ?? [])
  return keys.length === listed.length && new Set(keys.map(({ kid }) => kid)).size === keys.length ? keys : undefined
}

function readKey(value: unknown): SystemKey | undefined {
  if (typeof value !== 'object' || value === null || 'd' in value) return undefined
  const { kty, crv, x, y, kid } = value as Record<string, unknown>
  if (kty !== 'EC' || crv !== 'P-256' || !isCoordinate(x) || !isCoordinate(y)) return undefined
  return typeof kid === 'string' && kid !== '' && kid.length <= 100 ? { kty, crv, x, y, kid } : undefined
}
