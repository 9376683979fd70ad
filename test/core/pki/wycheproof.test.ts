import { createPublicKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { assertionAlgorithms, isAssertionAlgorithm } from '../../../core/assertion/algorithms.ts'
import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { fromBase64url } from '../../../core/bytes/base64url.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { type SignatureAlgorithm, keyWeakness, parseSignatureAlgorithm } from '../../../core/pki/algorithms.ts'
import { DerError, readDer, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import type { KeyUsage } from '../../../core/pki/extensions.ts'
import { checkLeafProfile } from '../../../core/pki/leaf-profile.ts'
import { type PublicKey, parsePublicKey } from '../../../core/pki/public-key.ts'
import { SignatureChecker } from '../../../core/pki/signature-checker.ts'
import { verifyAssertionSignature } from '../../../server/pki/verify-assertion-signature.ts'
import { verifySignature, verifyWith } from '../../../server/pki/verify-signature.ts'
import { claims } from '../assertion/sample.ts'
import { makeAuthority, makeLeaf } from './make-certificate.ts'
import {
  type VectorCase,
  blobKey,
  coreOf,
  describeOutcomes,
  itIsRightInAll,
  outcomeOf,
  vectorCase,
  withVectors,
} from './vectors.ts'

const signatureCase = vectorCase.extend({
  alg: z.object({
    name: z.enum(['ECDSA', 'RSASSA-PKCS1-v1_5', 'RSA-PSS']),
    hash: z.enum(['SHA-256', 'SHA-384', 'SHA-512']),
    format: z.enum(['der', 'p1363']).optional(),
  }),
  spki: blobKey,
  msg: blobKey,
  sig: blobKey,
})
type SignatureCase = z.infer<typeof signatureCase>

const jwsCase = vectorCase.extend({
  jwk: z.looseObject({ use: z.string().optional(), key_ops: z.array(z.string()).optional() }),
  jws: z.string(),
})
type JwsCase = z.infer<typeof jwsCase>

/** As certificates name them. */
const algorithmOids = {
  ECDSA: { 'SHA-256': '1.2.840.10045.4.3.2', 'SHA-384': '1.2.840.10045.4.3.3', 'SHA-512': '1.2.840.10045.4.3.4' },
  'RSASSA-PKCS1-v1_5': {
    'SHA-256': '1.2.840.113549.1.1.11',
    'SHA-384': '1.2.840.113549.1.1.12',
    'SHA-512': '1.2.840.113549.1.1.13',
  },
} as const
const pss = parseSignatureAlgorithm(readDer(der(tags.sequence, derOid('1.2.840.113549.1.1.10')), 'algorithm'))

const authority = makeAuthority('CA')
const leaf = makeLeaf(authority)

const ids = <Case extends VectorCase>(cases: readonly Case[], which: (vector: Case) => boolean): string[] =>
  cases.filter((vector) => vector.expect === 'accept' && which(vector)).map(({ id }) => id)

withVectors('wycheproof-signatures.json', signatureCase, (cases, blob) => {
  const keys = new Map<string, PublicKey>()
  const keyOf = (name: string): PublicKey => {
    const key = keys.get(name) ?? parsePublicKey(readDer(blob(name), 'spki'))
    keys.set(name, key)
    return key
  }

  /** As a certificate's signature; the form of JWS by the function that the assertion uses. */
  const isGood = ({ alg, spki, msg, sig }: SignatureCase): boolean => {
    const publicKey = keyOf(spki)
    const [message, signature] = [blob(msg), blob(sig)]
    const type = alg.name === 'ECDSA' ? 'ec' : 'rsa'
    if (alg.format === 'p1363') {
      const algorithm = { key: type, hash: alg.hash } as const
      return keyWeakness(publicKey) === undefined && verifyWith(algorithm, publicKey, message, signature, 'ieee-p1363')
    }
    const signatureAlgorithm = alg.name === 'RSA-PSS' ? pss : named(alg.name, alg.hash)
    const checker = new SignatureChecker(verifySignature, 1)
    const signer = { ...authority.certificate, publicKey }
    return checker.isSignedBy({ tbs: message, signatureAlgorithm, signature }, signer, false)
  }
  const named = (name: keyof typeof algorithmOids, hash: SignatureAlgorithm['hash']) =>
    parseSignatureAlgorithm(readDer(der(tags.sequence, derOid(algorithmOids[name][hash])), 'algorithm'))

  const outcomes = cases.map((vector) => outcomeOf(vector, isGood, (error) => error instanceof DerError))
  describeOutcomes('Wycheproof signatures', outcomes, {
    'RSA-PSS is not on our list of algorithms': ids(cases, ({ alg }) => alg.name === 'RSA-PSS'),
    'a DigestInfo without NULL is another spelling of the same signature': ids(cases, ({ features }) =>
      features.includes('MissingNull'),
    ),
  })
  const allowed = coreOf(outcomes).filter((outcome) => outcome.case.alg.name !== 'RSA-PSS')
  itIsRightInAll('core signatures by algorithms on our list', allowed, 3936)

  const goodPss = cases.filter((vector) => vector.alg.name === 'RSA-PSS' && vector.expect === 'accept')
  it(`none of ${goodPss.length} good PSS signatures passes for PKCS#1 v1.5 either`, () => {
    const passed = goodPss.filter(({ alg: { hash }, spki, msg, sig }) =>
      verifySignature({ key: 'rsa', hash }, keyOf(spki), blob(msg), blob(sig)),
    )
    expect(passed).toEqual([])
  })
})

/** A JSON Web Key says by `use` and `key_ops` what a certificate says by keyUsage. */
function keyUsageOf({ use, key_ops: operations }: JwsCase['jwk']): Set<KeyUsage> {
  if (use === 'enc' || operations?.includes('encrypt')) return new Set(['dataEncipherment'])
  return new Set(['digitalSignature'])
}

const headerAlgorithm = (jws: string): unknown => {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(jws.split('.')[0] ?? '')))
    return typeof header === 'object' && header !== null && 'alg' in header ? header.alg : undefined
  } catch {
    return undefined
  }
}

/** Their tokens have no certificate and other claims; all else is done as with an assertion whose certificate has the key. */
function isGoodJws({ jwk, jws }: JwsCase): boolean {
  const [header, payload, signature, ...more] = jws.split('.')
  const algorithm = headerAlgorithm(jws)
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return false
  if (!isAssertionAlgorithm(algorithm)) return false
  fromBase64url(payload)
  const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })
  const publicKey = parsePublicKey(readDer(new Uint8Array(spki), 'spki'))
  const certificate = { ...leaf, publicKey, extensions: { ...leaf.extensions, keyUsage: keyUsageOf(jwk) } }
  checkLeafProfile([certificate, authority.certificate], { keyUsage: ['digitalSignature'] })
  verifyAssertionSignature(
    {
      algorithm,
      certificate: certificate.der,
      claims,
      signingInput: new TextEncoder().encode(`${header}.${payload}`),
      signature: fromBase64url(signature),
    },
    certificate,
  )
  return true
}

withVectors('wycheproof-jws.json', jwsCase, (cases) => {
  // RangeError is how fromBase64url refuses; parseAssertion makes ERR_LOGIN_MALFORMED of it.
  const isRefusal = (error: unknown) => error instanceof CodedError || error instanceof RangeError
  const outcomes = cases.map((vector) => outcomeOf(vector, isGoodJws, isRefusal))
  describeOutcomes('Wycheproof JWS', outcomes, {
    [`an assertion is signed with ${Object.keys(assertionAlgorithms).join(' or ')}`]: ids(
      cases,
      ({ jws }) => !isAssertionAlgorithm(headerAlgorithm(jws)),
    ),
    'a certificate’s RSA key is bound to no single algorithm; this token’s RS256 signature is good': [
      'wycheproof-jws::332::UsingRS256',
    ],
  })
  const ours = coreOf(outcomes).filter(
    ({ case: { expect: expected, jws } }) => expected === 'reject' || isAssertionAlgorithm(headerAlgorithm(jws)),
  )
  itIsRightInAll('core tokens that are bad, or signed with an algorithm of ours', ours, 318)

  it('none is taken as an assertion: no certificate, other members', () => {
    for (const { id, jws } of cases) {
      expect(() => parseAssertion(jws), id).toThrow(expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED' }))
    }
  })
})
