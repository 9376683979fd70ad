import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { judge, requestFor, verdict } from './judge.ts'
import {
  type Bytes,
  type ListOptions,
  type TestAuthority,
  crlDer,
  crlNumber,
  ext,
  makeAuthority,
  makeCrl,
  makeKeys,
  makeLeaf,
  name,
} from './make-certificate.ts'
import {
  type PointOptions,
  type ScopeOptions,
  certificateIssuer,
  deltaOf,
  distributionPoints,
  scope,
} from './make-list-parts.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError } from '../../../core/pki/der.ts'
import { validatePath } from '../../../core/pki/validate-path.ts'

const root = makeAuthority('Root')
const hca = makeAuthority('HCA', { by: root })
const sibling = makeAuthority('Sibling', { by: root })
const signsLists = [ext.keyUsage('cRLSign')]
/** Signs lists for others and nothing else. */
const signer = makeAuthority('Signer', { by: root, extensions: signsLists })

const address = 'http://pki.localhost/indirect.crl'
const pointing = (options: PointOptions, serialNumber?: Uint8Array, by: TestAuthority = hca) =>
  makeLeaf(by, {
    extensions: [ext.keyUsage('digitalSignature'), distributionPoints(options)],
    ...(serialNumber && { serialNumber }),
  })
const serial = new Uint8Array([0x21, 0x43, 0x65])
const leaf = pointing({ name: address, crlIssuer: signer.subject }, serial)
const twin = pointing({ name: address, crlIssuer: signer.subject }, serial, sibling)

const indirect = (options: Partial<ListOptions> = {}, of: ScopeOptions = {}, ...more: Bytes[]) =>
  makeCrl({ by: signer, extensions: [scope({ name: address, indirectCRL: true, ...of }), ...more], ...options })

const rootList = makeCrl({ by: root })
const given = {
  anchors: [root.certificate],
  intermediates: [hca.certificate, sibling.certificate, signer.certificate],
}
const by = (of: Certificate, ...crls: ReturnType<typeof makeCrl>[]) =>
  verdict(of, { ...given, crls: [rootList, ...crls] })
const from = (authority: TestAuthority) => [certificateIssuer(authority.subject)]

describe('an indirect list', () => {
  it('speaks for the authority whose certificate names its signer', () => {
    expect([by(leaf), by(leaf, indirect())]).toEqual(['no-revocation-source', 'good'])
    expect(by(leaf, indirect({ revoked: [[leaf, 1, from(hca)]] }))).toBe('revoked')
  })

  it('counts an entry of another authority with the same serial number for that one alone', () => {
    const list = indirect({ revoked: [[leaf, 1, from(sibling)]] })
    expect([by(leaf, list), by(twin, list)]).toEqual(['good', 'revoked'])
  })

  it('has both, where two authorities have the same serial number', () => {
    const list = indirect({
      revoked: [
        [twin, 6, from(sibling)],
        [leaf, 1, from(hca)],
      ],
    })
    expect([
      list.find('214365', hca.certificate.subject),
      list.find('214365', sibling.certificate.subject),
    ]).toMatchObject([{ reason: 'keyCompromise' }, { reason: 'certificateHold' }])
    expect(list.find('214365')).toBeUndefined()
  })

  it('goes on with an authority from entry to entry until the next is named', () => {
    const others = Array.from({ length: 3 }, () => makeLeaf(hca))
    const list = indirect({
      revoked: [
        [others[0] ?? leaf, 1, from(sibling)],
        [twin, 1],
        [others[1] ?? leaf, 1, from(hca)],
        [others[2] ?? leaf],
      ],
    })
    expect([by(leaf, list), by(twin, list)]).toEqual(['good', 'revoked'])
    const later = indirect({
      revoked: [[others[0] ?? leaf, 1, from(sibling)], [twin, 1], [others[1] ?? leaf, 1, from(hca)], [leaf]],
    })
    expect([by(leaf, later), by(twin, later)]).toEqual(['revoked', 'revoked'])
  })

  it('may name an authority in every entry', () => {
    const [one, two] = [makeLeaf(sibling), makeLeaf(hca)]
    const list = indirect({
      revoked: [
        [one, 1, from(sibling)],
        [twin, 1, from(sibling)],
        [two, 1, from(hca)],
        [leaf, 6, from(hca)],
      ],
    })
    expect([by(leaf, list), by(twin, list)]).toEqual(['revoked', 'revoked'])
    expect(by(pointing({ name: address, crlIssuer: signer.subject }), list)).toBe('good')
  })

  it('begins with its own signer’s certificates, where the first entry names nobody', () => {
    const list = indirect({ revoked: [[leaf, 1]] })
    expect([by(leaf, list), list.find('214365')]).toMatchObject(['good', { reason: 'keyCompromise' }])
    const own = pointing({ name: address }, serial, hca)
    const ownList = makeCrl({ by: hca, revoked: [[own, 1]], extensions: [scope({ name: address, indirectCRL: true })] })
    expect(by(own, ownList)).toBe('revoked')
  })

  it('finds names that are equal but not in their bytes', () => {
    const spaced = [
      ['C', 'tw', 'printable'],
      ['CN', ' hca '],
    ] as const
    expect(name(spaced)).not.toEqual(name(hca.subject))
    expect(by(leaf, indirect({ revoked: [[leaf, 1, [certificateIssuer(spaced)]]] }))).toBe('revoked')
  })

  it('may name an authority in several ways', () => {
    const list = indirect({
      revoked: [[leaf, 1, [certificateIssuer('http://hca.localhost', sibling.subject, hca.subject)]]],
    })
    expect([by(leaf, list), by(twin, list)]).toEqual(['revoked', 'revoked'])
  })

  it('has delta lists like any other', () => {
    const held = indirect({ revoked: [[leaf, 6, from(hca)]] }, {}, crlNumber(5))
    const off = (authority: TestAuthority) =>
      indirect({ revoked: [[leaf, 8, from(authority)]] }, {}, crlNumber(6), deltaOf(5))
    expect([by(leaf, held, off(hca)), by(leaf, held, off(sibling))]).toEqual(['good', 'revoked'])
  })

  it('by the authority above needs no certificate beside the path', () => {
    const own = pointing({ name: address, crlIssuer: root.subject })
    const list = makeCrl({ by: root, extensions: [scope({ name: address, indirectCRL: true })] })
    expect(by(own, list)).toBe('good')
  })

  it('is found at a point that has its signer and no address', () => {
    const nameless = pointing({ crlIssuer: signer.subject })
    expect(by(nameless, indirect({}, { name: signer.subject }))).toBe('good')
    expect(by(nameless, makeCrl({ by: signer, extensions: [scope({ indirectCRL: true })] }))).toBe('good')
    expect(by(nameless, indirect())).toBe('crl-other-scope')
  })

  it('is found by a name relative to its signer’s, not to the issuer’s', () => {
    const relative = { relative: ['CN', 'CRL1'] as const }
    const own = pointing({ name: relative, crlIssuer: signer.subject })
    const at = (of: TestAuthority) => by(own, indirect({}, { name: [...of.subject, ['CN', 'CRL1']] }))
    expect([at(signer), at(hca), by(own, indirect({}, { name: relative }))]).toEqual([
      'good',
      'crl-other-scope',
      'good',
    ])
  })
})

describe('nobody speaks for another authority', () => {
  it('whom the certificate does not name', () => {
    const list = indirect({ revoked: [[leaf, 1, from(hca)]] })
    expect(by(pointing({ name: address }), list)).toBe('no-revocation-source')
    expect(by(makeLeaf(hca), list)).toBe('no-revocation-source')
    expect(by(pointing({ name: address, crlIssuer: sibling.subject }), list)).toBe('no-revocation-source')
  })

  it('with a list that does not say it is indirect', () => {
    const plain = makeCrl({ by: signer })
    const partition = makeCrl({ by: signer, extensions: [scope({ name: address })] })
    expect([by(leaf, plain), by(leaf, partition)]).toEqual(['crl-indirect', 'crl-indirect'])
  })

  it('with an entry of a list that does not say it is indirect', () => {
    const own = makeLeaf(hca)
    const list = makeCrl({ by: hca, revoked: [[twin, 1, from(sibling)]] })
    expect(by(own, list)).toBe('crl-critical-extension')
  })

  it('with a key that nobody vouches for, or that is not of the signer’s name', () => {
    expect(by(leaf, indirect({ signer: makeKeys() }))).toBe('crl-bad-signature')
    const stranger = makeAuthority('Signer', { extensions: signsLists })
    const forged = indirect({ signer: stranger.keys })
    const tricked = { ...given, intermediates: [...given.intermediates, stranger.certificate] }
    expect(verdict(leaf, { ...tricked, crls: [rootList, forged] })).toBe('crl-signer-not-valid')
  })

  it('with a certificate that reaches another anchor', () => {
    const elsewhere = makeAuthority('Elsewhere')
    const foreign = makeAuthority('Signer', { by: elsewhere, extensions: signsLists })
    const list = indirect({ signer: foreign.keys })
    const crls = [rootList, list, makeCrl({ by: elsewhere })]
    const anchors = [root.certificate, elsewhere.certificate]
    expect(verdict(leaf, { anchors, intermediates: [hca.certificate, foreign.certificate], crls })).toBe(
      'crl-signer-not-valid',
    )
  })

  it('with a certificate that is not for signing lists', () => {
    const signedBy = (extensions: Bytes[]) => {
      const other = makeAuthority('Signer', { by: root, extensions })
      const crls = [rootList, indirect({ signer: other.keys })]
      return verdict(leaf, { ...given, intermediates: [hca.certificate, other.certificate], crls })
    }
    expect(signedBy([ext.keyUsage('digitalSignature')])).toBe('crl-signer-not-authorised')
    expect(signedBy([ext.endEntity()])).toBe('crl-signer-not-authorised')
    expect(signedBy(signsLists)).toBe('good')
  })

  it.each<[string, Partial<Parameters<typeof makeAuthority>[1]>]>([
    ['has run out', { notAfter: '2026-01-14T00:00:00Z' }],
    ['is not valid yet', { notBefore: '2026-01-16T00:00:00Z' }],
    ['has an unknown critical extension', { extensions: [...signsLists, ext.unknownCritical()] }],
  ])('with a certificate that %s', (_, options) => {
    const other = makeAuthority('Signer', { by: root, extensions: signsLists, ...options })
    const crls = [rootList, indirect({ signer: other.keys })]
    expect(verdict(leaf, { ...given, intermediates: [hca.certificate, other.certificate], crls })).toBe(
      'crl-signer-not-valid',
    )
  })

  it('with a certificate that is revoked, or whose own status nobody knows', () => {
    const revoked = makeCrl({ by: root, revoked: [[signer.certificate, 1]] })
    expect(verdict(leaf, { ...given, crls: [revoked, indirect()] })).toBe('crl-signer-not-valid')
    const below = makeAuthority('Signer', { by: sibling, extensions: signsLists })
    const nested = { ...given, intermediates: [hca.certificate, sibling.certificate, below.certificate] }
    const list = indirect({ signer: below.keys })
    expect(verdict(leaf, { ...nested, crls: [rootList, list] })).toBe('crl-signer-not-valid')
    expect(verdict(leaf, { ...nested, crls: [rootList, list, makeCrl({ by: sibling })] })).toBe('good')
  })
})

describe('a signer that is to speak for itself', () => {
  const ownPoint = distributionPoints({ name: address, crlIssuer: signer.subject })
  const delegated = makeAuthority('Signer', { by: hca, extensions: [...signsLists, ownPoint] })
  const list = (options: Partial<ListOptions> = {}) => indirect({ signer: delegated.keys, ...options })
  const judged = (intermediate: TestAuthority, ...crls: ReturnType<typeof makeCrl>[]) =>
    verdict(leaf, { ...given, intermediates: [hca.certificate, intermediate.certificate], crls: [rootList, ...crls] })

  it('may, where the authority that made it says so in its certificate', () => {
    expect(judged(delegated, list())).toBe('good')
  })

  it('is believed when it revokes itself', () => {
    expect(judged(delegated, list({ revoked: [[delegated.certificate, 1, from(hca)]] }))).toBe('crl-signer-not-valid')
  })

  it('may not of its own accord', () => {
    const plain = makeAuthority('Signer', { by: hca, extensions: signsLists })
    expect(judged(plain, indirect({ signer: plain.keys }))).toBe('crl-signer-not-valid')
  })

  it('may not in a ring: each of two signers with a list for the other’s certificate', () => {
    const [one, two] = ['One', 'Two'].map(
      (cn) =>
        [
          ['C', 'TW'],
          ['CN', cn],
        ] as const,
    )
    if (!one || !two) throw new Error('two names')
    const pointingTo = (crlIssuer: typeof one) => distributionPoints({ name: address, crlIssuer })
    const first = makeAuthority('One', { by: hca, extensions: [...signsLists, pointingTo(two)] })
    const second = makeAuthority('Two', { by: hca, extensions: [...signsLists, pointingTo(one)] })
    const own = pointing({ name: address, crlIssuer: one })
    const ring = [first, second].map((authority) =>
      makeCrl({ by: authority, extensions: [scope({ name: address, indirectCRL: true })] }),
    )
    const intermediates = [hca.certificate, first.certificate, second.certificate]
    expect(verdict(own, { ...given, intermediates, crls: [rootList, ...ring] })).toBe('crl-signer-not-valid')
  })
})

describe('the cost of looking for signers', () => {
  it('is bound: many signers whose certificates need one another’s lists', () => {
    const subject = [
      ['C', 'TW'],
      ['CN', 'Signer'],
    ] as const
    const many = Array.from({ length: 24 }, () =>
      makeAuthority('Signer', {
        by: hca,
        subject,
        extensions: [...signsLists, distributionPoints({ name: address, crlIssuer: subject })],
      }),
    )
    // Each list is signed by the one and says that the one is revoked, so that none is ever good.
    const lists = many.map((one) => indirect({ signer: one.keys, revoked: [[one.certificate, 1, from(hca)]] }))
    let signatures = 0
    const refusal = judge(leaf, {
      ...given,
      intermediates: [hca.certificate, ...many.map(({ certificate }) => certificate)],
      crls: [rootList, ...lists],
      verifySignature: (...signed) => {
        signatures++
        return verifySignature(...signed)
      },
    })
    expect(refusal).toMatchObject({ step: expect.stringMatching(/path|revocation/) as string })
    expect(signatures).toBeLessThanOrEqual(defaultLimits.signatures)
  })

  it('counts against the paths: a signer’s own path is one of them', () => {
    const request = requestFor(leaf, { ...given, crls: [rootList, indirect()] })
    expect(() => validatePath({ ...request, limits: { paths: 3 } })).not.toThrow()
    expect(() => validatePath({ ...request, limits: { paths: 1 } })).toThrow('path-budget')
  })
})

describe('reading an indirect list', () => {
  const withIssuer = (...names: string[]) =>
    crlDer({
      by: signer,
      revoked: [[leaf, 1, [certificateIssuer(...names)]]],
      extensions: [scope({ indirectCRL: true })],
    })

  it('refuses an entry whose authority has no directory name: it would never be found', () => {
    expect(() => parseCrl(withIssuer('http://hca.localhost'))).toThrow(DerError)
    expect(() => parseCrl(withIssuer())).toThrow(DerError)
  })

  it('refuses one that speaks for more authorities than there are', () => {
    const many = Array.from(
      { length: 4097 },
      (_, index) => [leaf, 1, [certificateIssuer([['CN', `Authority ${index}`]])]] as const,
    )
    const list = (length: number) =>
      crlDer({ by: signer, revoked: many.slice(0, length), extensions: [scope({ indirectCRL: true })] })
    expect(parseCrl(list(4096)).find('214365', parseCrl(list(1)).issuer)).toBeUndefined()
    expect(() => parseCrl(list(4097))).toThrow('too many authorities')
  })
})
