import { decodeJwt } from 'jose'
import type { Provider } from 'oidc-provider'
import { findClient } from '../db/tables/oidc-clients.ts'
import type { Handler } from '../http/call.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

/**
 * OpenID Connect RP-Initiated Logout: where somebody who signed out of a system goes back to. Only to an address that stands in
 * the row of the system that is named by itself, or by a token that was really given to it. Nobody is signed out by this.
 */
export function endClientSession(
  { database }: Pick<OidcParts, 'database'>,
  providers: Providers,
): Handler<'POST /api/oidc/end-session'> {
  return {
    event: 'oidc-logout',
    async handle({ request, platform }) {
      const provider = providers.get(platform)
      const { idTokenHint, clientId, postLogoutRedirectUri, state } = request
      const hinted = provider && idTokenHint !== undefined ? await audienceOf(provider, idTokenHint) : undefined
      const known = clientId === undefined || hinted === undefined || clientId === hinted
      const client = provider && known ? await findClient(database.query, hinted ?? clientId ?? '') : undefined
      if (!client) return { system: null, goTo: null }
      const isOwn = postLogoutRedirectUri !== undefined && client.postLogoutAddresses.includes(postLogoutRedirectUri)
      return { system: client.name, goTo: isOwn ? withState(postLogoutRedirectUri, state) : null }
    },
  }
}

/** The system to which the token was given, also long ago; undefined for what is no token of ours. */
async function audienceOf(provider: Provider, idToken: string): Promise<string | undefined> {
  try {
    const { aud } = decodeJwt(idToken)
    const client = typeof aud === 'string' ? await provider.Client.find(aud) : undefined
    if (!client) return undefined
    await provider.IdToken.validate(idToken, client)
    return client.clientId
  } catch {
    return undefined // not signed by us, or no token at all
  }
}

function withState(address: string, state: string | undefined): string {
  const url = new URL(address)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}
