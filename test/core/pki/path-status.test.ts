import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, recheckRevocation, validatePath } from '../../../core/pki/validate-path.ts'
import { judge, requestFor } from './judge.ts'
import { makeAuthority, makeCrl, makeLeaf } from './make-certificate.ts'

const root = makeAuthority('Root')
const hca = makeAuthority('HCA', { by: root })
const leaf = makeLeaf(hca)
const overRoot = { anchors: [root.certificate], intermediates: [hca.certificate] }
const [rootList, hcaList] = [makeCrl({ by: root }), makeCrl({ by: hca })]
const always = { acceptsUnknownStatus: () => true }

describe('a status that nobody knows is told', () => {
  const told = (given: Parameters<typeof requestFor>[1], of = leaf) => {
    const pairs: [Certificate, Certificate][] = []
    judge(of, { ...given, onStatusUnknown: (certificate, issuer) => pairs.push([certificate, issuer]) })
    return pairs
  }
  const ofLeaf = [leaf, hca.certificate]
  const ofHca = [hca.certificate, root.certificate]

  it('of every certificate of the path, with its issuer, and of those alone', () => {
    expect(told({ ...overRoot, crls: [] })).toEqual([ofHca, ofLeaf])
    expect(told({ ...overRoot, crls: [rootList] })).toEqual([ofLeaf])
    expect(told({ ...overRoot, crls: [hcaList] })).toEqual([ofHca])
    expect(told({ ...overRoot, crls: [rootList, hcaList] })).toEqual([])
  })

  it('when what is there cannot be used', () => {
    const stale = makeCrl({ by: hca, nextUpdate: '2026-01-14T00:00:00Z' })
    expect(told({ ...overRoot, crls: [rootList, stale] })).toEqual([ofLeaf])
  })

  it('not of one that is revoked, nor below a revoked authority', () => {
    expect(told({ ...overRoot, crls: [rootList, makeCrl({ by: hca, revoked: [[leaf, 1]] })] })).toEqual([])
    expect(told({ ...overRoot, crls: [makeCrl({ by: root, revoked: [[hca.certificate, 1]] })] })).toEqual([])
  })

  it('not where nobody asks for it', () => {
    expect(told({ ...overRoot, crls: [], checkRevocation: false })).toEqual([])
  })
})

describe('the word on a path', () => {
  it('holds until the first of its lists has run out', () => {
    const soon = '2026-01-16T00:00:00Z'
    const until = { statusUntil: Date.parse(soon) }
    expect(judge(leaf, { ...overRoot, crls: [rootList, makeCrl({ by: hca, nextUpdate: soon })] })).toMatchObject(until)
    expect(judge(leaf, { ...overRoot, crls: [makeCrl({ by: root, nextUpdate: soon }), hcaList] })).toMatchObject(until)
  })

  it('is no word where nobody asks', () => {
    const crls: PathRequest['crls'] = []
    expect(judge(leaf, { ...overRoot, crls, checkRevocation: false })).toMatchObject({
      statusKnown: false,
      statusUntil: Infinity,
    })
  })
})

describe('a list that nobody could look into to the end', () => {
  it('is not passed over: it might say "revoked"', () => {
    const rolled = makeAuthority('HCA', { by: hca })
    const given = { ...overRoot, intermediates: [hca.certificate, rolled.certificate] }
    const crls = [rootList, hcaList, makeCrl({ by: rolled, revoked: [[leaf, 1]] })]
    expect(judge(leaf, { ...given, crls })).toMatchObject({ reason: 'revoked' })
    for (const paths of [1, 2]) {
      expect(judge(leaf, { ...given, crls, limits: { paths } })).toMatchObject({ code: 'ERR_CERT_UNTRUSTED' })
    }
  })
})

describe('an exception for an unknown status', () => {
  const under = (given: Partial<PathRequest>) => judge(leaf, { ...overRoot, crls: [rootList], ...always, ...given })

  it('lets the leaf through, and says so', () => {
    expect(under({})).toMatchObject({ statusKnown: false, issuer: hca.certificate })
    expect(under({ acceptsUnknownStatus: () => false })).toMatchObject({ reason: 'no-revocation-source' })
    expect(under({ crls: [rootList, hcaList] })).toMatchObject({ statusKnown: true })
  })

  it('is asked for the leaf’s issuer, once, and only when it is needed', () => {
    const asked: Certificate[] = []
    const acceptsUnknownStatus = (issuer: Certificate) => asked.push(issuer) > 0
    under({ acceptsUnknownStatus, crls: [rootList, hcaList] })
    expect(asked).toEqual([])
    under({ acceptsUnknownStatus })
    expect(asked).toEqual([hca.certificate])
  })

  it('holds for this moment only', () => {
    expect(under({})).toMatchObject({ statusUntil: requestFor(leaf, { ...overRoot, crls: [] }).time.getTime() })
  })

  it('is none for an authority', () => {
    expect(under({ crls: [hcaList] })).toMatchObject({ reason: 'no-revocation-source' })
    expect(under({ crls: [] })).toMatchObject({ reason: 'no-revocation-source' })
  })

  it('is none for a revoked certificate, on whatever path that is known', () => {
    const revoked = makeCrl({ by: hca, revoked: [[leaf, 1]] })
    expect(under({ crls: [rootList, revoked] })).toMatchObject({ reason: 'revoked' })
    // The authority has two certificates for its one key, and the list counts for the second alone.
    const again = makeAuthority('HCA', { by: root, keys: hca.keys })
    const both = [hca.certificate, again.certificate]
    for (const intermediates of [both, both.toReversed()]) {
      const isListOf: PathRequest['isListOf'] = (list, issuer) => list !== revoked || issuer === again.certificate
      expect(under({ intermediates, crls: [rootList, revoked], isListOf })).toMatchObject({ reason: 'revoked' })
    }
  })

  it('is none under a revoked authority', () => {
    const crls = [makeCrl({ by: root, revoked: [[hca.certificate, 1]] })]
    expect(under({ crls })).toMatchObject({ reason: 'issuer-revoked' })
  })

  it('is none for a certificate that fails otherwise', () => {
    expect(under({ time: new Date('2031-01-15T00:00:00Z') })).toMatchObject({ code: 'ERR_CERT_EXPIRED' })
    expect(under({ policies: { initialPolicySet: ['1.2.3'], requireExplicitPolicy: true } })).toMatchObject({
      step: 'policy',
    })
  })

  it('is none when not every path could be looked at', () => {
    const again = makeAuthority('HCA', { by: root, keys: hca.keys })
    const intermediates = [hca.certificate, again.certificate]
    expect(under({ intermediates })).toMatchObject({ statusKnown: false })
    expect(under({ intermediates, limits: { paths: 1 } })).toMatchObject({ reason: 'no-revocation-source' })
  })

  it('holds although there is a chain beside the path that is too long to be looked at', () => {
    const old = makeAuthority('Old')
    const older = makeAuthority('Older', { by: old })
    const rollover = makeAuthority('Root', { by: older, keys: root.keys })
    const intermediates = [hca.certificate, rollover.certificate, older.certificate, old.certificate]
    expect(under({ intermediates, limits: { depth: 4 } })).toMatchObject({ statusKnown: false })
  })

  it('does not make a signer of lists good', () => {
    const above = makeAuthority('Above', { by: root })
    const beside = makeAuthority('HCA', { by: above })
    const list = makeCrl({ by: beside, revoked: [[makeLeaf(beside)]] })
    const given = { intermediates: [hca.certificate, beside.certificate, above.certificate] }
    const asked = { ...given, acceptsUnknownStatus: () => false }
    expect(under({ ...asked, crls: [rootList, makeCrl({ by: above }), list] })).toMatchObject({ statusKnown: true })
    expect(under({ ...asked, crls: [rootList, list] })).toMatchObject({ reason: 'crl-signer-not-valid' })
    expect(under({ ...given, crls: [rootList, list] })).toMatchObject({ statusKnown: false })
  })
})

describe('a path that was valid before', () => {
  const request = requestFor(leaf, { ...overRoot, crls: [rootList, hcaList] })
  const valid = validatePath(request)
  const again = (given: Partial<PathRequest>) => {
    try {
      return recheckRevocation(valid, { ...request, ...given })
    } catch (error) {
      if (error instanceof PathRefusal) return error.reason
      throw error
    }
  }

  it('is valid while its status is, with the new lists’ time', () => {
    const newer = makeCrl({ by: hca, nextUpdate: '2026-01-20T00:00:00Z' })
    expect(again({ crls: [rootList, newer] })).toEqual({ ...valid, statusUntil: Date.parse('2026-01-20T00:00:00Z') })
  })

  it('is refused when the leaf or an authority was revoked since, and when its status is no longer known', () => {
    expect(again({ crls: [rootList, makeCrl({ by: hca, revoked: [[leaf, 1]] })] })).toBe('revoked')
    expect(again({ crls: [makeCrl({ by: root, revoked: [[hca.certificate, 1]] }), hcaList] })).toBe('issuer-revoked')
    expect(again({ crls: [rootList] })).toBe('no-revocation-source')
    expect(again({ time: new Date('2026-02-02T00:00:00Z') })).toBe('crl-stale')
  })

  it('is refused when a certificate of it has run out since', () => {
    const fresh = [root, hca].map((by) => makeCrl({ by, nextUpdate: '2032-01-01T00:00:00Z' }))
    expect(again({ time: new Date('2030-12-31T23:59:59Z'), crls: fresh })).toMatchObject({ statusKnown: true })
    expect(again({ time: new Date('2031-01-01T00:00:00Z'), crls: fresh })).toBe('expired')
  })

  it('is valid over another path where it is not any more over this one', () => {
    const next = makeAuthority('HCA', { by: root, keys: hca.keys })
    const given = { intermediates: [hca.certificate, next.certificate], crls: [rootList, hcaList] }
    const crls = [makeCrl({ by: root, revoked: [[hca.certificate, 4]] }), hcaList]
    expect(again({ ...given, crls })).toMatchObject({ path: [leaf, next.certificate, root.certificate] })
  })

  it('tells of an unknown status, and takes an exception, like a new one', () => {
    const told: Certificate[] = []
    expect(again({ crls: [rootList], ...always, onStatusUnknown: (it) => told.push(it) })).toMatchObject({
      statusKnown: false,
    })
    expect(told).toEqual([leaf])
  })

  it('checks no signature again', () => {
    let checks = 0
    const verifySignature: PathRequest['verifySignature'] = (...signed) => {
      checks++
      return request.verifySignature(...signed)
    }
    const counting = { ...request, verifySignature }
    const kept = validatePath(counting)
    expect(checks).toBe(4)
    recheckRevocation(kept, counting)
    expect(checks).toBe(4)
  })
})
