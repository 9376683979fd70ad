import { perAddress, type RateLimit } from './route.ts'

/**
 * The addresses of OpenID Connect, which other systems' browsers and servers call by its own rules: neither JSON of ours nor a
 * page. No cookie of a session opens any of them. A system's server asks for all its people from one address.
 */
export const oidcEndpoints = {
  'GET /.well-known/openid-configuration': perAddress(600, 60),
  'GET /oidc/jwks': perAddress(600, 60),
  'GET /oidc/authorize': perAddress(600, 60),
  /** Where the person's browser goes on once the page has said who is signed in. */
  'GET /oidc/authorize/:ask': perAddress(600, 60),
  'POST /oidc/token': perAddress(3000, 60),
  'GET /oidc/userinfo': perAddress(3000, 60),
} as const satisfies Record<`${'GET' | 'POST'} /${string}`, RateLimit>

export type OidcEndpoint = keyof typeof oidcEndpoints

export const oidcEndpointNames = Object.keys(oidcEndpoints) as OidcEndpoint[]

export const oidcPaths = {
  authorization: '/oidc/authorize',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
  jwks: '/oidc/jwks',
  /** A page: whether the person wants to sign out here, too. */
  endSession: '/oidc/end-session',
} as const
