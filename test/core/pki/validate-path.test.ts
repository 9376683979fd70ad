import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { PathRefusal, type RefusalReason } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import {
  ext,
  makeAuthority,
  makeCertificate,
  makeCrl,
  makeKeys,
  makeLeaf,
  type TestAuthority,
} from './make-certificate.ts'

const now = new Date('2026-01-15T00:00:00Z')
const clientAuth = '1.3.6.1.5.5.7.3.2'

type Request = Partial<PathRequest> & { readonly leaf: Certificate; readonly anchors: readonly Certificate[] }
const validate = (request: Request) =>
  validatePath({ intermediates: [], crls: [], time: now, verifySignature, checkRevocation: false, ...request })

function refusalOf(request: Request): PathRefusal {
  try {
    validate(request)
  } catch (error) {
    if (error instanceof PathRefusal) return error
    throw error
  }
  throw new Error('accepted')
}
const reasonOf = (request: Request): RefusalReason => refusalOf(request).reason

const certs = (...authorities: TestAuthority[]) => authorities.map(({ certificate }) => certificate)

describe('a path', () => {
  const root = makeAuthority('Root')
  const middle = makeAuthority('Middle', { by: root })
  const issuing = makeAuthority('Issuing', { by: middle })
  const leaf = makeLeaf(issuing)

  it('leads over intermediates in any order to the anchor', () => {
    const { path, issuer, anchor } = validate({ leaf, anchors: certs(root), intermediates: certs(issuing, middle) })
    expect(path).toEqual([leaf, ...certs(issuing, middle, root)])
    expect([issuer, anchor]).toEqual(certs(issuing, root))
  })

  it('may end at an issuing authority that is pinned itself', () => {
    expect(validate({ leaf, anchors: certs(issuing) }).path).toHaveLength(2)
  })

  it('needs an anchor: the chain that the sender knows is not enough', () => {
    expect(
      reasonOf({ leaf, anchors: certs(makeAuthority('Other')), intermediates: certs(root, middle, issuing) }),
    ).toBe('no-anchor')
  })

  it('is proved by signature, never by name: another authority of the same name is refused', () => {
    const impostor = makeAuthority('Issuing', { by: middle })
    expect(refusalOf({ leaf: makeLeaf(impostor), anchors: certs(issuing) })).toMatchObject({
      reason: 'bad-signature',
      step: 'path',
      code: 'ERR_CERT_UNTRUSTED',
    })
  })

  it('finds the right generation among authorities of one name', () => {
    const generations = [1, 2, 3].map(() => makeAuthority('Issuing', { by: middle }))
    const own = makeLeaf(generations[1] ?? issuing)
    expect(validate({ leaf: own, anchors: certs(...generations) }).anchor).toBe(generations[1]?.certificate)
  })

  it('goes back and tries another way when the first has expired', () => {
    const expired = makeAuthority('Issuing', { by: middle, keys: issuing.keys, notAfter: '2025-01-01T00:00:00Z' })
    const { path } = validate({ leaf, anchors: certs(root), intermediates: certs(expired, issuing, middle) })
    expect(path[1]).toBe(issuing.certificate)
  })

  it('cannot start at a holder’s certificate: a card issues nothing', () => {
    const holder = makeKeys()
    const card = makeLeaf(issuing, { keys: holder })
    const forged = makeLeaf({
      certificate: card,
      subject: [
        ['C', 'TW'],
        ['CN', '測試人'],
        ['SN', '0000000000000001', 'printable'],
      ],
      keys: holder,
    })
    expect(reasonOf({ leaf: forged, anchors: certs(issuing), intermediates: [card] })).toBe('issuer-not-authority')
  })

  it('needs keyCertSign from every authority that has a keyUsage', () => {
    const listsOnly = makeAuthority('Lists', { extensions: [ext.authority(), ext.keyUsage('cRLSign')] })
    expect(reasonOf({ leaf: makeLeaf(listsOnly), anchors: certs(listsOnly) })).toBe('issuer-key-usage')
  })

  it('an authority of version 1 is no authority', () => {
    const old = makeAuthority('Old', { extensions: [] })
    expect(reasonOf({ leaf: makeLeaf(old), anchors: certs(old) })).toBe('issuer-not-authority')
  })

  it('keeps to the path length, the anchor’s too', () => {
    const short = makeAuthority('Short', { pathLength: 0 })
    const below = makeAuthority('Below', { by: short })
    expect(reasonOf({ leaf: makeLeaf(below), anchors: certs(short), intermediates: certs(below) })).toBe('path-length')
    expect(validate({ leaf: makeLeaf(short), anchors: certs(short) }).path).toHaveLength(2)
  })

  it('a self-issued certificate takes no room in the path length', () => {
    const short = makeAuthority('Short', { pathLength: 0 })
    const rolled = makeAuthority('Short', { by: short, pathLength: 0 })
    expect(validate({ leaf: makeLeaf(rolled), anchors: certs(short), intermediates: certs(rolled) }).path).toHaveLength(
      3,
    )
  })

  it('the anchor itself is no holder', () => {
    expect(reasonOf({ leaf: root.certificate, anchors: certs(root) })).toBe('leaf-is-anchor')
  })

  it('an unknown critical extension is refused in the leaf and above', () => {
    const strange = makeLeaf(issuing, { extensions: [ext.unknownCritical()] })
    expect(reasonOf({ leaf: strange, anchors: certs(issuing) })).toBe('unknown-critical-extension')
    const authority = makeAuthority('Strange', { extensions: [ext.authority(), ext.unknownCritical()] })
    expect(reasonOf({ leaf: makeLeaf(authority), anchors: certs(authority) })).toBe('issuer-unknown-critical-extension')
  })

  it('a SHA-1 signature is refused as such', () => {
    const sha1 = makeCertificate({
      subject: issuing.subject,
      issuer: issuing.subject,
      signer: issuing.keys,
      // ecdsa-with-SHA1
      algorithm: der(tags.sequence, derOid('1.2.840.10045.4.1')),
    })
    expect(reasonOf({ leaf: sha1, anchors: certs(makeAuthority('Issuing', { keys: makeKeys() })) })).toBe(
      'signature-algorithm',
    )
  })

  it('names must stay within the authority’s constraints', () => {
    const constrained = makeAuthority('Constrained', {
      extensions: [
        ext.authority(),
        ext.permittedDirectory([
          ['C', 'TW'],
          ['O', '院所'],
        ]),
      ],
    })
    const subject = (o: string) =>
      [
        ['C', 'TW'],
        ['O', o],
        ['CN', 'x'],
      ] as const
    expect(
      validate({ leaf: makeLeaf(constrained, { subject: subject('院所') }), anchors: certs(constrained) }).path,
    ).toHaveLength(2)
    expect(reasonOf({ leaf: makeLeaf(constrained, { subject: subject('別處') }), anchors: certs(constrained) })).toBe(
      'name-constraints',
    )
  })

  it('an authority’s own rollover certificate is not bound by its constraints, the holders below are', () => {
    const constrained = makeAuthority('Constrained', {
      extensions: [
        ext.authority(),
        ext.permittedDirectory([
          ['C', 'TW'],
          ['O', '院所'],
        ]),
      ],
    })
    const rolled = makeAuthority('Constrained', { by: constrained })
    const request = (organization: string) => ({
      leaf: makeLeaf(rolled, {
        subject: [
          ['C', 'TW'],
          ['O', organization],
        ],
      }),
      anchors: certs(constrained),
      intermediates: certs(rolled),
    })
    expect(validate(request('院所')).path).toHaveLength(3)
    expect(reasonOf(request('別處'))).toBe('name-constraints')
    const elsewhere = makeAuthority('Elsewhere', { by: constrained })
    const below = makeLeaf(elsewhere, {
      subject: [
        ['C', 'TW'],
        ['O', '院所'],
      ],
    })
    expect(reasonOf({ leaf: below, anchors: certs(constrained), intermediates: certs(elsewhere) })).toBe(
      'name-constraints',
    )
  })
})

describe('time', () => {
  const root = makeAuthority('Root')
  const leaf = makeLeaf(root, { notBefore: '2026-01-01T00:00:00Z', notAfter: '2026-01-31T16:00:00Z' })
  const at = (iso: string) => ({ leaf, anchors: certs(root), time: new Date(iso) })

  it('both ends belong to the validity, to the last fraction of the second', () => {
    expect(validate(at('2026-01-01T00:00:00Z')).path).toHaveLength(2)
    expect(validate(at('2026-01-31T16:00:00.999Z')).path).toHaveLength(2)
  })

  it('a second later it is expired, and says since which day in Taiwan', () => {
    expect(refusalOf(at('2026-01-31T16:00:01Z'))).toMatchObject({
      code: 'ERR_CERT_EXPIRED',
      step: 'path',
      details: { notAfter: '2026-02-01' },
    })
  })

  it('a second earlier it is not yet valid', () => {
    expect(refusalOf(at('2025-12-31T23:59:59Z'))).toMatchObject({
      code: 'ERR_CERT_NOT_YET_VALID',
      details: { notBefore: '2026-01-01' },
    })
  })

  it('an expired anchor vouches for nobody', () => {
    const old = makeAuthority('Old', { notAfter: '2025-01-01T00:00:00Z' })
    expect(refusalOf({ leaf: makeLeaf(old), anchors: certs(old) })).toMatchObject({
      reason: 'issuer-expired',
      code: 'ERR_CERT_UNTRUSTED',
    })
  })

  it('an expired certificate of a stranger is untrusted, not expired: its dates mean nothing', () => {
    expect(reasonOf({ ...at('2027-01-01T00:00:00Z'), anchors: certs(makeAuthority('Root')) })).toBe('bad-signature')
  })
})

describe('when several paths fail', () => {
  it('the refusal that helps the holder wins: expired over untrusted', () => {
    const first = makeAuthority('Issuing')
    const second = makeAuthority('Issuing')
    const leaf = makeLeaf(second, { notAfter: '2025-06-30T00:00:00Z' })
    for (const anchors of [certs(first, second), certs(second, first)]) {
      expect(reasonOf({ leaf, anchors })).toBe('expired')
    }
  })
})

describe('budgets', () => {
  /** Authorities of one name that all signed each other: every order of them is a chain of good signatures. */
  const ring = (size: number) => {
    const keys = Array.from({ length: size }, () => makeKeys())
    const authorities = keys.map((own, index) => makeAuthority(`Ring ${index}`, { keys: own }))
    const cross = authorities.flatMap((subject) =>
      authorities
        .filter((by) => by !== subject)
        .map((by) => makeAuthority('', { ...subject, by, keys: subject.keys, subject: subject.subject })),
    )
    return { first: authorities[0] ?? makeAuthority('none'), cross }
  }

  it('two authorities that certify each other end', () => {
    const { first, cross } = ring(2)
    expect(
      reasonOf({ leaf: makeLeaf(first), anchors: certs(makeAuthority('Far')), intermediates: certs(...cross) }),
    ).toBe('no-anchor')
  })

  it('a full mesh costs no more signatures than allowed', () => {
    const { first, cross } = ring(8)
    let signatures = 0
    const reason = reasonOf({
      leaf: makeLeaf(first),
      anchors: certs(makeAuthority('Far')),
      intermediates: certs(...cross),
      limits: { signatures: 20 },
      verifySignature: (...check) => {
        signatures++
        return verifySignature(...check)
      },
    })
    expect(signatures).toBe(20)
    expect(reason).toBe('path-budget')
  })

  it('a full mesh ends soon also where every signature is remembered', () => {
    const { first, cross } = ring(6)
    const search = {
      leaf: makeLeaf(first),
      anchors: certs(makeAuthority('Far')),
      intermediates: certs(...cross),
      verifySignature: (...signed: Parameters<typeof verifySignature>) => verifySignature(...signed),
    }
    // Every order of the six is a chain that ends nowhere.
    expect(reasonOf({ ...search, limits: { signatures: 1000 } })).toBe('no-anchor')
    const refusal = () => validate({ ...search, limits: { signatures: 1, candidates: 40 } })
    expect(refusal).toThrow('too many issuers to try')
  })

  it('a date that is none is nobody’s', () => {
    const root = makeAuthority('Root')
    const leaf = makeLeaf(root, { notAfter: '2024-06-01T00:00:00Z' })
    expect(() => validate({ leaf, anchors: certs(root), time: new Date(NaN) })).toThrow(RangeError)
  })

  it('a path longer than allowed is not looked for', () => {
    const root = makeAuthority('Root')
    const one = makeAuthority('One', { by: root })
    const two = makeAuthority('Two', { by: one })
    const request = { leaf: makeLeaf(two), anchors: certs(root), intermediates: certs(one, two) }
    expect(validate({ ...request, limits: { depth: 4 } }).path).toHaveLength(4)
    expect(reasonOf({ ...request, limits: { depth: 3 } })).toBe('path-budget')
  })

  it('more intermediates than allowed are refused before any work', () => {
    const root = makeAuthority('Root')
    expect(
      reasonOf({
        leaf: makeLeaf(root),
        anchors: certs(root),
        intermediates: certs(root, root),
        limits: { intermediates: 1 },
      }),
    ).toBe('path-budget')
  })
})

describe('policies', () => {
  const policy = '2.16.886.101.0.3.3'
  const other = '2.16.886.101.0.3.1'
  const wanted = { initialPolicySet: [policy], requireExplicitPolicy: true }
  const authority = (...extensions: Uint8Array<ArrayBuffer>[]) => [ext.authority(), ...extensions]
  const root = makeAuthority('Root')
  const path = (above: readonly Uint8Array<ArrayBuffer>[], leaf: readonly Uint8Array<ArrayBuffer>[]) => {
    const issuing = makeAuthority('Issuing', { by: root, extensions: authority(...above) })
    return {
      leaf: makeLeaf(issuing, { extensions: [ext.keyUsage('digitalSignature'), ...leaf] }),
      anchors: certs(root),
      intermediates: certs(issuing),
      policies: wanted,
    }
  }

  it('a policy of every certificate is valid for the path', () => {
    expect(validate(path([ext.policies(policy, other)], [ext.policies(policy)])).policies).toEqual([policy])
  })

  it.each([
    ['both name another', [ext.policies(other)], [ext.policies(other)]],
    ['the leaf names another', [ext.policies(policy)], [ext.policies(other)]],
    ['the leaf names none', [ext.policies(policy)], []],
    ['the authority may not use it', [ext.policies(other)], [ext.policies(policy)]],
    ['the authority names none', [], [ext.policies(policy)]],
  ])('refused when %s', (_, above, leaf) => {
    expect(refusalOf(path(above, leaf))).toMatchObject({
      reason: 'policy-not-valid',
      step: 'policy',
      code: 'ERR_CERT_POLICY',
    })
  })

  it('anyPolicy of an authority stands for it', () => {
    expect(validate(path([ext.policies('2.5.29.32.0')], [ext.policies(policy)])).policies).toEqual([policy])
  })

  it('a mapping counts, unless it is inhibited', () => {
    const mapped = path([ext.policies(policy), ext.policyMapping(policy, other)], [ext.policies(other)])
    expect(validate(mapped).policies).toEqual([policy])
    expect(reasonOf({ ...mapped, policies: { ...wanted, inhibitPolicyMapping: true } })).toBe('policy-not-valid')
  })
})

describe('the leaf’s profile', () => {
  const root = makeAuthority('Root')
  const withExtensions = (...extensions: Uint8Array<ArrayBuffer>[]) => makeLeaf(root, { extensions })
  const profile = {
    endEntity: true,
    keyUsage: ['digitalSignature'],
    foreignKeyUsage: ['keyEncipherment', 'dataEncipherment'],
    extKeyUsage: clientAuth,
  } as const
  const judge = (leaf: Certificate) => refusalOf({ leaf, anchors: certs(root), profile })

  it('a signing certificate without extended key usage, or for clients, passes', () => {
    const signing = ext.keyUsage('digitalSignature')
    for (const leaf of [withExtensions(signing), withExtensions(signing, ext.extendedKeyUsage(clientAuth))]) {
      expect(validate({ leaf, anchors: certs(root), profile }).path).toHaveLength(2)
    }
  })

  it('the card’s encryption certificate is refused as what it is', () => {
    expect(judge(withExtensions(ext.keyUsage('keyEncipherment', 'dataEncipherment')))).toMatchObject({
      reason: 'encryption-certificate',
      step: 'policy',
      code: 'ERR_CERT_KEY_USAGE',
    })
  })

  it('a certificate without keyUsage is refused', () => {
    expect(judge(withExtensions(ext.endEntity())).reason).toBe('key-usage')
  })

  it.each(['1.3.6.1.5.5.7.3.3', '1.3.6.1.5.5.7.3.9', '2.5.29.37.0'])(
    'a certificate for %s alone is refused',
    (purpose) => {
      expect(judge(withExtensions(ext.keyUsage('digitalSignature'), ext.extendedKeyUsage(purpose))).reason).toBe(
        'extended-key-usage',
      )
    },
  )

  it('an authority is no holder', () => {
    expect(judge(withExtensions(ext.authority(), ext.keyUsage('digitalSignature'))).reason).toBe('leaf-is-authority')
  })
})

describe('signatures of authorities', () => {
  it('are checked once for many cards, the card’s own each time', () => {
    const root = makeAuthority('Root')
    const issuing = makeAuthority('Issuing', { by: root })
    const crls = [makeCrl({ by: root }), makeCrl({ by: issuing })]
    let checks = 0
    const counting: typeof verifySignature = (...check) => {
      checks++
      return verifySignature(...check)
    }
    const signIn = () => {
      const before = checks
      validate({
        leaf: makeLeaf(issuing),
        anchors: certs(root),
        intermediates: certs(issuing),
        crls,
        checkRevocation: true,
        verifySignature: counting,
      })
      return checks - before
    }
    expect([signIn(), signIn(), signIn()]).toEqual([4, 1, 1])
  })
})
