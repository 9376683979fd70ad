import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError, context, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import {
  crlDer,
  crlNumber,
  ext,
  extension,
  issuingPoint,
  makeAuthority,
  makeCrl,
  makeKeys,
  makeLeaf,
} from './make-certificate.ts'

const root = makeAuthority('Root')
const hca = makeAuthority('HCA', { by: root })
const partition = 'http://pki.localhost/hca/1.crl'
const leaf = makeLeaf(hca, { extensions: [ext.keyUsage('digitalSignature'), ext.distributionPoint(partition)] })

const judge = (leafToJudge: Certificate, crls: PathRequest['crls'], more: Partial<PathRequest> = {}) => {
  try {
    validatePath({
      leaf: leafToJudge,
      intermediates: [],
      anchors: [hca.certificate],
      time: new Date('2026-01-15T00:00:00Z'),
      crls,
      verifySignature,
      ...more,
    })
    return 'good'
  } catch (error) {
    if (error instanceof PathRefusal) return error
    throw error
  }
}
const reason = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args)
  return verdict === 'good' ? 'good' : verdict.reason
}

describe('a revocation list', () => {
  it('that does not name the certificate makes it good', () => {
    expect(reason(leaf, [makeCrl({ by: hca })])).toBe('good')
  })

  it('that names it refuses it, with the day in Taiwan', () => {
    expect(judge(leaf, [makeCrl({ by: hca, revoked: [[leaf, 1]] })])).toMatchObject({
      code: 'ERR_CERT_REVOKED',
      step: 'revocation',
      details: { revokedAt: '2026-01-01' },
    })
  })

  it('without any, the status is unknown: never good', () => {
    expect(judge(leaf, [])).toMatchObject({
      reason: 'no-revocation-source',
      code: 'ERR_CERT_STATUS_UNKNOWN',
      step: 'revocation',
    })
  })

  it('a certificate on hold is refused like a revoked one', () => {
    expect(reason(leaf, [makeCrl({ by: hca, revoked: [[leaf, 6]] })])).toBe('revoked')
  })

  it('superseded means a newer card only where the card type says so', () => {
    const lists = [makeCrl({ by: hca, revoked: [[leaf, 4]] })]
    expect(reason(leaf, lists)).toBe('revoked')
    expect(judge(leaf, lists, { profile: { supersededIsReplacedCard: true } })).toMatchObject({
      code: 'ERR_CERT_SUPERSEDED',
    })
  })

  it('one "revoked" outweighs every "good"', () => {
    const good = makeCrl({ by: hca })
    const bad = makeCrl({ by: hca, revoked: [[leaf]] })
    expect([reason(leaf, [good, bad]), reason(leaf, [bad, good])]).toEqual(['revoked', 'revoked'])
  })

  it('finds the one serial among many, and does not take one number for another', () => {
    const others = Array.from({ length: 200 }, () => makeLeaf(hca))
    const list = makeCrl({
      by: hca,
      revoked: [...others.slice(0, 100), leaf, ...others.slice(100)].map((it) => [it, 0]),
    })
    expect(list.size).toBe(201)
    expect(others.every(({ serialNumber }) => list.find(serialNumber)?.reason === 'unspecified')).toBe(true)
    expect(list.find(leaf.serialNumber)).toBeDefined()
    expect(list.find(`00${leaf.serialNumber}`)).toBeUndefined()
    expect(list.find(leaf.serialNumber.slice(2))).toBeUndefined()
  })

  it('keeps serials with a high bit and of 20 octets apart', () => {
    const high = makeLeaf(hca, { serialNumber: new Uint8Array([0, 0xf6, 1]) })
    const negative = makeLeaf(hca, { serialNumber: new Uint8Array([0xf6, 1]) })
    const long = makeLeaf(hca, { serialNumber: new Uint8Array(20).fill(0x41) })
    const list = makeCrl({ by: hca, revoked: [[high], [long]] })
    expect([high, negative, long].map((it) => reason(it, [list]))).toEqual(['revoked', 'good', 'revoked'])
  })
})

describe('a revocation list must not be used', () => {
  it('signed by anybody else, even under the authority’s name', () => {
    expect(reason(leaf, [makeCrl({ by: hca, signer: makeKeys() })])).toBe('crl-bad-signature')
  })

  it('of another authority', () => {
    expect(reason(leaf, [makeCrl({ by: root })])).toBe('no-revocation-source')
  })

  it('when it is stale, but for five minutes between the clocks', () => {
    const list = makeCrl({ by: hca, nextUpdate: '2026-01-14T23:56:00Z' })
    expect(reason(leaf, [list])).toBe('good')
    expect(reason(leaf, [list], { time: new Date('2026-01-15T00:01:01Z') })).toBe('crl-stale')
  })

  it('of the future', () => {
    expect(reason(leaf, [makeCrl({ by: hca, thisUpdate: '2026-01-15T00:05:01Z' })])).toBe('crl-not-yet-valid')
  })

  it('that never ages', () => {
    expect(reason(leaf, [makeCrl({ by: hca, nextUpdate: null })])).toBe('crl-without-next-update')
  })

  it('by an authority that may not sign lists', () => {
    const noLists = makeAuthority('No lists', { extensions: [ext.authority(), ext.keyUsage('keyCertSign')] })
    expect(reason(makeLeaf(noLists), [makeCrl({ by: noLists })], { anchors: [noLists.certificate] })).toBe(
      'crl-signer-not-authorised',
    )
  })

  it.each([
    [
      'a partition that the certificate does not point to',
      issuingPoint('http://pki.localhost/hca/2.crl'),
      'crl-other-scope',
    ],
    ['for authorities only', issuingPoint(undefined, 2), 'crl-other-scope'],
    ['for attribute certificates only', issuingPoint(undefined, 5), 'crl-other-scope'],
    ['for some reasons only', issuingPoint(undefined, 3), 'crl-some-reasons'],
    ['a delta', extension('2.5.29.27', der(tags.integer, [1]), true), 'crl-delta'],
    ['with an unknown critical extension', ext.unknownCritical(), 'crl-critical-extension'],
  ] as const)('that is %s', (_, scope, expected) => {
    expect(reason(leaf, [makeCrl({ by: hca, extensions: [scope] })])).toBe(expected)
  })

  it('with an unknown critical extension at any entry, even of another certificate', () => {
    const list = makeCrl({ by: hca, revoked: [[makeLeaf(hca)]], entryExtensions: ext.unknownCritical() })
    expect(reason(leaf, [list])).toBe('crl-critical-extension')
  })
})

describe('a delta list that is out of date', () => {
  const indicator = extension('2.5.29.27', der(tags.integer, [4]), true)
  const delta = makeCrl({
    by: hca,
    revoked: [[leaf, 1]],
    nextUpdate: '2026-01-10T00:00:00Z',
    extensions: [crlNumber(5), indicator],
  })

  it('leaves what the complete list says of a revoked certificate as it is', () => {
    const complete = makeCrl({ by: hca, revoked: [[leaf, 1]], extensions: [crlNumber(4)] })
    expect(reason(leaf, [complete, delta])).toBe('revoked')
  })

  it('lets nothing that it names pass as good', () => {
    expect(reason(leaf, [makeCrl({ by: hca, extensions: [crlNumber(4)] }), delta])).toBe('crl-stale')
  })
})

describe('a partition', () => {
  it('that the certificate points to is enough', () => {
    expect(reason(leaf, [makeCrl({ by: hca, extensions: [issuingPoint(partition)] })])).toBe('good')
  })

  it('that the certificate points to for some reasons only is not', () => {
    const pointed = makeLeaf(hca, {
      extensions: [ext.keyUsage('digitalSignature'), ext.distributionPoint(partition, true)],
    })
    expect(reason(pointed, [makeCrl({ by: hca, extensions: [issuingPoint(partition)] })])).toBe('crl-some-reasons')
  })

  it('for holders is no word on authorities, and the reverse', () => {
    const forHolders = makeCrl({ by: hca, extensions: [issuingPoint(undefined, 1)] })
    expect(reason(leaf, [forHolders])).toBe('good')
    const rootLists = [makeCrl({ by: root, extensions: [issuingPoint(undefined, 1)] }), forHolders]
    const overRoot = { anchors: [root.certificate], intermediates: [hca.certificate] }
    expect(reason(leaf, rootLists, overRoot)).toBe('crl-other-scope')
  })
})

describe('authorities', () => {
  const overRoot = { anchors: [root.certificate], intermediates: [hca.certificate] }

  it('need a good status like holders', () => {
    expect(reason(leaf, [makeCrl({ by: hca })], overRoot)).toBe('no-revocation-source')
    expect(reason(leaf, [makeCrl({ by: hca }), makeCrl({ by: root })], overRoot)).toBe('good')
  })

  it('a revoked one makes its cards untrusted', () => {
    const lists = [makeCrl({ by: hca }), makeCrl({ by: root, revoked: [[hca.certificate, 2]] })]
    expect(judge(leaf, lists, overRoot)).toMatchObject({
      reason: 'issuer-revoked',
      code: 'ERR_CERT_UNTRUSTED',
      step: 'revocation',
    })
  })

  it('after a key rollover a list signed with the old key still counts, when the old key reaches the same anchor', () => {
    const rolled = makeAuthority('HCA', { by: hca })
    const own = makeLeaf(rolled)
    const lists = [makeCrl({ by: root }), makeCrl({ by: hca })]
    const both = { anchors: [root.certificate], intermediates: [rolled.certificate, hca.certificate] }
    expect(reason(own, lists, both)).toBe('good')
    const stranger = makeAuthority('HCA')
    const forged = makeCrl({ by: stranger })
    const tricked = { ...both, intermediates: [...both.intermediates, stranger.certificate] }
    expect(reason(own, [makeCrl({ by: root }), forged], tricked)).toBe('crl-signer-not-valid')
  })

  it('that are anchors side by side do not speak for each other, although they share a name', () => {
    const next = makeAuthority('HCA')
    const anchors = [hca.certificate, next.certificate]
    expect(reason(leaf, [makeCrl({ by: next })], { anchors })).toBe('crl-signer-not-valid')
    expect(reason(leaf, [makeCrl({ by: next }), makeCrl({ by: hca })], { anchors })).toBe('good')
  })
})

describe('a key that vouches for itself', () => {
  it('does not count: a list signed with the new key alone says nothing of the new key’s own certificate', () => {
    const rolled = makeAuthority('HCA', { by: hca })
    const lists = [makeCrl({ by: root }), makeCrl({ by: rolled })]
    const both = { anchors: [root.certificate], intermediates: [rolled.certificate, hca.certificate] }
    expect(reason(makeLeaf(rolled), lists, both)).toBe('crl-signer-not-valid')
  })
})

describe('reading a list', () => {
  const list = crlDer({ by: hca, revoked: [[leaf, 1], [makeLeaf(hca)]] })

  it('refuses it cut at any place', () => {
    for (let length = 0; length < list.length; length++) {
      expect(() => parseCrl(list.subarray(0, length))).toThrow(DerError)
    }
  })

  it('refuses an entry whose serial is not minimal: it would never be found', () => {
    const odd = { ...leaf, serialNumber: `00${leaf.serialNumber}` }
    expect(() => makeCrl({ by: hca, revoked: [[odd]] })).toThrow(DerError)
  })

  it('refuses a key identifier with something behind it, as in a certificate', () => {
    const odd = extension('2.5.29.35', der(tags.sequence, der(context(0), [1]), der(tags.null)))
    expect(() => makeCrl({ by: hca, extensions: [odd] })).toThrow(DerError)
    expect(() => makeLeaf(hca, { extensions: [odd] })).toThrow(DerError)
  })

  it('refuses a scope that says nothing', () => {
    expect(() => makeCrl({ by: hca, extensions: [issuingPoint(undefined)] })).toThrow(DerError)
  })

  it('takes an entry of 128 octets and more', () => {
    const long = makeCrl({ by: hca, revoked: [[leaf]], entryExtensions: extension('1.2.3', new Uint8Array(300)) })
    expect(long.find(leaf.serialNumber)).toMatchObject({ reason: 'unspecified' })
  })
})
