import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { internet, openTestPortal, type TestPortal, vpn } from '../test-portal.ts'

let portal: TestPortal
afterEach(() => portal.close())

describe('GET /api/echo', () => {
  it('tells who asked and when, and what a proxy on the way added', async () => {
    portal = await openTestPortal()
    const page = portal.page({ address: '203.0.113.9' })
    expect(await page.ask('GET /api/echo', undefined, { proof: null })).toEqual({
      address: '203.0.113.9',
      host: new URL(vpn).host,
      via: null,
      forwarded: null,
      forwardedFor: null,
      time: portal.clock.now().toISOString(),
      minimumExtension: '0.1.0',
      revocation: 'current',
    })
    const headers = { via: '1.1 proxy', forwarded: 'for=10.0.0.7', 'x-forwarded-for': '10.0.0.7' }
    expect(await page.ask('GET /api/echo', undefined, { proof: null, headers })).toMatchObject({
      address: '203.0.113.9',
      via: '1.1 proxy',
      forwarded: 'for=10.0.0.7',
      forwardedFor: '10.0.0.7',
    })
  })

  it('what the server’s own reverse proxies add is not told as a proxy', async () => {
    const config = { ...readConfig({ ORIGIN_VPN: vpn, ORIGIN_INTERNET: internet, ENVIRONMENT: 'test' }), proxies: 1 }
    portal = await openTestPortal(() => ({ config }))
    const ask = (forwardedFor: string) =>
      portal.page().ask('GET /api/echo', undefined, { proof: null, headers: { 'x-forwarded-for': forwardedFor } })
    expect(await ask('203.0.113.9')).toMatchObject({ address: '203.0.113.9', forwardedFor: null })
    expect(await ask('10.0.0.7, 203.0.113.9')).toMatchObject({ address: '203.0.113.9', forwardedFor: '10.0.0.7' })
  })

  it('a long header is cut', async () => {
    portal = await openTestPortal()
    const answer = await portal
      .page()
      .ask('GET /api/echo', undefined, { proof: null, headers: { via: 'x'.repeat(9000) } })
    expect(answer.via).toHaveLength(500)
  })

  it('says when a list of revoked cards is not to be had, and not which', async () => {
    portal = await openTestPortal(() => ({ revocation: { missing: () => ['http://crl.example/a.crl'] } }))
    const answer = await portal.page().ask('GET /api/echo', undefined, { proof: null })
    expect(answer.revocation).toBe('late')
    expect(JSON.stringify(answer)).not.toContain('crl.example')
  })
})
