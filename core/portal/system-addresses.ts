/** Of this computer alone. */
export const isLocalName = (hostname: string): boolean => /^(?:localhost|.+\.localhost|127\.0\.0\.1)$/.test(hostname)

/**
 * An address of a system that people are signed in to: https, and on this computer http too, which only a demo takes; without
 * a fragment and without credentials.
 */
export function isSystemAddress(text: string): boolean {
  if (text.length > 500 || !URL.canParse(text) || /[#\s]|^\w+:\/\/[^/]*@/.test(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLocalName(hostname))
}

/** Such as only a demo takes. */
export const isLocalAddress = (text: string): boolean => !text.startsWith('https:')

/** What a person is called at a system goes by the system: all its addresses that are told who is signed in are on one host. */
export const areOnOneHost = (addresses: readonly string[]): boolean =>
  new Set(addresses.map((address) => (URL.canParse(address) ? new URL(address).origin : ''))).size <= 1
