import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../../core/bytes/base64.ts'
import { parseManagedPolicy, policyFields } from '../../../core/protocol/managed-policy.ts'
import { makeModuleAuthority } from '../sam/make-module.ts'

const issuer = { name: 'C=TW, O=行政院, OU=某管理中心', keyIdentifier: 'ab'.repeat(20), environment: 'production' }
const authority = {
  environment: 'production',
  certificate: toBase64(makeModuleAuthority('production').root.certificate.der),
}

describe('managed policy', () => {
  it('takes what is right', () => {
    const policy = {
      portals: ['https://portal.example'],
      addressRanges: ['10.253.0.0/16'],
      dnsServer: '10.253.249.22',
      allowedTransports: ['native-host'],
      bookmarks: ['https://portal.example/start'],
      fixesAllowed: false,
      lowestBrowser: '150',
      lowestWindows: '11',
      lowestMacos: '14',
      cardIssuers: [issuer],
      samAuthorities: [authority],
      nhiCards: [{ prefix: '9000', environment: 'production-test' }],
      allowCloudModule: false,
    }
    expect(parseManagedPolicy(policy)).toEqual({ policy, refused: [] })
  })

  it.each([
    [{ fixesAllowed: 'no' }, ['fixesAllowed']],
    [{ portals: 'https://portal.example' }, ['portals']],
    [{ lowestBrowser: 150 }, ['lowestBrowser']],
    [{ allowedTransports: ['web-usb', 'telepathy'] }, ['allowedTransports[1]']],
    [{ addressRanges: ['10.0.0.0/40', '10.0.0.0/8', 7] }, ['addressRanges[0]', 'addressRanges[2]']],
    [{ portals: ['http://portal.example', 'https://*/'] }, ['portals[0]', 'portals[1]']],
    [{ cardIssuers: [issuer, { ...issuer, environment: 'unknown' }] }, ['cardIssuers[1]']],
    [{ cardIssuers: [{ ...issuer, keyIdentifier: 'AB:CD' }] }, ['cardIssuers[0]']],
    [{ cardIssuers: [{ name: issuer.name, environment: 'test' }] }, ['cardIssuers[0]']],
    [{ samAuthorities: [authority, { ...authority, certificate: 'AAAA' }] }, ['samAuthorities[1]']],
    [{ samAuthorities: [{ ...authority, environment: 'production-test' }] }, ['samAuthorities[0]']],
    [{ nhiCards: [{ prefix: '90', environment: 'test' }] }, ['nhiCards[0]']],
    [{ nhiCards: [{ prefix: '9000', environment: 'unknown' }] }, ['nhiCards[0]']],
    [{ allowCloudModule: 'no' }, ['allowCloudModule']],
  ])('%j: %j is refused, and nothing else', (stored, refused) => {
    const parsed = parseManagedPolicy({ ...stored, lowestWindows: '11' })
    expect(parsed.refused).toEqual(refused)
    expect(parsed.policy.lowestWindows).toBe('11')
  })

  it('a wrong entry takes no other with it', () => {
    const { policy } = parseManagedPolicy({ portals: ['http://a.example', 'https://b.example'] })
    expect(policy.portals).toEqual(['https://b.example'])
  })

  it('the schema that administrators’ tools read has the same fields', () => {
    const schema = JSON.parse(readFileSync('extension/public/managed-schema.json', 'utf8')) as {
      properties: Record<string, unknown>
    }
    expect(Object.keys(schema.properties)).toEqual(policyFields)
  })
})
