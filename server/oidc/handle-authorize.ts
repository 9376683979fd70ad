import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { decodeJwt } from 'jose'
import type { InteractionResults, Provider } from 'oidc-provider'
import { CodedError } from '../../core/errors/coded-error.ts'
import { mayEnter, signInMethod, signOnScopes } from '../../core/portal/single-sign-on.ts'
import type { AuthorizationRefusal } from '../../core/protocol/oidc.ts'
import { audit } from '../audit/audit.ts'
import { powersOf, type SignedIn } from '../auth/signed-in.ts'
import { findClient, type OidcClient } from '../db/tables/oidc-clients.ts'
import type { Handler } from '../http/call.ts'
import { subjectOf } from './account.ts'
import { isLibraryError } from './library-error.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

const askOver = (cause?: unknown) =>
  new CodedError('ERR_REQUEST_ASK_OVER', 'there is no such ask in this browser', { cause })

/**
 * The page's word, with its proof, on who is signed in: the library's ask is answered with this session, or refused to the
 * system. Errors: ERR_REQUEST_ASK_OVER, also for an ask that was made by another browser.
 */
export function authorizeClient(
  { database, oidc }: Pick<OidcParts, 'database' | 'oidc'>,
  providers: Providers,
): Handler<'POST /api/oidc/authorize'> {
  return {
    event: 'oidc-authorize',
    async handle({ admitted, request, headers, platform, now, trail }) {
      const provider = providers.get(platform)
      if (!provider || !oidc) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'there is no single sign-on here')
      const node = asNode(headers)
      const ask = await trail.at('ask', () => findAsk(provider, node, request.ask))
      const client = await findClient(database.query, wordsOf(ask.params['client_id'])[0] ?? '')
      if (!client) throw askOver()
      trail.learn({ detail: { client: client.clientId } })
      if (wantsNewSignIn(ask, admitted, now)) return { outcome: 'sign-in-again', system: client.name }

      const subject = { sessionId: admitted.session.id, clientId: client.clientId, secret: oidc.keys.subjects }
      const isExpected = expects(ask, await subjectOf(database.query, subject))
      const reason = isExpected ? refusalOf(client, admitted) : 'other-person'
      const result = reason
        ? { error: reason === 'other-person' ? 'login_required' : 'access_denied', error_description: reason }
        : await grant(provider, ask, admitted, client)
      const goTo = await provider.interactionResult(...node, result, { mergeWithLastSubmission: false })
      const refused = reason && ({ step: 'role', code: 'ERR_REQUEST_NOT_ALLOWED' } as const)
      const detail = { client: client.clientId, ...(reason && { reason }) }
      await audit(database.query, now, { ...trail.facts, event: 'oidc-authorize', ...refused, detail })
      return reason
        ? { outcome: 'refused', system: client.name, reason, goTo }
        : { outcome: 'granted', system: client.name, goTo }
    },
  }
}

/** The library looks for its signed cookie in node's own request. */
function asNode(headers: Headers): [IncomingMessage, ServerResponse] {
  const request = new IncomingMessage(new Socket())
  request.headers.cookie = headers.get('cookie') ?? ''
  return [request, new ServerResponse(request)]
}

/** The ask that this browser has made: the cookie says which, so that a link that somebody else has sent is worth nothing. */
async function findAsk(provider: Provider, node: [IncomingMessage, ServerResponse], id: string): Promise<Interaction> {
  try {
    const ask = await provider.interactionDetails(...node)
    if (ask.uid === id) return ask
  } catch (error) {
    if (!isLibraryError(error, 'SessionNotFound')) throw error
    throw askOver(error)
  }
  throw askOver()
}

/** `prompt=login` and `max_age` (OpenID Connect Core §3.1.2.1). Who has signed in since the ask has done enough. */
function wantsNewSignIn({ params, iat }: Interaction, { session }: SignedIn, now: Date): boolean {
  const signedInAt = Math.floor(session.signedInAt.getTime() / 1000)
  if (signedInAt >= iat) return false
  const { max_age: maxAge, prompt } = params
  const isOld = maxAge !== undefined && now.getTime() / 1000 - signedInAt > Number(maxAge)
  return isOld || wordsOf(prompt).includes('login')
}

/** `id_token_hint`: whom the system thinks to be signed in. The library has checked whose token it is. */
function expects({ params: { id_token_hint: hint } }: Interaction, subject: string): boolean {
  return typeof hint !== 'string' || decodeJwt(hint).sub === subject
}

/** A parameter that the library has checked. */
const wordsOf = (parameter: unknown): string[] => (typeof parameter === 'string' ? parameter.split(' ') : [])

function refusalOf({ entries }: OidcClient, signedIn: SignedIn): AuthorizationRefusal | undefined {
  if (signedIn.standing.institution === null) return 'no-institution'
  return mayEnter(entries, powersOf(signedIn)) ? undefined : 'no-service'
}

async function grant(
  provider: Provider,
  { params }: Interaction,
  { session }: SignedIn,
  { clientId }: OidcClient,
): Promise<InteractionResults> {
  const granted = new provider.Grant({ accountId: session.id, clientId })
  granted.addOIDCScope(
    wordsOf(params['scope'])
      .filter((scope) => signOnScopes.some((known) => known === scope))
      .join(' '),
  )
  const ts = Math.floor(session.signedInAt.getTime() / 1000)
  return {
    login: { accountId: session.id, ts, remember: false, ...toLogin(session) },
    consent: { grantId: await granted.save() },
  }
}

function toLogin({ cardType }: SignedIn['session']): { acr: string; amr: string[] } {
  const { acr, amr } = signInMethod(cardType)
  return { acr, amr: [...amr] }
}
