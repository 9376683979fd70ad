import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { type Certificate, parseCertificate } from '../../../core/pki/certificate.ts'
import { certificateProfiles } from '../../../core/pki/certificate-profiles.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { identify } from '../../../core/pki/identify.ts'
import { keyIdentifier } from '../../../core/pki/key-identifier.ts'
import { checkLeafProfile, type LeafProfile, subjectTypesOf } from '../../../core/pki/leaf-profile.ts'
import { gpkiOids } from '../../../core/pki/oids.ts'
import { checkPath } from '../../../core/pki/path-checks.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { knownPins } from '../../../server/pki/known-pins.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { nameText, readsAs } from '../../../core/pki/name-text.ts'
import { requireSharedData } from '../../shared-data.ts'

/** Real certificates of the government PKI, and MOICA's own test certificates (holder 測試人). */
const files = {
  grca1: 'GRCA_G1_2002.pem',
  grca2: 'GRCA2_2012.pem',
  moica2: 'MOICA2_2014.pem',
  testUser1: 'moica_test_user_1.der',
  testUser2: 'moica_test_user_2.der',
}
type Name = keyof typeof files

const read = (name: Name, skip: TestContext['skip']): Certificate =>
  parseCertificate(derOfFile(new Uint8Array(readFileSync(join(requireSharedData('taiwan/certs', skip), files[name])))))

function reasonOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof PathRefusal) return error.reason
    throw error
  }
  return 'accepted'
}

const path = (request: Pick<PathRequest, 'leaf' | 'anchors'> & Partial<PathRequest>) =>
  validatePath({
    intermediates: [],
    crls: [],
    time: new Date('2024-08-01T00:00:00Z'),
    verifySignature,
    checkRevocation: false,
    ...request,
  })

describe('the shipped pins', () => {
  it.for([
    ['grca1', 'GRCA', 1],
    ['grca2', 'GRCA', 2],
    ['moica2', 'MOICA', 2],
  ] as const)('%s is %s, generation %i, by its bytes and its name', ([file, authority, generation], { skip }) => {
    const certificate = read(file, skip)
    const pin = knownPins.find((it) => it.authority.en === authority && it.generation === generation)
    expect(pin?.sha256).toBe(fingerprint(certificate.der))
    expect(readsAs(certificate.subject, pin?.subject ?? [])).toBe(true)
  })

  it('are each once, whole, and of the cards that sign with a certificate', () => {
    expect(new Set(knownPins.map(({ sha256 }) => sha256)).size).toBe(knownPins.length)
    for (const { sha256, cardTypes } of knownPins) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(cardTypes.filter((type) => !(type in certificateProfiles))).toEqual([])
    }
    expect(knownPins.map(({ authority, generation }) => `${authority.en} ${generation}`)).toEqual([
      'GRCA 1',
      'GRCA 2',
      'MOICA 2',
      'MOICA 3',
    ])
  })
})

describe('MOICA, generation 2', () => {
  it('leads to GRCA, generation 2, though both generations bear one name', ({ skip }) => {
    const [grca1, grca2, leaf] = [read('grca1', skip), read('grca2', skip), read('moica2', skip)]
    expect(grca1.subject.matches(grca2.subject)).toBe(true)
    const { path: found, policies } = path({ leaf, anchors: [grca1, grca2] })
    expect(found).toEqual([leaf, grca2])
    expect(policies).toEqual([gpkiOids.policyLevel3])
    expect(leaf.extensions.authorityKeyIdentifier).toBe(keyIdentifier(grca2))
  })

  it('does not lead to GRCA, generation 1, alone', ({ skip }) => {
    const request = { leaf: read('moica2', skip), anchors: [read('grca1', skip)] }
    expect(reasonOf(() => path(request))).toBe('bad-signature')
  })

  it('is held to its dates, to the second', ({ skip }) => {
    const request = { leaf: read('moica2', skip), anchors: [read('grca2', skip)] }
    const at = (time: string) => reasonOf(() => path({ ...request, time: new Date(time) }))
    expect(at('2014-01-02T06:31:03Z')).toBe('not-yet-valid')
    expect(at('2014-01-02T06:31:04Z')).toBe('accepted')
    expect(at('2034-01-02T06:31:04Z')).toBe('accepted')
    expect(at('2034-01-02T06:31:05Z')).toBe('expired')
  })

  it('says where GRCA tells what it revoked, as the pin of GRCA does', ({ skip }) => {
    const [point] = read('moica2', skip).extensions.cRLDistributionPoints ?? []
    const pin = knownPins.find(({ authority, generation }) => authority.en === 'GRCA' && generation === 2)
    expect(JSON.stringify(point?.name)).toContain(pin?.crlUrls[0])
  })
})

describe.each([
  // What the mobile version of the card has, and a citizen's.
  ['testUser1', '2.16.886.1.100.3.1.9'],
  ['testUser2', '2.16.886.1.100.3.1.1'],
] as const)('a certificate of MOICA’s test authority (%s)', (name, subjectType) => {
  const moica: LeafProfile = certificateProfiles.moica

  it('is nobody’s in production: its issuer bears another name, and no shipped pin is it', ({ skip }) => {
    const leaf = read(name, skip)
    expect(nameText(leaf.issuer)).toBe('C=TW, O=行政院, OU=(測試用) 內政部憑證管理中心')
    const anchors = [read('moica2', skip), read('grca2', skip)]
    expect(reasonOf(() => path({ leaf, anchors, intermediates: [] }))).toBe('no-anchor')
    expect(knownPins.some(({ subject }) => readsAs(leaf.issuer, subject))).toBe(false)
  })

  it('stands in its dates and path checks', ({ skip }) => {
    const leaf = read(name, skip)
    const issuer = read('moica2', skip)
    expect(reasonOf(() => checkPath([leaf, issuer], Date.parse('2024-08-01T00:00:00Z')))).toBe('accepted')
    expect(reasonOf(() => checkPath([leaf, issuer], Date.parse('2025-08-01T00:00:00Z')))).toBe('expired')
  })

  it('is the card’s encryption certificate, which never signs in; apart from that it has the profile', ({ skip }) => {
    const leaf = read(name, skip)
    const issuer = read('moica2', skip)
    expect([...(leaf.extensions.keyUsage ?? [])]).toEqual(['keyEncipherment', 'dataEncipherment'])
    expect(reasonOf(() => checkLeafProfile([leaf, issuer], moica))).toBe('encryption-certificate')
    const { keyUsage: _, foreignKeyUsage: __, ...others } = moica
    expect(reasonOf(() => checkLeafProfile([leaf, issuer], others))).toBe('accepted')
    expect(subjectTypesOf(leaf)).toEqual([subjectType])
    expect(leaf.extensions.certificatePolicies?.map(({ policy }) => policy)).toEqual([gpkiOids.policyLevel3])
    expect(identify(leaf, issuer, certificateProfiles.moica.identity)).toEqual({
      holder: 'person',
      caKeyId: keyIdentifier(issuer),
      subjectIdentifier: expect.stringMatching(/^\d{16}$/) as string,
    })
  })

  it('names a partition and the complete list, and a responder', ({ skip }) => {
    const { cRLDistributionPoints, ocspResponders } = read(name, skip).extensions
    const names = JSON.stringify(cRLDistributionPoints?.map((point) => point.name))
    expect(names).toMatch(/MOICA-G3-\d+-\d+\.crl.*MOICA-G3-complete\.crl/)
    expect(ocspResponders).toEqual(['http://moica.nat.gov.tw/OCSP/ocsp'])
  })
})
