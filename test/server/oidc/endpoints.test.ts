import { decodeProtectedHeader, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { vpn } from '../test-portal.ts'
import { callback } from './oidc-portal.ts'

import { useSignOnStage } from './sign-on-stage.ts'

const stage = useSignOnStage()

describe('the endpoints', () => {
  it('tell what there is, and nothing else is served', async () => {
    const found = (await (await stage.portal.first(`${vpn}/.well-known/openid-configuration`)).json()) as object
    expect(found).toMatchObject({
      issuer: vpn,
      authorization_endpoint: `${vpn}/oidc/authorize`,
      token_endpoint: `${vpn}/oidc/token`,
      userinfo_endpoint: `${vpn}/oidc/userinfo`,
      jwks_uri: `${vpn}/oidc/jwks`,
      end_session_endpoint: `${vpn}/oidc/end-session`,
      grant_types_supported: ['authorization_code'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_session_supported: true,
    })
    expect(
      Object.keys(found).filter((name) => /registration|revocation|introspection|device|pushed/.test(name)),
    ).toEqual([])
    for (const path of ['/reg', '/oidc/session/end/confirm', '/session/end/confirm', '/token', '/interaction/x'])
      expect((await stage.portal.first(vpn + path, { method: 'POST' })).status).toBe(404)
  })

  it('publish public keys only, and the next one beside the one that signs', async () => {
    const { keys } = (await (await stage.portal.first(`${vpn}/oidc/jwks`)).json()) as JSONWebKeySet
    expect(keys).toHaveLength(2)
    for (const one of keys) expect(Object.keys(one)).not.toContain('d')
    const { tokens } = await stage.signOn(await stage.signedIn())
    expect(decodeProtectedHeader(tokens.id_token ?? '')).toMatchObject({ alg: 'ES256', kid: keys[0]?.kid })
  })

  it('have the portal’s headers, and let no other site’s script in', async () => {
    const { address } = await stage.party.ask()
    const { headers } = await stage.portal.first(address, { headers: { origin: 'https://evil.example' } })
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    const token = await stage.portal.first(`${vpn}/oidc/token`, { method: 'OPTIONS' })
    expect([token.status, token.headers.get('access-control-allow-origin')]).toEqual([404, null])
  })

  it('answer with the portal’s headers, too, what they cannot write down', async () => {
    const before = stage.portal.logged.length
    await sql`alter table audit_counts rename to audit_counts_away`.execute(stage.portal.database.query)
    try {
      const answer = await stage.portal.first(`${vpn}/oidc/userinfo`)
      expect([answer.status, await answer.json()]).toEqual([500, { error: 'server_error' }])
      expect(answer.headers.get('x-frame-options')).toBe('DENY')
    } finally {
      await sql`alter table audit_counts_away rename to audit_counts`.execute(stage.portal.database.query)
    }
    expect(stage.portal.logged.slice(before)).toContainEqual({ err: expect.anything() })
  })

  it('take a system’s own word for who it is once, whichever server it is given to', async () => {
    const assertion = await new SignJWT({ jti: 'j1' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer('claims-summary')
      .setSubject('claims-summary')
      .setAudience(vpn)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(stage.key as JWK, 'ES256'))
    const send = async (fetch: typeof globalThis.fetch) => {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'none',
        redirect_uri: callback,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      })
      const answer = await fetch(`${vpn}/oidc/token`, { method: 'POST', body })
      return ((await answer.json()) as { error: string }).error
    }
    const errors = await Promise.all(
      [stage.portal.first, stage.portal.second, stage.portal.first, stage.portal.second].map(send),
    )
    expect(errors.toSorted()).toEqual(['invalid_client', 'invalid_client', 'invalid_client', 'invalid_grant'])
  })

  it('write no row in the name of a system that has not proved who it is', async () => {
    const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'claims-summary', code: 'none' })
    const headers = { 'OAuth-Client-Attestation-PoP': 'x' }
    const { status } = await stage.portal.first(`${vpn}/oidc/token`, { method: 'POST', headers, body })
    expect(status).toBe(400)
    expect(await stage.audited('oidc-token')).toEqual([])
    expect(await stage.portal.refusalCounts()).toMatchObject([{ event: 'oidc-token', code: 'ERR_REQUEST_NOT_ALLOWED' }])
  })

  it('are rate-limited, and take no long body', async () => {
    const body = `grant_type=authorization_code&code=${'x'.repeat(60_000)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await stage.portal.first(`${vpn}/oidc/token`, { method: 'POST', headers, body })).status).toBe(400)
    await stage.portal.database.query.deleteFrom('rate_limits').execute()
    for (let call = 0; call < 601; call++) {
      const { status } = await stage.portal.first(`${vpn}/oidc/jwks`)
      expect(status).toBe(call < 600 ? 200 : 429)
    }
  })

  it('sets cookies that no other host can plant, and that no other site’s request brings', async () => {
    const { headers } = await stage.portal.first((await stage.party.ask()).address)
    const cookies = headers.getSetCookie()
    expect(cookies.map((line) => line.split('=')[0])).toEqual([
      '__Host-oidc-ask',
      '__Host-oidc-ask.sig',
      '__Secure-oidc-resume',
      '__Secure-oidc-resume.sig',
    ])
    for (const line of cookies) expect(line).toMatch(/samesite=strict; secure; httponly$/i)
  })
})
