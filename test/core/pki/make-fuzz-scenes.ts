import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { type AssertionAlgorithm, assertionAlgorithms } from '../../../core/assertion/algorithms.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import type { Certificate } from '../../../core/pki/certificate.ts'
import type { CertificateCardType } from '../../../core/pki/certificate-profiles.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { encodeCertId } from '../../../core/pki/ocsp-certid.ts'
import { extensionOids as oids, gpkiOids } from '../../../core/pki/oids.ts'
import { claims } from '../assertion/sample.ts'
import type { StoredScene } from './fuzz-scenes.ts'
import {
  type Bytes,
  type Keys,
  type TestAuthority,
  crlDer,
  crlNumber,
  directoryAttributes,
  ext,
  extension,
  makeAuthority,
  makeKeys,
  makeLeaf,
  name,
  utf8,
} from './make-certificate.ts'
import {
  certificateIssuer,
  deltaOf,
  distributionPoints,
  freshestCrl,
  keyIdentifierOf,
  scope,
} from './make-list-parts.ts'
import { answerDer, certStatus, generalized } from './make-ocsp.ts'

/**
 * Writes fuzz-scenes.json: `node test/run-ts.mjs test/core/pki/make-fuzz-scenes.ts`. The file is kept, since keys and
 * signatures are others every time, and a mutation is found again by its seed only where the octets are the same.
 */
export function main(): number {
  const scenes = [...cardScenes(), ...listScenes(), ...ocspScenes(), ...keyScenes()]
  writeFileSync(
    new URL('../../fixtures/certs/fuzz-scenes.json', import.meta.url),
    `${JSON.stringify(scenes, null, 2)}\n`,
  )
  return 0
}

const rsaSha256 = der(tags.sequence, derOid('1.2.840.113549.1.1.11'), der(tags.null))
const rsaKeys = (): Keys => generateKeyPairSync('rsa', { modulusLength: 2048 })

const policy = gpkiOids.policyLevel3
const otherPolicy = '2.16.886.101.0.3.2'
const key1 = [1, 1, 1, 1]
const key2 = [2, 2, 2, 2]
const subjectKey = (octets: readonly number[]) => extension(oids.subjectKeyIdentifier, der(tags.octetString, octets))
const urls = { root: 'http://pki.localhost/root.crl', complete: 'http://pki.localhost/complete.crl' }

/** Every form of GeneralName. */
const generalNames = [
  der(context(4, true), name([['C', 'TW']])),
  der(context(1), utf8('holder@portal.example')),
  der(context(2), utf8('portal.example')),
  der(context(6), utf8('https://portal.example/holder')),
  der(context(7), [192, 0, 2, 7]),
  der(context(0, true), derOid('1.3.6.1.4.1.99999.2'), der(context(0, true), der(tags.utf8String, utf8('x')))),
  der(context(8), derOid('1.3.6.1.4.1.99999.3').subarray(2)),
]
const subtree = (tag: number, content: Bytes | readonly number[]) => der(tags.sequence, der(tag, content))

/** Constraints that `generalNames` are within, but for the last two, which no name below has where they are constrained. */
const nameConstraints = extension(
  oids.nameConstraints,
  der(
    tags.sequence,
    der(
      context(0, true),
      subtree(context(4, true), name([['C', 'TW']])),
      subtree(context(1), utf8('portal.example')),
      subtree(context(2), utf8('example')),
      subtree(context(6), utf8('.example')),
      subtree(context(6), utf8('portal.example')),
      subtree(context(7), [192, 0, 2, 0, 255, 255, 255, 0]),
    ),
    der(
      context(1, true),
      subtree(context(2), utf8('excluded.example')),
      subtree(
        context(4, true),
        name([
          ['C', 'TW'],
          ['O', 'excluded'],
        ]),
      ),
    ),
  ),
  true,
)

const policyList = (...policies: readonly string[]) =>
  extension(
    oids.certificatePolicies,
    der(
      tags.sequence,
      ...policies.map((it) =>
        der(
          tags.sequence,
          derOid(it),
          der(
            tags.sequence,
            der(tags.sequence, derOid('1.3.6.1.5.5.7.2.1'), der(tags.ia5String, utf8('http://pki.localhost/cps'))),
          ),
        ),
      ),
    ),
  )

const authorityAccess = extension(
  oids.authorityInfoAccess,
  der(
    tags.sequence,
    ...['1.3.6.1.5.5.7.48.2', '1.3.6.1.5.5.7.48.1'].map((method) =>
      der(tags.sequence, derOid(method), der(context(6), utf8('http://pki.localhost/'))),
    ),
  ),
)

const invalidityDate = extension(oids.invalidityDate, generalized('2025-12-01T00:00:00Z'))

const holder = (attribute?: readonly [string, Bytes]) =>
  directoryAttributes(
    [gpkiOids.subjectType, derOid(attribute ? '2.16.886.1.100.3.2.2.1.1' : '2.16.886.1.100.3.1.1')],
    ...(attribute ? [attribute] : []),
  )

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64')
const ders = (certificates: readonly Certificate[]): string[] => certificates.map((it) => base64(it.der))

function scene(
  sceneName: string,
  leaf: Certificate,
  parts: {
    readonly intermediates?: readonly Certificate[]
    readonly anchor: TestAuthority
    readonly crls?: readonly Bytes[]
    readonly ocsp?: readonly Bytes[]
  },
  more: Partial<Pick<StoredScene, 'card' | 'policies' | 'revocation'>> = {},
): StoredScene {
  return {
    name: sceneName,
    ...more,
    leaf: base64(leaf.der),
    intermediates: ders(parts.intermediates ?? []),
    anchors: ders([parts.anchor.certificate]),
    crls: (parts.crls ?? []).map(base64),
    ocsp: (parts.ocsp ?? []).map(base64),
  }
}

/** Cards as they sign in: every extension that we read, under a root and an authority with everything that binds them. */
function cardScenes(): StoredScene[] {
  const make = (cardType: CertificateCardType, keysOf: () => Keys, algorithm?: Bytes): StoredScene => {
    const options = algorithm ? { algorithm } : {}
    const root = makeAuthority('根憑證機構', {
      ...options,
      keys: keysOf(),
      extensions: [subjectKey(key1), ext.authority(), ext.keyUsage('keyCertSign', 'cRLSign')],
    })
    const authority = makeAuthority('憑證管理中心', {
      ...options,
      by: root,
      keys: keysOf(),
      extensions: [
        subjectKey(key2),
        keyIdentifierOf(key1),
        ext.authority(0),
        ext.keyUsage('keyCertSign', 'cRLSign'),
        policyList(otherPolicy, policy),
        ext.policyMapping(otherPolicy, '2.16.886.101.0.3.9'),
        extension(oids.policyConstraints, der(tags.sequence, der(context(0), [0]), der(context(1), [1])), true),
        extension(oids.inhibitAnyPolicy, der(tags.integer, [0]), true),
        nameConstraints,
        ext.distributionPoint(urls.root),
      ],
    })
    const keys = keysOf()
    const leaf = makeLeaf(authority, {
      ...options,
      keys,
      subject: [
        ['C', 'TW'],
        ['O', 'Ｐｏｒｔａｌ  示範'],
        ['CN', '測試人'],
        ['SN', '0000000000000001', 'printable'],
      ],
      extensions: [
        keyIdentifierOf(key2),
        subjectKey([3, 3]),
        ext.keyUsage('digitalSignature'),
        ext.endEntity(),
        ext.extendedKeyUsage('1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'),
        policyList(policy),
        extension(oids.subjectAltName, der(tags.sequence, ...generalNames.slice(0, 5))),
        extension(oids.issuerAltName, der(tags.sequence, ...generalNames)),
        cardType === 'moeaca'
          ? holder([gpkiOids.businessNumber, der(tags.printableString, utf8('12345675'))])
          : holder(),
        distributionPoints({ name: 'http://pki.localhost/partition.crl' }, { name: urls.complete }),
        freshestCrl({ name: 'http://pki.localhost/delta.crl' }),
        authorityAccess,
      ],
    })
    const other = makeLeaf(authority, { ...options, keys })
    const list = (by: TestAuthority, of: Partial<Parameters<typeof crlDer>[0]>) =>
      crlDer({ by, extensions: [crlNumber(7)], ...of, ...options })
    return scene(
      `card ${cardType}`,
      leaf,
      {
        intermediates: [authority.certificate],
        anchor: root,
        crls: [list(root, {}), list(authority, { revoked: [[other], [other, 4], [other, 1, [invalidityDate]]] })],
      },
      { policies: [policy], card: { type: cardType, token: token(keys, leaf.der, cardType) } },
    )
  }
  return [make('moica', rsaKeys, rsaSha256), make('moeaca', makeKeys)]
}

function token({ privateKey }: Keys, certificate: Uint8Array, cardType: CertificateCardType): string {
  const [rsa, ec] = assertionAlgorithms
  const algorithm: AssertionAlgorithm = privateKey.asymmetricKeyType === 'ec' ? ec : rsa
  const input = signingInput({ algorithm, certificate, claims: { ...claims, cardType } })
  return assembleAssertion(input.text, sign('sha256', input.bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
}

/** Lists of every kind. */
function listScenes(): StoredScene[] {
  const anchor = makeAuthority('CA')
  const point = 'http://pki.localhost/2.crl'
  const plain = makeLeaf(anchor)
  const pointing = makeLeaf(anchor, {
    extensions: [
      ext.keyUsage('digitalSignature'),
      distributionPoints({ name: 'http://pki.localhost/1.crl' }, { name: point }),
    ],
  })
  const relative = { relative: ['CN', 'partition 3'] } as const
  const relatively = makeLeaf(anchor, { extensions: [distributionPoints({ name: relative })] })
  const byReasons = makeLeaf(anchor, {
    extensions: [distributionPoints({ name: point, reasons: [1, 2, 3, 4] }, { name: relative, reasons: [5, 6, 7, 8] })],
  })
  const numbered = (number: number, ...more: Bytes[]) => [crlNumber(number), ...more]
  const signer = makeAuthority('list signer', { by: anchor })
  const indirectly = makeLeaf(anchor, { extensions: [distributionPoints({ crlIssuer: signer.subject })] })
  const indirect = crlDer({
    by: signer,
    extensions: numbered(1, scope({ indirectCRL: true })),
    revoked: [
      [plain, 1],
      [makeLeaf(anchor), 1, [certificateIssuer(anchor.subject)]],
      [makeLeaf(anchor), 1],
      [plain, 4, [certificateIssuer([['CN', 'another']])]],
    ],
  })
  return [
    scene('list revoked', plain, { anchor, crls: [crlDer({ by: anchor, revoked: [[pointing], [plain, 1]] })] }),
    scene('list held', plain, {
      anchor,
      crls: [crlDer({ by: anchor, revoked: [[plain, 6]], extensions: numbered(3) })],
    }),
    scene('list partition', pointing, {
      anchor,
      crls: [crlDer({ by: anchor, extensions: numbered(1, scope({ name: point, onlyContainsUserCerts: true })) })],
    }),
    scene('list relative', relatively, {
      anchor,
      crls: [crlDer({ by: anchor, extensions: numbered(1, scope({ name: relative })) })],
    }),
    scene('list reasons', byReasons, {
      anchor,
      crls: [
        crlDer({ by: anchor, extensions: numbered(1, scope({ name: point, onlySomeReasons: [1, 2, 3, 4] })) }),
        crlDer({ by: anchor, extensions: numbered(1, scope({ name: relative, onlySomeReasons: [5, 6, 7, 8] })) }),
      ],
    }),
    scene('list delta good again', plain, {
      anchor,
      crls: [
        crlDer({
          by: anchor,
          revoked: [[plain, 6]],
          nextUpdate: '2026-01-10T00:00:00Z',
          extensions: numbered(1, keyIdentifierOf(key1)),
        }),
        crlDer({ by: anchor, revoked: [[plain, 8]], extensions: numbered(2, deltaOf(1), keyIdentifierOf(key1)) }),
      ],
    }),
    scene('list delta revoked', plain, {
      anchor,
      crls: [
        crlDer({ by: anchor, extensions: numbered(1) }),
        crlDer({ by: anchor, revoked: [[plain, 1]], extensions: numbered(2, deltaOf(1)) }),
      ],
    }),
    scene('list indirect', indirectly, {
      intermediates: [signer.certificate],
      anchor,
      crls: [indirect, crlDer({ by: anchor, revoked: [[plain]] })],
    }),
    scene('list unknown critical', plain, {
      anchor,
      crls: [crlDer({ by: anchor, extensions: [ext.unknownCritical()] })],
    }),
  ]
}

function ocspScenes(): StoredScene[] {
  const anchor = makeAuthority('CA')
  const rsaAnchor = makeAuthority('RSA CA', { keys: rsaKeys(), algorithm: rsaSha256 })
  const leaf = makeLeaf(anchor)
  const rsaLeaf = makeLeaf(rsaAnchor, { algorithm: rsaSha256 })
  const ocspSigning = ext.extendedKeyUsage('1.3.6.1.5.5.7.3.9')
  const responderKeys = makeKeys()
  const responder = makeLeaf(anchor, {
    keys: responderKeys,
    extensions: [ext.keyUsage('digitalSignature'), ocspSigning, ext.ocspNoCheck()],
  })
  const checked = makeLeaf(anchor, { keys: responderKeys, extensions: [ocspSigning] })
  const about = encodeCertId(leaf, anchor.certificate, 'sha1')
  const issued = { about, responder: anchor.keys }
  const delegated = { about, responder: responderKeys, nonce: new Uint8Array(32).fill(9) }
  return [
    scene('ocsp issuer', leaf, { anchor, ocsp: [answerDer(issued)] }),
    scene('ocsp issuer RSA', rsaLeaf, {
      anchor: rsaAnchor,
      ocsp: [
        answerDer({
          about: encodeCertId(rsaLeaf, rsaAnchor.certificate, 'sha256'),
          responder: rsaAnchor.keys,
          algorithm: rsaSha256,
        }),
      ],
    }),
    scene('ocsp delegated', leaf, {
      anchor,
      ocsp: [answerDer({ ...delegated, certificates: [responder], named: responder.subject.der })],
    }),
    scene('ocsp delegated, looked up', leaf, {
      anchor,
      crls: [
        crlDer({ by: anchor, revoked: [[leaf]], extensions: [scope({ onlyContainsCACerts: true })] }),
        crlDer({ by: anchor, nextUpdate: '2026-01-20T00:00:00Z' }),
      ],
      ocsp: [answerDer({ ...delegated, certificates: [responder, checked] })],
    }),
    scene('ocsp revoked', leaf, {
      anchor,
      crls: [],
      ocsp: [answerDer({ ...issued, status: certStatus.revoked })],
    }),
    scene('ocsp unknown', leaf, { anchor, ocsp: [answerDer({ ...issued, status: certStatus.unknown })] }),
  ]
}

/** Larger keys, a name in every kind of string, and two generations of one authority. */
function keyScenes(): StoredScene[] {
  const on = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve })
  const anchor = makeAuthority('root', { keys: on('P-521') })
  const old = makeAuthority('generation', { by: anchor, keys: on('P-384') })
  const renewed = makeAuthority('generation', { by: anchor, keys: on('P-384') })
  const leaf = makeLeaf(renewed, {
    issuer: [
      ['C', 'TW'],
      ['CN', 'GENERATION', 'printable'],
    ],
    subject: [
      ['C', 'TW', 'printable'],
      ['O', 'Teletex', 'teletex'],
      ['1.2.840.113549.1.9.1', 'holder@portal.example'],
    ],
  })
  return [scene('keys', leaf, { intermediates: [old.certificate, renewed.certificate], anchor }, { revocation: false })]
}
