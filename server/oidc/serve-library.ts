import type { IncomingMessage } from 'node:http'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { pageAddress } from '../../core/protocol/pages.ts'
import { audit, type AuditEvent } from '../audit/audit.ts'
import { countRefusal } from '../audit/count-refusal.ts'
import { personOf, type SignedIn } from '../auth/signed-in.ts'
import type { Caller } from '../http/call.ts'
import { callerNetwork } from '../http/caller-address.ts'
import type { EndpointHandler, Endpoints } from '../http/serve-endpoint.ts'
import { isLibraryError } from './library-error.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

/** The library behind the portal's own rate limits and headers, with what it does written down before it answers. */
export const serveLibrary = (parts: Pick<OidcParts, 'database'>, providers: Providers): Endpoints =>
  new Map([...providers].map(([platform, provider]) => [platform, toHandler(parts, provider)]))

function toHandler({ database }: Pick<OidcParts, 'database'>, provider: Provider): EndpointHandler {
  const callers = new WeakMap<IncomingMessage, Caller>()
  const refusals = new WeakMap<object, Error>()
  const refuse = (context: KoaContextWithOIDC, error: Error) => {
    refusals.set(context, error)
    context.redirect(pageAddress('/oidc/refused', 'request'))
  }
  const noteRefusal = (context: KoaContextWithOIDC, error: Error) => void refusals.set(context, error)
  provider.on('authorization.error', noteRefusal)
  provider.on('grant.error', noteRefusal)
  provider.on('userinfo.error', noteRefusal)
  provider.use(async (context, next) => {
    const caller = callers.get(context.req)
    if (!caller) throw new Error('the library is reached by this handler alone')
    // Else the library would answer even a refusal by a page of its own, with a script.
    const { response_mode: mode = 'query' } = context.query
    if (mode === 'query') await next()
    else refuse(context as KoaContextWithOIDC, new Error('unsupported_response_mode'))
    const refusal = refusals.get(context)
    // The page's own call has an audit row of what was refused to a person.
    if (isLibraryError(refusal, 'AccessDenied')) return
    const event = eventOf(caller.path)
    if (refusal) await auditRefusal(database.query, caller, event, context, refusal)
    else if (event === 'oidc-token') await auditToken(database.query, caller, context as KoaContextWithOIDC)
  })
  const serve = provider.callback()
  return async (request, response, caller) => {
    callers.set(request, caller)
    await serve(request, response)
  }
}

const eventOf = (path: string): AuditEvent =>
  path === '/oidc/token' ? 'oidc-token' : path === '/oidc/userinfo' ? 'oidc-userinfo' : 'oidc-ask'

type Query = OidcParts['database']['query']

async function auditToken(
  query: Query,
  { trail, now }: Caller,
  { oidc: { account, client } }: KoaContextWithOIDC,
): Promise<void> {
  const signedIn = account?.['signedIn'] as SignedIn | undefined // as create-provider.ts made it
  if (!signedIn || !client) return
  const { session, standing } = signedIn
  await audit(query, now, {
    ...trail.facts,
    event: 'oidc-token',
    sessionId: session.id,
    cardType: session.cardType ?? undefined,
    personId: personOf(signedIn) ?? undefined,
    institutionCode: standing.institution?.code,
    detail: { client: client.clientId },
  })
}

/**
 * A system that has proved who it is has a row of its own; anybody else can be refused any number of times. The library names
 * a system before it has proved anything, and refuses a grant only after.
 */
async function auditRefusal(
  query: Query,
  { trail, now, address, platform }: Caller,
  event: AuditEvent,
  { oidc }: Partial<KoaContextWithOIDC>,
  error: Error,
): Promise<void> {
  const client = oidc?.client
  const refused = { event, step: 'library', code: 'ERR_REQUEST_NOT_ALLOWED' } as const
  if (event === 'oidc-token' && client && isLibraryError(error, 'InvalidGrant')) {
    await audit(query, now, { ...trail.facts, ...refused, detail: { client: client.clientId, reason: error.message } })
  } else {
    await countRefusal(query, { ...refused, now, network: callerNetwork(address), platform })
  }
}
