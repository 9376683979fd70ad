import { createPublicKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseCompactJws } from '../../../core/assertion/compact-jws.ts'
import { type JwsAlgorithm, jwsAlgorithmFits, jwsAlgorithms } from '../../../core/assertion/jws-algorithms.ts'
import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import { type VerifySignature, keyWeakness, parseSignatureAlgorithm } from '../../../core/pki/algorithms.ts'
import { DerError, readDer, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import type { KeyUsage } from '../../../core/pki/extensions.ts'
import { checkLeafProfile } from '../../../core/pki/leaf-profile.ts'
import { type PublicKey, parsePublicKey } from '../../../core/pki/public-key.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { SignatureChecker } from '../../../core/pki/signature-checker.ts'
import { type SignatureScheme, ecdsa, rsaPkcs1, rsaPss } from '../../../core/pki/signature-schemes.ts'
import { verifyJws } from '../../../server/pki/verify-jws.ts'
import { expectAgain, verifyByNodeCrypto, verifyByOpensslRsa } from '../../../server/pki/verify-signature.ts'
import { makeAuthority, makeLeaf } from './make-certificate.ts'
import { signatureWays } from './signature-ways.ts'
import { blobKey, outcomeOf, type VectorCase, vectorCase } from './vector-files.ts'
import { coreOf, describeOutcomes, itIsRightInAll, withVectors } from './vectors.ts'

const signatureCase = vectorCase.extend({
  alg: z.object({
    name: z.string(),
    hash: z.string(),
    format: z.string().optional(),
    mgfHash: z.string().optional(),
    saltLength: z.number().optional(),
  }),
  spki: blobKey,
  msg: blobKey,
  sig: blobKey,
})
type SignatureCase = z.infer<typeof signatureCase>

const jwsCase = vectorCase.extend({
  jwk: z.looseObject({
    alg: z.string().optional(),
    use: z.string().optional(),
    key_ops: z.array(z.string()).optional(),
  }),
  jws: z.string(),
})
type JwsCase = z.infer<typeof jwsCase>

const hashNames = z.enum(['SHA-256', 'SHA-384', 'SHA-512'])

/** Undefined for what we have no scheme for. */
function schemeOf({
  name,
  hash,
  format,
  mgfHash = hash,
  saltLength,
}: SignatureCase['alg']): SignatureScheme | undefined {
  const { data: digest } = hashNames.safeParse(hash)
  if (!digest) return undefined
  if (name === 'RSASSA-PKCS1-v1_5') return rsaPkcs1(digest)
  if (name === 'ECDSA') return ecdsa(digest, format === 'p1363' ? 'ieee-p1363' : 'der')
  const { data: mask } = hashNames.or(z.literal('SHA-1')).safeParse(mgfHash)
  return name === 'RSA-PSS' && mask ? rsaPss(digest, mask, saltLength) : undefined
}

/** As certificates name them. */
const algorithmOids: Readonly<Record<string, string>> = {
  'ECDSA SHA-256': '1.2.840.10045.4.3.2',
  'ECDSA SHA-384': '1.2.840.10045.4.3.3',
  'ECDSA SHA-512': '1.2.840.10045.4.3.4',
  'RSASSA-PKCS1-v1_5 SHA-256': '1.2.840.113549.1.1.11',
  'RSASSA-PKCS1-v1_5 SHA-384': '1.2.840.113549.1.1.12',
  'RSASSA-PKCS1-v1_5 SHA-512': '1.2.840.113549.1.1.13',
}
const pssOid = '1.2.840.113549.1.1.10'

const authority = makeAuthority('CA')
const leaf = makeLeaf(authority)

const ids = <Case extends VectorCase>(cases: readonly Case[], which: (vector: Case) => boolean): string[] =>
  cases.filter(which).map(({ id }) => id)

withVectors('wycheproof-signatures.json', signatureCase, (cases, blob) => {
  const keys = new Map<string, PublicKey>()
  const keyOf = (name: string): PublicKey => {
    const key = keys.get(name) ?? parsePublicKey(readDer(blob(name), 'spki'))
    keys.set(name, key)
    return key
  }

  const isGood = ({ alg, spki, msg, sig }: SignatureCase, verify: VerifySignature): boolean => {
    const scheme = schemeOf(alg)
    return scheme !== undefined && verify(scheme, keyOf(spki), blob(msg), blob(sig))
  }
  /** The same, as the signature of a certificate: by an algorithm that is on that list, with a key that is strong enough. */
  const isGoodOnCertificate = ({ alg, spki, msg, sig }: SignatureCase, verify: VerifySignature): boolean => {
    const oid = algorithmOids[`${alg.name} ${alg.hash}`] ?? pssOid
    const signatureAlgorithm = parseSignatureAlgorithm(readDer(der(tags.sequence, derOid(oid)), 'algorithm'))
    const signer = { ...authority.certificate, publicKey: keyOf(spki) }
    const signed = { tbs: blob(msg), signatureAlgorithm, signature: blob(sig) }
    return new SignatureChecker(verify, 1).isSignedBy(signed, signer, false)
  }
  const isRefusal = (error: unknown) => error instanceof DerError

  const isPss = ({ alg }: SignatureCase) => alg.name === 'RSA-PSS'
  for (const [way, verify] of signatureWays) {
    const outcomes = cases.map((vector) => outcomeOf(vector, (it) => isGood(it, verify), isRefusal))
    describeOutcomes(`Wycheproof signatures by ${way}`, outcomes, {
      'a DigestInfo without NULL is another spelling of the same signature': ids(cases, ({ features }) =>
        features.includes('MissingNull'),
      ),
    })
    itIsRightInAll(`core signatures by ${way}`, coreOf(outcomes), 4472)

    const inCertificates = cases
      .filter((vector) => vector.alg.format !== 'p1363' && !isPss(vector))
      .map((vector) => outcomeOf(vector, (it) => isGoodOnCertificate(it, verify), isRefusal))
    itIsRightInAll(`core signatures as certificates have them by ${way}`, coreOf(inCertificates), 3076)

    const goodPss = cases.filter((vector) => isPss(vector) && vector.expect === 'accept')
    it(`none of ${goodPss.length} good PSS signatures is one for a certificate by ${way}, by its own name or as PKCS#1 v1.5`, () => {
      const passed = goodPss.filter((vector) =>
        [vector.alg.name, 'RSASSA-PKCS1-v1_5'].some((name) =>
          isGoodOnCertificate({ ...vector, alg: { ...vector.alg, name } }, verify),
        ),
      )
      expect(passed).toEqual([])
    })
  }

  const once = cases.map((vector) => answerOfOpenssl(vector))
  for (const key of keys.values()) expectAgain(key)
  // With the key as it is read to be kept, and as it was kept.
  const byOpenssl = [once, ...[1, 2].map(() => cases.map((vector) => answerOfOpenssl(vector)))]
  const answered = cases.filter((_, index) => once[index] !== undefined)
  it(`OpenSSL called by us answers ${answered.length} of them, and each time as node:crypto does`, () => {
    const differing = cases.filter((vector, index) =>
      byOpenssl.some(
        (answers) => answers[index] !== undefined && answers[index] !== isGood(vector, verifyByNodeCrypto),
      ),
    )
    expect(differing.map(({ id }) => id)).toEqual([])
  })

  function answerOfOpenssl({ alg, spki, msg, sig }: SignatureCase): boolean | undefined {
    const scheme = schemeOf(alg)
    return scheme && verifyByOpensslRsa(scheme, keyOf(spki), blob(msg), blob(sig))
  }
})

/** A JSON Web Key says by `use` and `key_ops` what a certificate says by keyUsage. */
function keyUsageOf({ use = 'sig', key_ops: operations = ['verify'] }: JwsCase['jwk']): Set<KeyUsage> {
  return new Set([use === 'sig' && operations.includes('verify') ? 'digitalSignature' : 'dataEncipherment'])
}

const names = Object.keys(jwsAlgorithms) as JwsAlgorithm[]

/**
 * What may be signed with a key: its `alg`, and the same scheme with a longer hash, because the file has RFC 7520's PS384
 * tokens under a key that it labels PS256. Never another scheme nor a shorter hash; without `alg`, what fits the key.
 */
function allowedBy({ alg }: JwsCase['jwk'], key: PublicKey): JwsAlgorithm[] {
  if (alg === undefined) return names.filter((name) => jwsAlgorithmFits(name, key))
  return names.filter(
    (name) => name.slice(0, 2) === alg.slice(0, 2) && names.includes(alg as JwsAlgorithm) && name >= alg,
  )
}
const exactly = ({ alg }: JwsCase['jwk']): JwsAlgorithm[] => names.filter((name) => name === alg)

/** Undefined for what is no public key. */
function importJwk(jwk: JwsCase['jwk']): PublicKey | undefined {
  try {
    const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })
    return parsePublicKey(readDer(new Uint8Array(spki), 'spki'))
  } catch {
    return undefined
  }
}

/** Their tokens have no certificate and other claims; all else is done as with an assertion whose certificate has the key. */
function isGoodJws({ jwk, jws }: JwsCase, verify: VerifySignature, allowed = allowedBy): boolean {
  const { header, signingInput, signature } = parseCompactJws(jws)
  const publicKey = importJwk(jwk)
  if (!publicKey || keyWeakness(publicKey) !== undefined) return false
  const certificate = { ...leaf, publicKey, extensions: { ...leaf.extensions, keyUsage: keyUsageOf(jwk) } }
  checkLeafProfile([certificate, authority.certificate], { keyUsage: ['digitalSignature'] })
  const { alg: algorithm, crit } = headerOf(header)
  return (
    crit === undefined && verifyJws({ algorithm, signingInput, signature }, publicKey, allowed(jwk, publicKey), verify)
  )
}

function headerOf(bytes: Uint8Array): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return {}
  }
}

withVectors('wycheproof-jws.json', jwsCase, (cases) => {
  const isRefusal = (error: unknown) => isCoded(error, 'ERR_LOGIN_MALFORMED') || error instanceof PathRefusal
  const good = cases.filter((vector) => vector.expect === 'accept')
  for (const [way, verify] of signatureWays) {
    const outcomes = cases.map((vector) => outcomeOf(vector, (it) => isGoodJws(it, verify), isRefusal))
    describeOutcomes(`Wycheproof JWS by ${way}`, outcomes, {
      'HS256 is no signature: whoever can check one can make one': ids(good, ({ jwk }) => jwk['kty'] === 'oct'),
      'ES521, which the key says, is no algorithm: RFC 7518 calls it ES512': ids(
        good,
        ({ jwk }) => jwk.alg === 'ES521',
      ),
    })
    itIsRightInAll(`core tokens by ${way}`, coreOf(outcomes), 334)

    const strictly = cases.map((vector) => outcomeOf(vector, (it) => isGoodJws(it, verify, exactly), isRefusal))
    const fewer = strictly.filter(({ got }, index) => got !== outcomes[index]?.got)
    it(`${fewer.length} tokens more would be refused by ${way} if a key allowed its own alg alone: those that say another one`, () => {
      const saysItsOwn = fewer.filter(
        ({ case: { jwk, jws } }) => headerOf(parseCompactJws(jws).header)['alg'] === jwk.alg,
      )
      expect(saysItsOwn).toEqual([])
    })
  }

  it('none is taken as an assertion: no certificate, other members', () => {
    for (const { id, jws } of cases) {
      expect(() => parseAssertion(jws), id).toThrow(expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED' }))
    }
  })
})
