import type { Platform } from '../portal/platforms.ts'

/**
 * Names under which the demo serves each site on loopback: each its own name, never only its own port, since cookies
 * ignore ports. Apart from platforms.ts, so that the product's extension does not carry them.
 */
export const localSites: Readonly<Record<Platform, string>> = {
  vpn: 'vpn.localhost',
  internet: 'internet.localhost',
  support: 'support.localhost',
}
