import { parseAssertion } from '../../../core/assertion/parse-assertion.ts'
import { requireChallenge } from '../../../core/assertion/require-challenge.ts'
import { equal } from '../../../core/bytes/equal.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { VerifySignature } from '../../../core/pki/algorithms.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError, context, readDer, tags } from '../../../core/pki/der.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { parseOcspResponse } from '../../../core/pki/ocsp-response.ts'
import { PathRefusal, refusals } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { createOcspSource } from '../../../server/pki/ocsp-source.ts'
import { createTrustStore } from '../../../server/pki/trust-store.ts'
import { createCardCertificateValidator } from '../../../server/pki/validate-card-certificate.ts'
import { verifyAssertionSignature } from '../../../server/pki/verify-assertion-signature.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { mutateToken } from '../assertion/mutate-token.ts'
import { challenge, portal } from '../assertion/sample.ts'
import type { Scene } from './fuzz-scenes.ts'
import type { Bytes } from './make-certificate.ts'
import { mutateDer } from './mutate.ts'
import type { Random } from './random.ts'

/** One signed object, and how it is told whether a changed one is refused as it must be. */
export interface FuzzSubject {
  readonly name: string
  readonly octets: Bytes
  readonly mutate: (octets: Bytes, random: Random) => Bytes
  /**
   * Does all that is done with such an object, and answers what is wrong, if anything is. Throws the refusal. `isBlind`:
   * every signature is taken for good, so that what comes after is reached too; nothing is asked of the answer then.
   */
  readonly judge: (mutated: Bytes, isBlind: boolean) => string | undefined
  readonly isRefusal: (error: unknown) => boolean
}

const blind: VerifySignature = () => true

const isPathRefusal = (error: unknown): boolean => error instanceof PathRefusal || error instanceof DerError
const certificateCodes = [...new Set(Object.values(refusals).map(({ code }) => code))]

type Kind = keyof Scene['octets']
const kinds = ['leaf', 'intermediates', 'anchors', 'crls', 'ocsp'] as const satisfies readonly Kind[]

const parsers = {
  leaf: parseCertificate,
  intermediates: parseCertificate,
  anchors: parseCertificate,
  crls: parseCrl,
  ocsp: parseOcspResponse,
}
type Parsed<K extends Kind> = ReturnType<(typeof parsers)[K]>
/** Undefined where an object cannot be read, which then is as if it had not been sent. */
type ParsedScene = { readonly [K in Kind]: readonly (Parsed<K> | undefined)[] }

function readable<T>(parse: (der: Bytes) => T): (der: Bytes) => T | undefined {
  return (der) => {
    try {
      return parse(der)
    } catch (error) {
      if (error instanceof DerError) return undefined
      throw error
    }
  }
}

const parseScene = ({ octets }: Scene): ParsedScene => ({
  leaf: octets.leaf.map(readable(parseCertificate)),
  intermediates: octets.intermediates.map(readable(parseCertificate)),
  anchors: octets.anchors.map(readable(parseCertificate)),
  crls: octets.crls.map(readable(parseCrl)),
  ocsp: octets.ocsp.map(readable(parseOcspResponse)),
})

const present = <T>(items: readonly (T | undefined)[]): T[] => items.filter((item) => item !== undefined)

function toRequest(scene: Scene, parsed: ParsedScene, verify: VerifySignature): PathRequest | undefined {
  const [leaf] = parsed.leaf
  if (!leaf) return undefined
  return {
    ...scene.terms,
    leaf,
    intermediates: present(parsed.intermediates),
    anchors: present(parsed.anchors),
    crls: present(parsed.crls),
    ocsp: present(parsed.ocsp),
    verifySignature: verify,
  }
}

function isAccepted(request: PathRequest | undefined): boolean {
  if (!request) return false
  try {
    validatePath(request)
    return true
  } catch (error) {
    if (isPathRefusal(error)) return false
    throw error
  }
}

/** A validation as it stands, from the octets on, with nothing remembered: whether it is accepted. */
export const validateScene = (scene: Scene): boolean =>
  isAccepted(toRequest(scene, parseScene(scene), (...signed) => verifySignature(...signed)))

/** Every object of a validation, each by itself. `verify` is only ever another one to see that a false accept is found. */
export function sceneSubjects(scene: Scene, verify: VerifySignature = verifySignature): FuzzSubject[] {
  const parsed = parseScene(scene)
  return kinds.flatMap((kind) =>
    scene.octets[kind].map((octets, place): FuzzSubject => {
      const inPlace = (item: unknown) => ({ ...parsed, [kind]: parsed[kind].with(place, item as never) }) as ParsedScene
      let without: boolean | undefined
      return {
        name: `${scene.name}: ${kind} ${place}`,
        octets,
        mutate: mutateDer,
        isRefusal: isPathRefusal,
        judge(mutated, isBlind) {
          const found = parsers[kind](mutated)
          const request = toRequest(scene, inPlace(found), isBlind ? blind : verify)
          if (!request) return undefined
          const { path } = validatePath(request)
          // An anchor is trusted for its octets, which are pinned; its own signature says nothing.
          if (isBlind || kind === 'anchors' || isSame(kind, octets, mutated)) return undefined
          if (path.some((certificate) => certificate === found))
            return 'a changed certificate is in a path that is accepted'
          without ??= kind !== 'leaf' && isAccepted(toRequest(scene, inPlace(undefined), verify))
          return without ? undefined : 'accepted, which it is not without the changed object'
        },
      }
    }),
  )
}

/** Whether what is signed, with which algorithm, and the signature are octet for octet the same. */
const isSame = (kind: Kind, octets: Bytes, mutated: Bytes): boolean =>
  kind === 'ocsp' ? isSameAnswer(octets, mutated) : equal(octets, mutated)

/** Of an OCSP answer: what stands around the signed octets is not signed, certificates beside them are signed themselves. */
function isSameAnswer(octets: Bytes, mutated: Bytes): boolean {
  const [tbs, algorithm, signature] = signedParts(octets)
  const [mutatedTbs, mutatedAlgorithm, mutatedSignature] = signedParts(mutated)
  return equal(tbs, mutatedTbs) && equal(signature, mutatedSignature) && isSameAlgorithm(algorithm, mutatedAlgorithm)
}

/**
 * The only exception: of an RSA algorithm the NULL may be absent. RFC 4055 §5 has both be understood, and what an OCSP
 * answer says of its algorithm is said nowhere else.
 */
const isSameAlgorithm = (a: Uint8Array, b: Uint8Array): boolean => equal(withoutNull(a), withoutNull(b))

function withoutNull(algorithm: Uint8Array): Uint8Array {
  const reader = readDer(algorithm, 'algorithm').reader()
  const { der } = reader.read('oid')
  if (reader.done) return der
  return reader.read('parameters').tag === tags.null ? der : algorithm
}

function signedParts(answer: Bytes): [tbs: Uint8Array, algorithm: Uint8Array, signature: Uint8Array] {
  const outer = readDer(answer, 'answer').reader()
  outer.read('status')
  const bytes = readDer(outer.read('bytes', context(0, true)).content, 'bytes').reader()
  bytes.read('type')
  const basic = readDer(bytes.read('response', tags.octetString).content, 'basic').reader()
  return [basic.read('tbs').der, basic.read('algorithm').der, basic.read('signature').der]
}

/** What a portal does with a card that signs in: its certificate, its authorities' lists, its assertion. */
export function cardSubjects(scene: Scene): FuzzSubject[] {
  const { card, terms, octets } = scene
  if (!card) return []
  const { time } = terms
  const [leaf] = octets.leaf
  const authorities = [...octets.anchors, ...octets.intermediates]
  const url = (place: number) => `http://pki.localhost/${place}.crl`
  const trustStore = createTrustStore({
    rows: authorities.map((certificate, place) => ({
      cardType: card.type,
      role: place === 0 ? 'anchor' : 'intermediate',
      environment: 'test',
      sha256: fingerprint(certificate),
      certificate,
      crlUrls: [url(place)],
      ocspUrl: null,
    })),
    verifySignature,
  })
  for (const [place, list] of octets.crls.entries()) trustStore.takeUp(url(place), Uint8Array.from(list), time)
  const cards = createCardCertificateValidator({
    trustStore,
    verifySignature,
    ocsp: createOcspSource(() => Promise.reject(new TypeError('no network'))),
    exceptions: { isOpen: () => Promise.resolve(undefined) },
    log: { warn() {} },
  })
  const unlessSame = (original: Bytes, mutated: Bytes) => (equal(original, mutated) ? undefined : 'accepted')
  const certificate: FuzzSubject = {
    name: `${scene.name}: sign-in, certificate`,
    octets: leaf,
    mutate: mutateDer,
    isRefusal: (error) => error instanceof PathRefusal,
    judge(mutated) {
      cards.validateNow(mutated, card.type, time)
      return unlessSame(leaf, mutated)
    },
  }
  const lists = octets.crls.map((list, place): FuzzSubject => ({
    name: `${scene.name}: refresh, list ${place}`,
    octets: list,
    mutate: mutateDer,
    isRefusal: (error) => isCoded(error, ...certificateCodes),
    judge(mutated) {
      trustStore.takeUp(url(place), mutated, time)
      return unlessSame(list, mutated)
    },
  }))
  return [
    certificate,
    ...lists,
    tokenSubject(scene.name, card, (der) => cards.validateNow(der, card.type, time).certificate),
  ]
}

const tokenCodes = [
  'ERR_LOGIN_MALFORMED',
  'ERR_LOGIN_SIGNATURE',
  'ERR_LOGIN_ORIGIN',
  'ERR_LOGIN_ALTERED',
  'ERR_BRIDGE_OUTDATED',
] as const satisfies readonly ErrorCode[]

function tokenSubject(
  name: string,
  card: NonNullable<Scene['card']>,
  validate: (der: Uint8Array) => ReturnType<typeof parseCertificate>,
): FuzzSubject {
  const octets: Bytes = new Uint8Array(Buffer.from(card.token))
  const ownChallenge = { ...challenge, cardTypes: [card.type] }
  return {
    name: `${name}: sign-in, assertion`,
    octets,
    mutate: mutateToken,
    isRefusal: (error) => error instanceof PathRefusal || isCoded(error, ...tokenCodes),
    judge(mutated, isBlind) {
      const assertion = parseAssertion(Buffer.from(mutated).toString())
      if (!isBlind) verifyAssertionSignature(assertion, validate(assertion.certificate))
      requireChallenge(assertion.claims, ownChallenge, portal)
      return isBlind || equal(octets, mutated) ? undefined : 'accepted'
    },
  }
}
