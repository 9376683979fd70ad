/**
 * What managed policy may name as a further portal: an https origin, exactly as the browser writes it, so that comparing
 * it with a sender's origin is comparing texts. A host with `*` parses as a URL, but as a match pattern it would mean
 * every host: it is none.
 */
export function isPortalOrigin(value: unknown): value is string {
  if (typeof value !== 'string' || value.includes('*') || !URL.canParse(value)) return false
  const { origin, protocol } = new URL(value)
  return protocol === 'https:' && origin === value
}
