import { describe, expect, it } from 'vitest'
import type { CertificateList } from '../../../core/pki/crl.ts'
import { compareCrlNumbers } from '../../../core/pki/crl-number.ts'
import { judge, today, verdict } from './judge.ts'
import { type ListOptions, crlNumber, ext, makeAuthority, makeCrl, makeKeys, makeLeaf } from './make-certificate.ts'
import {
  type ScopeOptions,
  deltaOf,
  distributionPoints,
  freshestCrl,
  keyIdentifierOf,
  scope,
} from './make-list-parts.ts'

const hca = makeAuthority('HCA')
const leaf = makeLeaf(hca)
const reason = { keyCompromise: 1, hold: 6, removeFromCRL: 8 } as const

type Options = Partial<ListOptions>
const complete = (number: number, options: Options = {}) =>
  makeCrl({ by: hca, ...options, extensions: [crlNumber(number), ...(options.extensions ?? [])] })
/** A delta from `base` to `number`. */
const delta = (base: number, number: number, options: Options = {}) =>
  makeCrl({ by: hca, ...options, extensions: [crlNumber(number), deltaOf(base), ...(options.extensions ?? [])] })

const held: Options = { revoked: [[leaf, reason.hold]] }
const released: Options = { revoked: [[leaf, reason.removeFromCRL]] }
const revoked: Options = { revoked: [[leaf, reason.keyCompromise]] }
const stale: Options = { nextUpdate: '2026-01-14T00:00:00Z' }

const by = (...crls: CertificateList[]) => verdict(leaf, { anchors: [hca.certificate], crls })

describe('a delta list', () => {
  it('that names a certificate outweighs the complete list that does not', () => {
    expect([by(complete(5), delta(5, 6, revoked)), by(delta(3, 6, held), complete(5))]).toEqual(['revoked', 'revoked'])
  })

  it('that takes a certificate off the list outweighs the complete list that has it on hold', () => {
    expect([by(complete(5, held)), by(complete(5, held), delta(5, 6, released))]).toEqual(['revoked', 'good'])
  })

  it('that does not name a certificate leaves it as the complete list has it', () => {
    expect([by(complete(5), delta(5, 6)), by(complete(5, revoked), delta(5, 6))]).toEqual(['good', 'revoked'])
  })

  it('that is newer outweighs an older one, in whatever order they come', () => {
    const on = delta(5, 6, held)
    const off = delta(5, 7, released)
    expect([by(complete(5), on, off), by(off, on, complete(5))]).toEqual(['good', 'good'])
    expect(by(complete(5), delta(5, 7, held), delta(5, 6, released))).toBe('revoked')
  })

  it('is no list by itself', () => {
    expect([by(delta(5, 6)), by(delta(5, 6, released))]).toEqual(['crl-delta', 'crl-delta'])
  })

  it('does not change what an equally new or newer complete list says', () => {
    expect(by(complete(6), delta(5, 6, held))).toBe('good')
    expect(by(complete(7, held), delta(5, 6, released))).toBe('revoked')
  })

  it('is found by its number as a number: 0x80 is written with a zero before it', () => {
    const numbers = ['7f', '0080', '00ff', '0100', '7fffffffffffffffff', '008000000000000000000000']
    expect(numbers.toReversed().sort(compareCrlNumbers)).toEqual(numbers)
    expect([compareCrlNumbers('05', '05'), compareCrlNumbers('', '00')]).toEqual([0, 0])
  })

  it('needs a complete list with a number', () => {
    expect(by(makeCrl({ by: hca }), delta(5, 6, revoked))).toBe('good')
  })
})

describe('a delta list must not be used', () => {
  it('to take a certificate off a complete list older than its base: what happened between them nobody tells', () => {
    expect(by(complete(5, held), delta(6, 7, released))).toBe('revoked')
    expect(by(complete(5, { ...held, ...stale }), delta(6, 7, released))).toBe('crl-stale')
    expect(by(complete(5, stale), delta(6, 7))).toBe('crl-stale')
  })

  it('but one that is ahead of the complete list and names the certificate is still the authority’s word', () => {
    expect(by(complete(5), delta(6, 7, revoked))).toBe('revoked')
  })

  it.each<[string, ScopeOptions | undefined, ScopeOptions | undefined]>([
    ['a partition', { onlyContainsUserCerts: true }, undefined],
    ['everything', undefined, { onlyContainsUserCerts: true }],
    ['another partition', { name: 'http://a.localhost' }, { name: 'http://b.localhost' }],
    ['fewer reasons', { onlySomeReasons: [1, 6] }, { onlySomeReasons: [6] }],
  ])('with a complete list that is for something else: it is for %s', (_, ofDelta, ofComplete) => {
    const extensions = (of: ScopeOptions | undefined) => (of ? [scope(of)] : [])
    const pointing = makeLeaf(hca, {
      extensions: [distributionPoints({ name: 'http://a.localhost' }, { name: 'http://b.localhost' })],
    })
    const lists = [
      complete(5, { extensions: extensions(ofComplete), revoked: [[pointing, reason.hold]] }),
      delta(5, 6, { extensions: extensions(ofDelta), revoked: [[pointing, reason.removeFromCRL]] }),
    ]
    expect(verdict(pointing, { anchors: [hca.certificate], crls: lists })).toBe('revoked')
    const same = [
      complete(5, { extensions: extensions(ofComplete), revoked: [[pointing, reason.hold]] }),
      delta(5, 6, { extensions: extensions(ofComplete), revoked: [[pointing, reason.removeFromCRL]] }),
    ]
    expect(verdict(pointing, { anchors: [hca.certificate], crls: same })).not.toBe('revoked')
  })

  it('signed by another key than the complete list', () => {
    expect(by(complete(5, held), delta(5, 6, { ...released, signer: makeKeys() }))).toBe('revoked')
  })

  it('signed by another key of the same authority, which the complete list was not signed with', () => {
    const root = makeAuthority('Root')
    const old = makeAuthority('CA', { by: root })
    const renewed = makeAuthority('CA', { by: root })
    const own = makeLeaf(old)
    const given = { anchors: [root.certificate], intermediates: [old.certificate, renewed.certificate] }
    const lists = (by: typeof old) => [
      makeCrl({ by: root }),
      makeCrl({ by: old, revoked: [[own, reason.hold]], extensions: [crlNumber(5)] }),
      makeCrl({ by, revoked: [[own, reason.removeFromCRL]], extensions: [crlNumber(6), deltaOf(5)] }),
    ]
    expect(verdict(own, { ...given, crls: lists(renewed) })).toBe('revoked')
    expect(verdict(own, { ...given, crls: lists(old) })).toBe('good')
  })

  it('of another name, though the key is the same', () => {
    const other = makeAuthority('Other', { keys: hca.keys })
    expect(by(complete(5, held), delta(5, 6, { ...released, by: other }))).toBe('revoked')
    expect(by(complete(5, stale), delta(5, 6, { by: other }))).toBe('crl-stale')
  })

  it('with another authority key identifier than the complete list', () => {
    const key = (octet: number) => [keyIdentifierOf([octet])]
    const lists = (octet: number) => [
      complete(5, { ...held, extensions: key(1) }),
      delta(5, 6, { ...released, extensions: key(octet) }),
    ]
    expect([by(...lists(2)), by(...lists(1))]).toEqual(['revoked', 'good'])
  })

  it('with an unknown critical extension, without nextUpdate, or of the future', () => {
    const odd: Options[] = [
      { extensions: [ext.unknownCritical()] },
      { nextUpdate: null },
      { thisUpdate: '2026-01-16T00:00:00Z' },
    ]
    expect(odd.map((options) => by(complete(5, held), delta(5, 6, { ...released, ...options })))).toEqual(
      odd.map(() => 'revoked'),
    )
  })

  it('that another list’s address is configured for', () => {
    const off = delta(5, 6, released)
    const isListOf = (list: CertificateList) => list !== off
    expect(verdict(leaf, { anchors: [hca.certificate], crls: [complete(5, held), off], isListOf })).toBe('revoked')
  })
})

describe('the age of a delta list', () => {
  it('is the age of the word: a fresh one makes a stale complete list usable', () => {
    expect(by(complete(5, stale))).toBe('crl-stale')
    expect(by(complete(5, stale), delta(5, 6))).toBe('good')
    expect(by(complete(5, { ...stale, ...revoked }), delta(5, 6))).toBe('revoked')
    for (const [before, news] of [
      [{}, {}],
      [held, released],
    ]) {
      const crls = [complete(5, before), delta(5, 6, { ...news, nextUpdate: '2026-01-16T00:00:00Z' })]
      expect(judge(leaf, { anchors: [hca.certificate], crls })).toMatchObject({
        statusUntil: Date.parse('2026-01-16T00:00:00Z'),
      })
    }
  })

  it('stale, it takes nothing off a list, and a complete list that is fresh holds alone', () => {
    expect(by(complete(5, held), delta(5, 6, { ...released, ...stale }))).toBe('revoked')
    expect(by(complete(5), delta(5, 6, stale))).toBe('good')
  })

  it('stale, it still puts in doubt that a certificate which it named is good', () => {
    expect(by(complete(5), delta(5, 6, { ...held, ...stale }))).toBe('crl-stale')
    expect(by(complete(5, stale), delta(5, 6, stale))).toBe('crl-stale')
  })

  it('has the same five minutes between clocks', () => {
    const lists = [complete(5, stale), delta(5, 6, { nextUpdate: '2026-01-14T23:56:00Z' })]
    const at = (time: Date) => verdict(leaf, { anchors: [hca.certificate], crls: lists, time })
    expect([at(today), at(new Date('2026-01-15T00:01:01Z'))]).toEqual(['good', 'crl-stale'])
  })
})

describe('removeFromCRL in a complete list', () => {
  it('is no word that anybody could act on (RFC 5280 §5.3.1 has it in delta lists alone)', () => {
    expect(by(complete(5, released))).toBe('crl-contradiction')
  })

  it('does not undo the entry that revokes', () => {
    const both: Options = {
      revoked: [
        [leaf, reason.removeFromCRL],
        [leaf, reason.keyCompromise],
      ],
    }
    expect([by(complete(5, both)), by(complete(5), delta(5, 6, both))]).toEqual(['revoked', 'revoked'])
  })
})

describe('freshestCRL', () => {
  it('tells where delta lists are, in lists and in certificates, and is no unknown extension', () => {
    const here = freshestCrl({ name: 'http://pki.localhost/delta.crl' })
    const name = { fullName: [{ form: 'uri', text: 'http://pki.localhost/delta.crl' }] }
    const list = complete(5, { extensions: [here] })
    const own = makeLeaf(hca, { extensions: [ext.keyUsage('digitalSignature'), here] })
    expect([list.freshestCRL, own.extensions.freshestCRL]).toMatchObject([[{ name }], [{ name }]])
    expect(verdict(own, { anchors: [hca.certificate], crls: [list] })).toBe('good')
  })
})
