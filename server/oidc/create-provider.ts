import type { EventEmitter } from 'node:events'
import { errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type Platform, portalCodes } from '../../core/portal/platforms.ts'
import { acrValues, claimsOfScope, signOnScopes } from '../../core/portal/single-sign-on.ts'
import { oidcPaths } from '../../core/protocol/oidc-endpoints.ts'
import { pageAddress } from '../../core/protocol/pages.ts'
import { findClient } from '../db/tables/oidc-clients.ts'
import { readAccount, subjectOf } from './account.ts'
import { adapterFor } from './adapter.ts'
import { readClaims } from './claims.ts'
import type { OidcParts, OidcSetup, Providers } from './oidc-parts.ts'

/** The support-reporting system has no service menu, and signs nobody in elsewhere. */
export function createProviders(parts: OidcParts): Providers {
  const { oidc, config } = parts
  return new Map(
    portalCodes.flatMap((platform) => {
      const origin = config.origins[platform]
      return oidc && origin !== undefined
        ? [[platform, createProvider(parts, { ...oidc, platform, origin })] as const]
        : []
    }),
  )
}

const askSeconds = 15 * 60
const accessTokenSeconds = 10 * 60
const off = { enabled: false } as const
const cookie = { httpOnly: true, sameSite: 'strict', secure: true, signed: true, path: '/' } as const
/** The library's own session is of no use beside the portal's: its cookie is over as it is set. */
const overAtOnce = { ...cookie, expires: new Date(0) }

/**
 * The library, with what is not used switched off: the code flow with PKCE is all there is. Who is signed in, the portal's own
 * session says, and nothing of the library's.
 */
function createProvider(
  parts: OidcParts,
  { platform, origin, keys, fetch }: OidcSetup & { readonly platform: Platform; readonly origin: string },
): Provider {
  const { config, database, log } = parts
  const { query } = database
  const provider = new Provider(origin, {
    adapter: adapterFor(parts, platform),
    jwks: { keys: keys.signing.map((key) => ({ ...key, alg: 'ES256', use: 'sig' })) },
    cookies: {
      keys: [keys.cookies],
      names: { session: '__Host-oidc-session', interaction: '__Host-oidc-ask', resume: '__Secure-oidc-resume' },
      short: cookie,
      long: overAtOnce,
    },
    routes: {
      authorization: oidcPaths.authorization,
      token: oidcPaths.token,
      userinfo: oidcPaths.userinfo,
      jwks: oidcPaths.jwks,
    },
    discovery: { end_session_endpoint: origin + oidcPaths.endSession },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      rpInitiatedLogout: off,
      backchannelLogout: { enabled: true },
    },
    responseTypes: ['code'],
    scopes: signOnScopes,
    claims: Object.fromEntries(Object.entries(claimsOfScope).map(([scope, names]) => [scope, [...names]])),
    acrValues,
    subjectTypes: ['pairwise'],
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'private_key_jwt' },
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256'],
      idTokenSigningAlgValues: ['ES256'],
      userinfoSigningAlgValues: ['ES256'],
    },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: accessTokenSeconds,
      Interaction: askSeconds,
      Grant: config.session.absoluteSeconds,
      Session: config.session.absoluteSeconds,
    },
    interactions: {
      policy: alwaysAsk(),
      url: (_context, { uid }) => pageAddress('/oidc/continue', uid),
    },
    async findAccount(context, sessionId, token) {
      const client = await findClient(query, context.oidc.client?.clientId ?? token?.clientId ?? '')
      const account = client && (await readAccount(parts, { sessionId, platform, client }))
      return (
        account && {
          accountId: sessionId,
          signedIn: account,
          claims: async () => ({ sub: sessionId, ...(await readClaims(query, account, client)) }),
        }
      )
    },
    pairwiseIdentifier: (_context, sessionId, { clientId }) =>
      subjectOf(query, { sessionId, clientId, secret: keys.subjects }),
    renderError(context, _words, error) {
      context.redirect(pageAddress('/oidc/refused', reasonOf(error)))
    },
    fetch: notify(fetch),
  })
  const unexpected = (error: unknown) => log.error({ err: error }, 'single sign-on: unexpected error')
  provider.use(async (context, next) => {
    // Where the portal is, its configuration says: a proxy ends TLS, and a browser takes Secure cookies from *.localhost.
    Object.defineProperty(context, 'href', { value: origin + context.originalUrl })
    Object.defineProperty(context, 'secure', { value: true })
    context.cookies.secure = true
    try {
      await next()
    } catch (error) {
      // Left to Koa, the answer would lose the portal's headers.
      unexpected(error)
      context.status = 500
      context.body = { error: 'server_error' }
    }
  })
  const emitter: EventEmitter = provider
  emitter.on('error', unexpected)
  provider.on('server_error', (_context, error) => unexpected(error))
  return provider
}

/**
 * What the library sends goes to an address in a system's row and nowhere else, inside the agency's network too; of the answer
 * nothing but its status is of interest. The library sets a time limit.
 */
const notify =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (url, { signal, method, headers, body } = {}) => {
    const answer = await fetch(url, { signal, method, headers, body, redirect: 'error' } as RequestInit)
    await answer.body?.cancel()
    return new Response(null, { status: answer.status })
  }

/**
 * The library sees no session of the portal's, so that each ask goes by the portal's page, also where somebody is signed in.
 * Whether it is who the system expects, authorizeClient says once; the library would ask without end.
 */
function alwaysAsk() {
  const policy = interactionPolicy.base()
  const checks = policy.get('login')?.checks
  checks?.remove('id_token_hint')
  checks?.add(
    new interactionPolicy.Check(
      'portal_session',
      'the portal says who is signed in',
      'login_required',
      ({ oidc }: KoaContextWithOIDC) => oidc.result?.login === undefined,
    ),
  )
  return policy
}

/** Which page tells that it does not go on. */
function reasonOf(error: Error): 'system' | 'address' | 'over' | 'request' {
  if (error instanceof errors.InvalidClient) return 'system'
  if (error instanceof errors.InvalidRedirectUri) return 'address'
  return error instanceof errors.SessionNotFound ? 'over' : 'request'
}
