import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { pointLimit } from '../../../core/pki/distribution-points.ts'
import { nameLimit } from '../../../core/pki/name.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'
import { validPolicies } from '../../../core/pki/policy-graph.ts'
import { SignatureChecker } from '../../../core/pki/signature-checker.ts'
import { validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { requestFor, verdict } from './judge.ts'
import {
  type NameParts,
  ext,
  extension,
  makeAuthority,
  makeCrl,
  makeKeys,
  makeLeaf,
  name,
  utf8,
} from './make-certificate.ts'
import { distributionPoints } from './make-list-parts.ts'

/** Each at the bound and one beyond it; `costly-*.ts` are the inputs that the bounds are for. */

const authority = makeAuthority('CA')

it('a name has at most 2,048 octets', () => {
  const ofLength = (length: number): NameParts => [['CN', 'x'.repeat(length)]]
  const subject = ofLength(nameLimit - name(ofLength(1000)).length + 4 + 1000)
  expect(name(subject).length).toBe(nameLimit + 4)
  expect(makeLeaf(authority, { subject }).subject.length).toBe(1)
  expect(() => makeLeaf(authority, { subject: [['CN', `${subject[0]?.[1]}x`]] })).toThrow(
    `longer than ${nameLimit} octets`,
  )
})

it('also the part of a name that a distribution point adds to its issuer’s', () => {
  const at = (length: number) => {
    const attribute = der(tags.sequence, derOid('2.5.4.3'), der(tags.utf8String, utf8('x'.repeat(length))))
    const point = der(tags.sequence, der(context(0, true), der(context(1, true), attribute)))
    return extension(oids.cRLDistributionPoints, der(tags.sequence, point))
  }
  expect(makeLeaf(authority, { extensions: [at(1900)] }).extensions.cRLDistributionPoints).toHaveLength(1)
  expect(() => makeLeaf(authority, { extensions: [at(2100)] })).toThrow(`longer than ${nameLimit} octets`)
})

it('a certificate has at most 32 distribution points', () => {
  const points = (count: number) =>
    distributionPoints(...Array.from({ length: count }, (_, index) => ({ name: `http://pki.localhost/${index}.crl` })))
  expect(makeLeaf(authority, { extensions: [points(pointLimit)] }).extensions.cRLDistributionPoints).toHaveLength(32)
  expect(() => makeLeaf(authority, { extensions: [points(pointLimit + 1)] })).toThrow('more than 32 points')
})

it('a point, also a list’s own one, has at most 32 names', () => {
  const names = (count: number) => Array.from({ length: count }, () => der(context(6), utf8('http://pki.localhost/')))
  const scope = (count: number) =>
    extension(
      oids.issuingDistributionPoint,
      der(tags.sequence, der(context(0, true), der(context(0, true), ...names(count)))),
    )
  expect(makeCrl({ by: authority, extensions: [scope(pointLimit)] }).size).toBe(0)
  expect(() => makeCrl({ by: authority, extensions: [scope(pointLimit + 1)] })).toThrow('more than 32 names')
})

it('a signature by a P-521 key counts as two', () => {
  let checks = 0
  const checker = new SignatureChecker((...signed) => {
    checks++
    return verifySignature(...signed)
  }, 5)
  const large = makeAuthority('large', { keys: generateKeyPairSync('ec', { namedCurve: 'P-521' }) })
  const signed = Array.from({ length: 4 }, () => makeLeaf(large))
  expect(() => signed.every((leaf) => checker.isSignedBy(leaf, large.certificate, false))).toThrow('path-budget')
  expect(checks).toBe(3)
})

it('policies, mappings and nodes of a path are counted together', () => {
  const mapping = extension(
    oids.policyMappings,
    der(tags.sequence, ...['1.2.4', '1.2.5', '1.2.6'].map((to) => der(tags.sequence, derOid('1.2.3'), derOid(to)))),
    true,
  )
  const issuing = makeAuthority('issuing', {
    by: authority,
    extensions: [ext.authority(), ext.policies('1.2.3', '1.2.7'), mapping],
  })
  const leaf = makeLeaf(issuing, { extensions: [ext.policies('1.2.4')] })
  const path = [leaf, issuing.certificate, authority.certificate]
  // Two policies, their nodes and three mappings; then one policy and its node.
  expect(validPolicies(path, {}, 9)).toEqual(['1.2.3'])
  expect(() => validPolicies(path, {}, 8)).toThrow('policy-budget')
})

it('all paths share the comparisons of names, and an exception is for nobody whose paths were not all looked at', () => {
  const keys = makeKeys()
  const constraint = ext.permittedDirectory([['C', 'TW']])
  const issuing = [1, 2].map(() =>
    makeAuthority('issuing', { by: authority, keys, extensions: [ext.authority(), constraint] }),
  )
  const [first] = issuing
  if (!first) throw new Error('none')
  const leaf = makeLeaf(first)
  const given = {
    anchors: [authority.certificate],
    intermediates: issuing.map(({ certificate }) => certificate),
    crls: [makeCrl({ by: authority })],
    acceptsUnknownStatus: () => true,
  }
  // On each path one constraint is read and held against one name.
  expect(validatePath({ ...requestFor(leaf, given), limits: { nameComparisons: 4 } }).statusKnown).toBe(false)
  expect(verdict(leaf, { ...given, limits: { nameComparisons: 3 } })).toBe('no-revocation-source')
})
