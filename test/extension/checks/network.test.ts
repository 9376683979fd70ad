import { describe, expect, it } from 'vitest'
import type { ManagedPolicy } from '../../../core/protocol/managed-policy.ts'
import { cardStatus } from '../../../extension/checks/card-status.ts'
import { clock } from '../../../extension/checks/clock.ts'
import { lineAndInternet } from '../../../extension/checks/line-and-internet.ts'
import { localNetwork } from '../../../extension/checks/local-network.ts'
import { portalAddress } from '../../../extension/checks/portal-address.ts'
import type { PortalProbe } from '../../../extension/checks/portal-probe.ts'
import { siteOf } from '../../../extension/checks/portal-sites.ts'
import type { PortalTab } from '../../../extension/checks/portal-tabs.ts'
import { proxy } from '../../../extension/checks/proxy.ts'
import { securePage } from '../../../extension/checks/secure-page.ts'
import { siteCertificate } from '../../../extension/checks/site-certificate.ts'
import { openPage, portal, probed, situation } from './situation.ts'

const { signal } = new AbortController()
const other = siteOf('https://other.example')
const dead = (error: string, site = portal): PortalProbe => probed(site, { error, address: undefined, echo: undefined })

const on = (
  probes: readonly PortalProbe[],
  { policy = {}, tabs = [] }: { policy?: ManagedPolicy; tabs?: PortalTab[] } = {},
) =>
  situation({
    sites: () => Promise.resolve(probes.map(({ site }) => site)),
    probe: (site) => Promise.resolve(probes.find((it) => it.site === site) ?? probed(site)),
    portalTabs: () => Promise.resolve(tabs),
    policy: () => Promise.resolve({ policy, refused: [] }),
  })

describe('portal-address', () => {
  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'name-unknown'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
    ['net::ERR_CONNECTION_REFUSED', 'no-answer'],
    ['net::ERR_TIMED_OUT', 'no-answer'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'in-the-way'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'in-the-way'],
  ])('%s is %s', async (error, finding) => {
    expect(await portalAddress.run(on([dead(error)]), signal)).toMatchObject({
      finding,
      details: { sites: portal.origin },
    })
  })

  it('one platform of two that is reached is enough, unless the other is the one in use', async () => {
    const probes = [probed(), dead('net::ERR_NAME_NOT_RESOLVED', other)]
    expect(await portalAddress.run(on(probes), signal)).toEqual({
      finding: 'reached',
      details: { address: '192.0.2.7' },
    })
    const tabs = [{ ...openPage, origin: other.origin }]
    expect(await portalAddress.run(on(probes, { tabs }), signal)).toMatchObject({ finding: 'name-unknown' })
  })

  it('an address outside an administrator’s ranges is told; without ranges any will do', async () => {
    const inside = { addressRanges: ['10.0.0.0/8', '192.0.2.0/24'] }
    const outside = { addressRanges: ['10.0.0.0/8'] }
    expect(await portalAddress.run(on([probed()], { policy: inside }), signal)).toMatchObject({ finding: 'reached' })
    expect(await portalAddress.run(on([probed()], { policy: outside }), signal)).toEqual({
      finding: 'elsewhere',
      details: { address: '192.0.2.7' },
    })
  })

  it('the DNS server that is named is the policy’s, else the NHI line’s', async () => {
    const probes = [dead('net::ERR_NAME_NOT_RESOLVED')]
    expect(await portalAddress.run(on(probes), signal)).toMatchObject({ details: { dnsServer: '10.253.249.22' } })
    const policy = { dnsServer: '10.1.2.3' }
    expect(await portalAddress.run(on(probes, { policy }), signal)).toMatchObject({ details: policy })
  })
})

describe('proxy', () => {
  const seen = (marks: object) => probed(portal, { echo: { ...probed().echo!, ...marks } })

  it.each([
    ['via', seen({ via: '1.1 squid' }), { finding: 'seen', details: { proxy: '1.1 squid' } }],
    ['X-Forwarded-For', seen({ forwardedFor: '10.0.0.7' }), { finding: 'seen', details: { proxy: '10.0.0.7' } }],
    ['nothing', probed(), { finding: 'none' }],
    [
      'another server’s answer',
      probed(portal, { echo: undefined }),
      { finding: 'other-server', details: { sites: portal.origin } },
    ],
    [
      'a dead one',
      dead('net::ERR_PROXY_CONNECTION_FAILED'),
      { finding: 'dead', details: { error: 'net::ERR_PROXY_CONNECTION_FAILED' } },
    ],
    ['one that refuses', dead('net::ERR_TUNNEL_CONNECTION_FAILED'), { finding: 'dead' }],
    ['no network', dead('net::ERR_INTERNET_DISCONNECTED'), { finding: 'unreachable' }],
  ])('%s', async (_, probe, outcome) => expect(await proxy.run(on([probe]), signal)).toMatchObject(outcome))
})

describe('site-certificate', () => {
  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'untrusted'],
    ['net::ERR_CERT_DATE_INVALID', 'wrong-time'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'other-name'],
    ['net::ERR_CERT_REVOKED', 'broken'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'broken'],
    ['net::ERR_CONNECTION_RESET', 'unreachable'],
  ])('%s is %s', async (error, finding) =>
    expect(await siteCertificate.run(on([dead(error)]), signal)).toMatchObject({ finding }),
  )

  it('names the authorities that may be missing, with the fingerprint that is known', async () => {
    const { details } = await siteCertificate.run(on([dead('net::ERR_CERT_AUTHORITY_INVALID')]), signal)
    expect(details).toMatchObject({ sites: portal.origin, authorities: 'GRCA2.cer (SHA-256 70b922bf…) / GCA2.cer' })
  })

  it('an untrusted certificate says more than a platform that does not answer', async () => {
    const probes = [dead('net::ERR_TIMED_OUT', other), dead('net::ERR_CERT_AUTHORITY_INVALID')]
    expect(await siteCertificate.run(on(probes), signal)).toMatchObject({ finding: 'untrusted' })
  })
})

describe('clock', () => {
  it.each([
    [0, 'right', 0],
    [-20, 'right', 20],
    [21, 'off', 21],
    [-59, 'off', 59],
    [60, 'wrong', 60],
    [-7200, 'wrong', 7200],
  ])('%i s apart is %s', async (apart, finding, seconds) => {
    const probe = probed(portal, { askedAt: probed().askedAt + apart * 1000 })
    expect(await clock.run(on([probe]), signal)).toEqual({ finding, details: { seconds } })
  })

  it('without an answer it is not known', async () =>
    expect(await clock.run(on([dead('net::ERR_TIMED_OUT')]), signal)).toEqual({ finding: 'unreachable' }))
})

describe('card-status, line-and-internet', () => {
  it('a server that lacks word of revoked cards says so itself', async () => {
    const late = probed(portal, { echo: { ...probed().echo!, revocation: 'late' } })
    expect(await cardStatus.run(on([late]), signal)).toEqual({ finding: 'late' })
    expect(await cardStatus.run(on([probed()]), signal)).toEqual({ finding: 'current' })
    expect(await cardStatus.run(on([dead('net::ERR_TIMED_OUT')]), signal)).toEqual({ finding: 'unreachable' })
  })

  it('who reaches both platforms is on both networks', async () => {
    const vpn = probed(siteOf('https://medvpn.nhi.gov.tw'))
    const internet = siteOf('https://med.nhi.gov.tw')
    expect(await lineAndInternet.run(on([vpn, probed(internet)]), signal)).toEqual({ finding: 'both' })
    expect(await lineAndInternet.run(on([vpn, dead('net::ERR_TIMED_OUT', internet)]), signal)).toMatchObject({
      finding: 'one',
    })
  })
})

describe('pages that are open', () => {
  it('one that is not encrypted, or may not call local addresses, is named', async () => {
    const insecure = { ...openPage, origin: 'http://portal.example', secure: false }
    const denied = { ...openPage, localNetwork: 'denied' } as const
    expect(await securePage.run(on([], { tabs: [openPage, insecure] }), signal)).toMatchObject({
      finding: 'insecure',
      details: { sites: 'http://portal.example' },
    })
    expect(await localNetwork.run(on([], { tabs: [denied] }), signal)).toMatchObject({ finding: 'blocked' })
    for (const check of [securePage, localNetwork])
      expect(await check.run(on([]), signal)).toEqual({ finding: 'no-page' })
    expect(await securePage.run(on([], { tabs: [openPage] }), signal)).toEqual({ finding: 'secure' })
    expect(await localNetwork.run(on([], { tabs: [openPage] }), signal)).toEqual({ finding: 'not-blocked' })
  })
})
