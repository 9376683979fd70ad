import { type KeyObject, createHash, generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { AssertionAlgorithm } from '../../core/assertion/algorithms.ts'
import { assembleAssertion, signingInput } from '../../core/assertion/signing-input.ts'
import { gpkiOids, extensionOids as oids } from '../../core/pki/oids.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { context, tags } from '../../core/pki/der.ts'
import { der, derOid } from '../../core/pki/der-writer.ts'
import type { TrustRow } from '../../server/pki/trust-configuration.ts'
import { challenge, claims } from '../core/assertion/sample.ts'
import {
  type Bytes,
  type Keys,
  type NameParts,
  certificateDer,
  directoryAttributes,
  ext,
  extension,
  utf8,
} from '../core/pki/make-certificate.ts'
import { listDer } from './large-list.ts'

/** The kinds of authorities and cards that sign-ins are timed with: the card has the same kind of key, RSA always 2,048 bits. */
export type AuthorityKind = 'rsa-4096' | 'rsa-2048' | 'p-256'

/** A portal's trust in one authority, and cards of it that sign in. */
export interface CardLogins {
  readonly rows: readonly TrustRow[]
  readonly lists: ReadonlyMap<string, Bytes>
  /** The certificates above the cards', root first. */
  readonly authorities: readonly Bytes[]
  /** Signed assertions, each with another certificate. */
  readonly tokens: readonly string[]
}

/** When everything here is valid. */
export const loginTime = new Date('2026-01-15T00:00:00Z')

export const cardType = 'moica'
export const loginChallenge = { ...challenge, cardTypes: [cardType] } as const

const newKeyPair = promisify(generateKeyPair)
const makeKeys = async (kind: AuthorityKind): Promise<Keys> =>
  kind === 'p-256'
    ? newKeyPair('ec', { namedCurve: 'P-256' })
    : newKeyPair('rsa', { modulusLength: kind === 'rsa-4096' ? 4096 : 2048 })

const algorithms = {
  rsa: der(tags.sequence, derOid('1.2.840.113549.1.1.11'), der(tags.null)),
  ec: der(tags.sequence, derOid('1.2.840.10045.4.3.2')),
}
const algorithmOf = ({ privateKey }: Keys): Bytes =>
  privateKey.asymmetricKeyType === 'ec' ? algorithms.ec : algorithms.rsa

/** Cards share these: a key takes long to make, and what is timed never knows it from another. */
const cardKeys = 24
const rootName: NameParts = [
  ['C', 'TW'],
  ['O', '示範根憑證機構'],
]
const authorityName: NameParts = [
  ['C', 'TW'],
  ['O', '示範機關'],
  ['2.5.4.11', '示範自然人憑證管理中心'],
]
const urls = { root: 'http://pki.localhost/root/complete.crl', authority: 'http://pki.localhost/moica/complete.crl' }

/** Root, issuing authority, and `count` cards with certificates of the government's shape (about 1,280 octets). */
export async function makeCardLogins(kind: AuthorityKind, count: number): Promise<CardLogins> {
  const rootKeys = await makeKeys('rsa-4096')
  const authorityKeys = await makeKeys(kind)
  const holders = await Promise.all(
    Array.from({ length: cardKeys }, async () => makeKeys(kind === 'p-256' ? kind : 'rsa-2048')),
  )
  const root = certificateDer({
    subject: rootName,
    issuer: rootName,
    signer: rootKeys,
    keys: rootKeys,
    algorithm: algorithms.rsa,
    extensions: [subjectKey(rootKeys), ext.authority(), ext.keyUsage('keyCertSign', 'cRLSign')],
  })
  const authority = certificateDer({
    subject: authorityName,
    issuer: rootName,
    signer: rootKeys,
    keys: authorityKeys,
    algorithm: algorithms.rsa,
    extensions: [
      subjectKey(authorityKeys),
      authorityKey(rootKeys),
      ext.authority(0),
      ext.keyUsage('keyCertSign', 'cRLSign'),
      ext.policies(gpkiOids.policyLevel3),
      ext.distributionPoint(urls.root),
    ],
  })
  const tokens = Array.from({ length: count }, (_, index) => {
    const keys = holders[index % cardKeys] ?? authorityKeys
    return token(keys, cardDer(index, keys, authorityKeys))
  })
  const row = { cardType, environment: 'test', ocspUrl: null } as const
  return {
    rows: [
      { ...row, sha256: fingerprint(root), certificate: root, crlUrls: [urls.root] },
      {
        ...row,
        role: 'intermediate',
        sha256: fingerprint(authority),
        certificate: authority,
        crlUrls: [urls.authority],
      },
    ],
    lists: new Map([
      [urls.root, listDer({ issuer: rootName, signer: rootKeys, algorithm: algorithmOf(rootKeys), entries: 3 })],
      [
        urls.authority,
        listDer({
          issuer: authorityName,
          signer: authorityKeys,
          algorithm: algorithmOf(authorityKeys),
          entries: 20_000,
        }),
      ],
    ]),
    authorities: [root, authority],
    tokens,
  }
}

function cardDer(index: number, keys: Keys, authority: Keys): Bytes {
  return certificateDer({
    subject: [
      ['C', 'TW'],
      ['CN', '測試人'],
      ['SN', String(index).padStart(16, '0'), 'printable'],
    ],
    issuer: authorityName,
    signer: authority,
    keys,
    algorithm: algorithmOf(authority),
    // The first bit is never set, as in no entry of the lists here.
    serialNumber: new Uint8Array([0x5c, ...randomBytes(15)]),
    extensions: [
      authorityKey(authority),
      subjectKey(keys),
      ext.keyUsage('digitalSignature'),
      ext.policies(gpkiOids.policyLevel3),
      directoryAttributes(
        [gpkiOids.subjectType, derOid('2.16.886.1.100.3.1.1')],
        ['2.16.886.1.100.2.51', der(tags.printableString, utf8('0000'))],
      ),
      distributionPoints('http://pki.localhost/moica/10-8.crl', urls.authority),
      extension(
        oids.authorityInfoAccess,
        der(
          tags.sequence,
          access('1.3.6.1.5.5.7.48.2', 'http://pki.localhost/moica/certs/issued-to-this-ca.p7b'),
          access('1.3.6.1.5.5.7.48.1', 'http://pki.localhost/moica/ocsp'),
        ),
      ),
    ],
  })
}

const access = (method: string, url: string): Bytes => der(tags.sequence, derOid(method), der(context(6), utf8(url)))

const distributionPoints = (...addresses: string[]): Bytes =>
  extension(
    oids.cRLDistributionPoints,
    der(
      tags.sequence,
      ...addresses.map((url) =>
        der(tags.sequence, der(context(0, true), der(context(0, true), der(context(6), utf8(url))))),
      ),
    ),
  )

/** SHA-1 over the SPKI stands in for the one over its bits: key identifiers are any octets that differ. */
const keyId = ({ publicKey }: Keys): Buffer =>
  createHash('sha1')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest()
const subjectKey = (keys: Keys): Bytes => extension(oids.subjectKeyIdentifier, der(tags.octetString, keyId(keys)))
const authorityKey = (keys: Keys): Bytes =>
  extension(oids.authorityKeyIdentifier, der(tags.sequence, der(context(0), keyId(keys))))

/** As the server gets it from a request's body. */
function token({ privateKey }: Keys, certificate: Bytes): string {
  const algorithm: AssertionAlgorithm = privateKey.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256'
  const { text, bytes } = signingInput({
    algorithm,
    certificate,
    claims: { ...claims, cardType, nonce: loginChallenge.nonce },
  })
  const signature = assembleAssertion(text, jwsSignature(privateKey, bytes))
  return JSON.parse(JSON.stringify(signature)) as string
}

const jwsSignature = (key: KeyObject, bytes: Uint8Array): Buffer =>
  sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
