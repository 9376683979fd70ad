import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { importJWK, type JWK } from 'jose'
import * as client from 'openid-client'
import type { SystemKey } from '../../../core/portal/system-keys.ts'
import { type ClientFacts, clientFacts } from '../../../core/protocol/clients.ts'
import { readConfig } from '../../../server/config.ts'
import { newId } from '../../../server/db/new-id.ts'
import { saveClient } from '../../../server/db/tables/oidc-clients.ts'
import { localFetch } from '../../../server/local-fetch.demo.ts'
import { createProviders } from '../../../server/oidc/create-provider.ts'
import { notifyLogout } from '../../../server/oidc/notify-logout.ts'
import type { OidcParts, Providers } from '../../../server/oidc/oidc-parts.ts'
import { reviewSignIns } from '../../../server/oidc/review-sign-ins.ts'
import { createJobRunner, type JobRunner } from '../../../server/jobs/create-job-runner.ts'
import { serve } from '../../../server/serve.ts'
import type { Page } from '../page.ts'
import { internet, openTestPortal, person, type TestPortal, vpn } from '../test-portal.ts'

/** A private key on P-256, from a copy: Node 20 can lock itself out while it exports what it has just made. */
export function makeJwk(): JsonWebKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return createPrivateKey(pem).export({ format: 'jwk' })
}

export const publicKeyOf = ({ x = '', y = '' }: JsonWebKey, kid = 'k1'): SystemKey => ({
  kty: 'EC',
  crv: 'P-256',
  x,
  y,
  kid,
})

export const callback = 'https://summary.example/callback'

export const summary = (key: JsonWebKey, changes: Partial<ClientFacts> = {}): ClientFacts =>
  clientFacts.parse({
    clientId: 'claims-summary',
    name: '申報總表系統',
    entries: ['A.07'],
    loginAddress: 'https://summary.example/login',
    redirectAddresses: [callback],
    postLogoutAddresses: ['https://summary.example/bye'],
    logoutAddress: 'https://summary.example/logout',
    keys: [publicKeyOf(key)],
    inUse: true,
    ...changes,
  })

export interface OidcPortal extends TestPortal {
  readonly providers: Providers
  /** Of a second server on the same database. */
  readonly second: typeof globalThis.fetch
  readonly first: typeof globalThis.fetch
  readonly jobs: JobRunner
  /** Makes the work that comes again and again exist, as the start of a server does. */
  beginPeriodicWork(): Promise<void>
  /** What systems were sent: the address and the form. */
  readonly told: { readonly url: string; readonly form: URLSearchParams; readonly redirect: string | undefined }[]
  /** How the systems answer. */
  answer: () => Response
  addClient(facts: ClientFacts): Promise<void>
}

const sharedKeys = { signing: [makeJwk(), makeJwk()], cookies: 'c'.repeat(40), subjects: 's'.repeat(40) } as const

/** The portal with single sign-on on two servers that share a database, over HTTP on loopback. */
export async function openOidcPortal(): Promise<OidcPortal> {
  const told: OidcPortal['told'] = []
  let parts: OidcParts | undefined
  let providers: Providers = new Map()
  const config = readConfig({ ORIGIN_VPN: vpn, ORIGIN_INTERNET: internet, ENVIRONMENT: 'test' })
  const portal = await openTestPortal((own) => {
    parts = {
      ...own,
      config,
      oidc: {
        keys: sharedKeys,
        localClients: false,
        async fetch(url, options) {
          const form = new URLSearchParams(options?.body as URLSearchParams)
          told.push({ url: new Request(url).url, form, redirect: options?.redirect })
          return opened.answer()
        },
      },
    }
    providers = createProviders(parts)
    return { providers, oidc: parts.oidc }
  })
  if (!parts) throw new Error('the portal was not made')
  const made: OidcParts = parts
  const servers = [
    await serve({ host: '127.0.0.1', port: 0 }, () => portal.send),
    await serve({ host: '127.0.0.1', port: 0 }, () =>
      portal.another({ providers: createProviders(made), oidc: made.oidc }),
    ),
  ] as const
  const work = { ...parts, kinds: [...notifyLogout(parts, providers), reviewSignIns(parts)] }
  const newRunner = () => createJobRunner(work)
  const opened: OidcPortal = {
    ...portal,
    providers,
    told,
    first: localFetch(servers[0].port),
    second: localFetch(servers[1].port),
    answer: () => new Response(null, { status: 200 }),
    jobs: newRunner(),
    async beginPeriodicWork() {
      // One of its own: left running, it would take work from the tests that follow.
      const starter = newRunner()
      await starter.start()
      await starter.stop()
    },
    async addClient(facts) {
      const now = portal.clock.now()
      await saveClient(portal.database.query, {
        ...facts,
        id: newId(now),
        version: 1,
        changedAt: now,
        changedBy: person.id,
      })
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()))
      await portal.close()
    },
  }
  return opened
}

/** What a browser does with an address: with the cookies that it has, unless another site has led there. */
export async function navigate(
  page: Page,
  fetch: typeof globalThis.fetch,
  address: string,
  from: 'here' | 'elsewhere' = 'here',
): Promise<{ readonly status: number; readonly location: string; readonly headers: Headers }> {
  const cookie = [...page.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { accept: 'text/html', ...(from === 'here' && cookie !== '' && { cookie }) }
  const { status, headers: answered } = await fetch(address, { headers })
  for (const line of answered.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/expires=Thu, 01 Jan 1970/i.test(line)) page.cookies.delete(name)
    else page.cookies.set(name, value)
  }
  return { status, headers: answered, location: answered.get('location') ?? '' }
}

export interface Ask {
  readonly address: string
  readonly checks: client.AuthorizationCodeGrantChecks
}

export interface SignOn {
  readonly tokens: client.TokenEndpointResponse
  readonly claims: client.IDToken
  readonly userinfo: () => Promise<client.UserInfoResponse>
}

/** A system written with the library of the other side. */
export class RelyingParty {
  readonly config: client.Configuration

  private constructor(config: client.Configuration) {
    this.config = config
  }

  static async discover(fetch: typeof globalThis.fetch, key: JsonWebKey, issuer = vpn, id = 'claims-summary') {
    const signing = (await importJWK(key as JWK, 'ES256')) as CryptoKey
    const config = await client.discovery(new URL(issuer), id, {}, client.PrivateKeyJwt({ key: signing, kid: 'k1' }), {
      execute: [client.allowInsecureRequests],
      [client.customFetch]: fetch as client.CustomFetch,
    })
    return new RelyingParty(config)
  }

  async ask(changes: Readonly<Record<string, string>> = {}): Promise<Ask> {
    const [pkceCodeVerifier, expectedState, expectedNonce] = [
      client.randomPKCECodeVerifier(),
      client.randomState(),
      client.randomNonce(),
    ]
    const url = client.buildAuthorizationUrl(this.config, {
      redirect_uri: callback,
      scope: 'openid profile institution services',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      ...changes,
    })
    for (const [name, value] of Object.entries(changes)) if (value === '') url.searchParams.delete(name)
    return { address: url.href, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } }
  }

  async finish(address: string, checks: client.AuthorizationCodeGrantChecks): Promise<SignOn> {
    const tokens = await client.authorizationCodeGrant(this.config, new URL(address), checks)
    const claims = tokens.claims()
    if (!claims) throw new Error('there is no ID token')
    const userinfo = () => client.fetchUserInfo(this.config, tokens.access_token, claims.sub)
    return { tokens, claims, userinfo }
  }
}
