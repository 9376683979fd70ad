import { createRemoteJWKSet, customFetch, decodeJwt, importJWK, type JWK, jwtVerify } from 'jose'
import * as client from 'openid-client'

export const sampleClientId = 'sample-system'

export interface RelyingPartyParts {
  /** The system's own. */
  readonly origin: string
  /** The portals through which people may sign in. */
  readonly issuers: readonly string[]
  /** Private, on P-256: the portal has its public half. */
  readonly key: JWK
  readonly fetch: typeof fetch
}

/** What is remembered of a sign-in while the browser is at the portal. */
export interface Ask {
  readonly issuer: string
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

/** Somebody who is signed in. */
export interface SignOn {
  readonly issuer: string
  readonly sid: string
  readonly idToken: string
  readonly claims: Readonly<Record<string, unknown>>
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** The part of a system that signs people in through the portal, as any system may have it: docs/oidc.md. */
export class RelyingParty {
  readonly #parts: RelyingPartyParts
  readonly #known = new Map<string, Promise<client.Configuration>>()

  constructor(parts: RelyingPartyParts) {
    this.#parts = parts
  }

  /** Where the browser is sent, and what is to be remembered until it comes back. Undefined for an unknown portal. */
  async begin(issuer: string): Promise<{ readonly address: string; readonly ask: Ask } | undefined> {
    if (!this.#parts.issuers.includes(issuer)) return undefined
    const ask = {
      issuer,
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
    }
    const address = client.buildAuthorizationUrl(await this.#configuration(issuer), {
      redirect_uri: this.#at('/callback'),
      scope: 'openid profile institution services',
      code_challenge: await client.calculatePKCECodeChallenge(ask.verifier),
      code_challenge_method: 'S256',
      state: ask.state,
      nonce: ask.nonce,
    })
    return { address: address.href, ask }
  }

  /** With the address at which the browser came back. Errors: those of openid-client, `access_denied` for one. */
  async finish(query: string, { issuer, verifier, state, nonce }: Ask): Promise<SignOn> {
    const configuration = await this.#configuration(issuer)
    const tokens = await client.authorizationCodeGrant(configuration, new URL(this.#at('/callback') + query), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    const { id_token: idToken } = tokens
    const sid = claims?.['sid']
    if (!claims || idToken === undefined || typeof sid !== 'string') throw new Error('there is no ID token with a sid')
    const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return { issuer, sid, idToken, claims: { ...claims, ...more } }
  }

  /** Where who has signed out here is asked about the portal. */
  async endSessionAddress({ issuer, idToken }: SignOn): Promise<string> {
    return client.buildEndSessionUrl(await this.#configuration(issuer), {
      id_token_hint: idToken,
      post_logout_redirect_uri: this.#at('/'),
    }).href
  }

  /** Which sign-in is over. Throws for what is no logout token of a portal for this system. */
  async readLogoutToken(token: string): Promise<string> {
    const { iss = '' } = decodeJwt(token)
    if (!this.#parts.issuers.includes(iss)) throw new Error('of no portal')
    const { jwks_uri: address = '' } = (await this.#configuration(iss)).serverMetadata()
    const keys = createRemoteJWKSet(new URL(address), { [customFetch]: this.#parts.fetch })
    const { payload } = await jwtVerify(token, keys, {
      issuer: iss,
      audience: sampleClientId,
      typ: 'logout+jwt',
      algorithms: ['ES256'],
      maxTokenAge: '3 minutes',
    })
    const { sid, events, nonce } = payload
    const isLogout = typeof events === 'object' && events !== null && logoutEvent in events
    if (typeof sid !== 'string' || !isLogout || nonce !== undefined) throw new Error('no logout token')
    return sid
  }

  #at(path: string): string {
    return this.#parts.origin + path
  }

  #configuration(issuer: string): Promise<client.Configuration> {
    const known = this.#known.get(issuer) ?? this.#discover(issuer)
    this.#known.set(issuer, known)
    // What could not be reached is asked for again.
    known.catch(() => this.#known.delete(issuer))
    return known
  }

  async #discover(issuer: string): Promise<client.Configuration> {
    const { key, fetch } = this.#parts
    const authentication = client.PrivateKeyJwt({
      key: (await importJWK(key, 'ES256')) as CryptoKey,
      kid: key.kid ?? '',
    })
    const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    const options = { execute, [client.customFetch]: fetch as client.CustomFetch }
    return await client.discovery(new URL(issuer), sampleClientId, {}, authentication, options)
  }
}
