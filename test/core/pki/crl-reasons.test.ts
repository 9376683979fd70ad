import { describe, expect, it } from 'vitest'
import type { CertificateList } from '../../../core/pki/crl.ts'
import { judge, verdict } from './judge.ts'
import { type ListOptions, ext, makeAuthority, makeCrl, makeLeaf } from './make-certificate.ts'
import { type PointOptions, type ScopeOptions, distributionPoints, everyReason, scope } from './make-list-parts.ts'

const hca = makeAuthority('HCA')
const [first, second] = ['http://pki.localhost/1.crl', 'http://pki.localhost/2.crl']
const someReasons = [1, 2]
const otherReasons = everyReason.filter((bit) => !someReasons.includes(bit))

const pointing = (...points: PointOptions[]) =>
  makeLeaf(hca, { extensions: [ext.keyUsage('digitalSignature'), distributionPoints(...points)] })
const list = (of: ScopeOptions, options: Partial<ListOptions> = {}) =>
  makeCrl({ by: hca, extensions: [scope(of)], ...options })
const by = (leaf: ReturnType<typeof makeLeaf>, ...crls: CertificateList[]) =>
  verdict(leaf, { anchors: [hca.certificate], crls })

describe('lists for some reasons only', () => {
  const leaf = makeLeaf(hca)
  const some = list({ onlySomeReasons: someReasons })
  const others = list({ onlySomeReasons: otherReasons })

  it('are put together: a certificate is good when every reason is covered, and only then', () => {
    expect([by(leaf, some), by(leaf, others), by(leaf, some, others), by(leaf, others, some)]).toEqual([
      'crl-some-reasons',
      'crl-some-reasons',
      'good',
      'good',
    ])
  })

  it('one that is stale covers nothing', () => {
    const stale = list({ onlySomeReasons: otherReasons }, { nextUpdate: '2026-01-14T00:00:00Z' })
    expect(by(leaf, some, stale)).toBe('crl-stale')
  })

  it('each may revoke, for whatever reason it says', () => {
    const unspecified = list({ onlySomeReasons: someReasons }, { revoked: [[leaf]] })
    expect([by(leaf, unspecified), by(leaf, others, unspecified), by(leaf, unspecified, others)]).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ])
  })

  it('a reason that is covered twice makes up for none that is not', () => {
    const withoutHold = everyReason.filter((bit) => bit !== 6)
    expect(by(leaf, list({ onlySomeReasons: withoutHold }), list({ onlySomeReasons: [1, 2, 3] }))).toBe(
      'crl-some-reasons',
    )
    expect(by(leaf, list({ onlySomeReasons: withoutHold }), list({ onlySomeReasons: [1, 6] }))).toBe('good')
  })

  it('beside a complete list they are not needed, but still count', () => {
    const revoking = list({ onlySomeReasons: someReasons }, { revoked: [[leaf, 1]] })
    expect([by(leaf, some, makeCrl({ by: hca })), by(leaf, makeCrl({ by: hca }), revoking)]).toEqual([
      'good',
      'revoked',
    ])
  })

  it('the unused bit, and bits without a meaning, cover nothing', () => {
    expect(by(leaf, list({ onlySomeReasons: [0, ...everyReason.slice(1), 9] }))).toBe('crl-some-reasons')
    expect(by(leaf, list({ onlySomeReasons: [] }))).toBe('crl-some-reasons')
  })

  it('the word holds as long as the first of those that are needed', () => {
    const crls = [
      list({ onlySomeReasons: someReasons }, { nextUpdate: '2026-01-25T00:00:00Z' }),
      list({ onlySomeReasons: otherReasons }, { nextUpdate: '2026-01-20T00:00:00Z' }),
      list({ onlySomeReasons: otherReasons }, { nextUpdate: '2026-01-16T00:00:00Z' }),
    ]
    expect(judge(leaf, { anchors: [hca.certificate], crls })).toMatchObject({
      statusUntil: Date.parse('2026-01-20T00:00:00Z'),
    })
  })
})

describe('distribution points for some reasons only', () => {
  it('give a list there no more than those, though it covers all', () => {
    const leaf = pointing({ name: first, reasons: someReasons }, { name: second, reasons: otherReasons })
    expect([by(leaf, list({ name: first })), by(leaf, list({ name: first }), list({ name: second }))]).toEqual([
      'crl-some-reasons',
      'good',
    ])
  })

  it('and lists for some reasons only cover what both name', () => {
    const leaf = pointing({ name: first, reasons: [1, 2, 3] }, { name: second })
    const withoutFirst = everyReason.filter((bit) => bit !== 3)
    const there = (bits: readonly number[]) => list({ name: second, onlySomeReasons: bits })
    expect(by(leaf, list({ name: first, onlySomeReasons: [3, 4] }), there(withoutFirst))).toBe('good')
    expect(by(leaf, list({ name: first, onlySomeReasons: [2, 4] }), there(withoutFirst))).toBe('crl-some-reasons')
  })

  it('do not bind the authority’s own complete list', () => {
    expect(by(pointing({ name: first, reasons: someReasons }), makeCrl({ by: hca }))).toBe('good')
  })

  it('of the same name in two points are both given', () => {
    const leaf = pointing({ name: first, reasons: someReasons }, { name: first, reasons: otherReasons })
    expect(by(leaf, list({ name: first }))).toBe('good')
  })
})

describe('the name of a partition', () => {
  it('relative to the issuer is the same as the whole name', () => {
    const relative = { relative: ['CN', 'CRL1'] as const }
    const whole = [...hca.subject, ['CN', 'crl1']] as const
    const cases: [PointOptions['name'] & object, ScopeOptions['name'] & object][] = [
      [relative, whole],
      [whole, relative],
      [relative, relative],
    ]
    expect(cases.map(([at, of]) => by(pointing({ name: at }), list({ name: of })))).toEqual(['good', 'good', 'good'])
    const other = { relative: ['CN', 'CRL2'] as const }
    expect(by(pointing({ name: relative }), list({ name: other }))).toBe('crl-other-scope')
  })

  it('and its kind of certificate must both fit', () => {
    const leaf = pointing({ name: first })
    const partition = (of: ScopeOptions) => by(leaf, list({ name: first, ...of }))
    expect(partition({ onlyContainsUserCerts: true })).toBe('good')
    expect(partition({ onlyContainsCACerts: true })).toBe('crl-other-scope')
    expect(by(leaf, list({ name: second, onlyContainsUserCerts: true }))).toBe('crl-other-scope')
  })

  it('of a partition for holders says nothing of an authority below', () => {
    const root = makeAuthority('Root')
    const below = makeAuthority('Below', { by: root })
    const given = { anchors: [root.certificate], intermediates: [below.certificate] }
    const forHolders = makeCrl({ by: root, extensions: [scope({ onlyContainsUserCerts: true })] })
    const forAuthorities = makeCrl({ by: root, extensions: [scope({ onlyContainsCACerts: true })] })
    const own = makeCrl({ by: below })
    expect(verdict(makeLeaf(below), { ...given, crls: [forHolders, own] })).toBe('crl-other-scope')
    expect(verdict(makeLeaf(below), { ...given, crls: [forAuthorities, own] })).toBe('good')
  })
})
