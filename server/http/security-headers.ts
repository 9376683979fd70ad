import type { Site } from '../../core/portal/sites.ts'

type Policy = Readonly<Record<string, string>>

/** What nobody needs: no script of any kind, no form, no frame in or around it, and no text that becomes HTML or code. */
const nothing: Policy = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

/** Files of this origin alone. What is not named (frames, objects, media, fonts, a manifest) stays with `default-src`. */
const page: Policy = {
  ...nothing,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
}

/** By what is answered. Whoever answers a page or a script says so (serve-web.ts); all else is not for a document to be. */
const policies = {
  portal: {
    ...page,
    'worker-src': "'self'",
    // The address of one thread's code, written in the build (web/pages/claims/local-check.ts).
    'trusted-types': 'claims-thread',
  },
  support: page,
  /** A thread has the policy of its own file. */
  script: { ...nothing, 'script-src': "'self'" },
  other: { ...nothing, sandbox: '' },
} as const satisfies Record<Site | 'script' | 'other', Policy>

export type Content = keyof typeof policies

export const contentSecurityPolicy = (content: Content): string =>
  Object.entries<string>(policies[content])
    .map((directive) => directive.join(' ').trim())
    .join('; ')

/**
 * Readers are the extension's business, and a page that was taken over must not reach for them. Not named: what pages use
 * (clipboard-write) and what the extension's settings check asks a page about (local-network-access).
 */
const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
]

/** On every response, whatever it is; what a response says itself stays. */
const always: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentSecurityPolicy('other'),
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
}

export function setSecurityHeaders(headers: Headers, origin: string | undefined): void {
  for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value)
  if (origin?.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}
