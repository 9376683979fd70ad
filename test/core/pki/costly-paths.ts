import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readDer, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { anyPolicy, extensionOids as oids } from '../../../core/pki/oids.ts'
import { type CostlyInput, validation } from './costly-inputs.ts'
import {
  type Bytes,
  type Keys,
  type NameParts,
  certificateDer,
  ext,
  extension,
  makeAuthority,
  makeKeys,
  makeLeaf,
} from './make-certificate.ts'

const on = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve })

/** An SPKI of an RSA key with any modulus: nobody has its other half, and a check costs the same. */
function rsaSpki(bits: number, exponent: readonly number[]): Bytes {
  const modulus = new Uint8Array(randomBytes(bits / 8))
  modulus[0] = 0x80 | (modulus[0] ?? 0)
  modulus[modulus.length - 1] = 1 | (modulus.at(-1) ?? 0)
  const key = der(tags.sequence, der(tags.integer, [0], modulus), der(tags.integer, exponent))
  return der(
    tags.sequence,
    der(tags.sequence, derOid('1.2.840.113549.1.1.1'), der(tags.null)),
    der(tags.bitString, [0], key),
  )
}

const meshName: NameParts = [['CN', 'one name for all']]
const authority = [ext.authority(), ext.keyUsage('keyCertSign', 'cRLSign')]
const root = makeAuthority('costly root')
const leafExtensions = [ext.keyUsage('digitalSignature')]

/** Every key certified by every other one, all under one name, none by an anchor. */
function mesh(keys: readonly Keys[]): Bytes[] {
  const all = keys.flatMap((own) =>
    keys
      .filter((signer) => signer !== own)
      .map((signer) =>
        certificateDer({ subject: meshName, issuer: meshName, keys: own, signer, extensions: authority }),
      ),
  )
  return all.slice(0, 128)
}

const meshLeaf = (signer: Keys, algorithm?: Bytes): Bytes =>
  certificateDer({
    subject: [['CN', '測試人']],
    issuer: meshName,
    signer,
    extensions: leafExtensions,
    ...(algorithm && { algorithm }),
  })

/** Authorities in layers, `width` of one name and key in each: every one of a layer has issued every one of the next. */
export function layers(
  depth: number,
  width: number,
  extensions: (layer: number) => readonly Bytes[],
  reachRoot = true,
) {
  const keys = Array.from({ length: depth }, makeKeys)
  const nameOf = (layer: number): NameParts => (layer < 0 ? root.subject : [['CN', `layer ${layer}`]])
  const keysOf = (layer: number): Keys =>
    layer < 0 ? (reachRoot ? root.keys : makeKeys()) : (keys[layer] ?? root.keys)
  const intermediates = keys.flatMap((own, layer) =>
    Array.from({ length: width }, () =>
      certificateDer({
        subject: nameOf(layer),
        issuer: nameOf(layer - 1),
        keys: own,
        signer: keysOf(layer - 1),
        extensions: [...authority, ...extensions(layer)],
      }),
    ),
  )
  const leafOf = (own: readonly Bytes[] = []) =>
    certificateDer({
      subject: [['CN', '測試人']],
      issuer: nameOf(depth - 1),
      signer: keysOf(depth - 1),
      extensions: [...leafExtensions, ...own],
    })
  return { intermediates, leafOf, anchors: [root.certificate.der] }
}

const policyOid = (number: number): string => `1.2.3.${number}`
const count = <T>(length: number, of: (index: number) => T): T[] => Array.from({ length }, (_, index) => of(index))
const mappings = (pairs: readonly (readonly [string, string])[]): Bytes =>
  extension(
    oids.policyMappings,
    der(tags.sequence, ...pairs.map(([from, to]) => der(tags.sequence, derOid(from), derOid(to)))),
    true,
  )
const asked = { policies: { initialPolicySet: ['1.2.4'], requireExplicitPolicy: true } }

/** Paths, signatures and policies. */
export const costlyPaths: readonly CostlyInput[] = [
  {
    name: 'a mesh of eleven authorities of one name',
    ends: 'bad-signature',
    make() {
      const keys = count(11, makeKeys)
      return validation({
        leaf: meshLeaf(keys[0] ?? root.keys),
        intermediates: mesh(keys),
        anchors: [root.certificate.der],
      })
    },
  },
  {
    name: 'a mesh of eleven authorities of one name, which reaches the anchor in the end',
    ends: 'good',
    make() {
      const keys = count(11, makeKeys)
      const anchor = makeAuthority('', { subject: meshName })
      return validation({ leaf: meshLeaf(anchor.keys), intermediates: mesh(keys), anchors: [anchor.certificate.der] })
    },
  },
  ...(['P-384', 'P-521'] as const).map((curve) => ({
    name: `128 authorities of one name, ${curve} keys, none of which has signed`,
    ends: 'bad-signature',
    make() {
      const anchor = makeAuthority('', { subject: meshName })
      const intermediates = count(128, () =>
        certificateDer({
          subject: meshName,
          issuer: meshName,
          keys: on(curve),
          signer: root.keys,
          extensions: authority,
        }),
      )
      const algorithm = der(tags.sequence, derOid('1.2.840.10045.4.3.4'))
      return validation({ leaf: meshLeaf(on(curve), algorithm), intermediates, anchors: [anchor.certificate.der] })
    },
  })),
  ...(
    [
      ['65537', [1, 0, 1]],
      ['of 32 bits', [0, 0xff, 0xff, 0xff, 0xff]],
      ['of 64 bits', [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ] as const
  ).map(([words, exponent]) => ({
    name: `128 authorities of one name, RSA-8192 with an exponent ${words}, none of which has signed`,
    ends: 'bad-signature',
    make() {
      const intermediates = count(128, () => {
        const spki = rsaSpki(8192, exponent)
        const keys = { ...makeKeys(), publicKey: { export: () => spki } as unknown as Keys['publicKey'] }
        return certificateDer({ subject: meshName, issuer: meshName, keys, signer: root.keys, extensions: authority })
      })
      // A signature of the length of such a key, which is below its modulus.
      const leaf = withSignature(meshLeaf(makeKeys(), rsaSha256), new Uint8Array([0, ...randomBytes(1023)]))
      return validation({ leaf, intermediates, anchors: [root.certificate.der] })
    },
  })),
  {
    name: 'eight layers of three authorities that lead nowhere',
    ends: 'bad-signature',
    make() {
      const { intermediates, leafOf, anchors } = layers(8, 3, () => [], false)
      return validation({ leaf: leafOf(), intermediates, anchors })
    },
  },
  {
    name: '32 paths, all with hundreds of policies and thousands of mappings of one policy',
    ends: 'policy-budget',
    make() {
      const own = [
        ext.policies(...count(900, policyOid)),
        mappings(count(3000, (index) => [policyOid(0), policyOid(1000 + index)])),
      ]
      const { intermediates, leafOf, anchors } = layers(5, 2, () => own)
      return validation({ leaf: leafOf([ext.policies(...count(900, policyOid))]), intermediates, anchors }, asked)
    },
  },
  {
    name: '32 paths, all with anyPolicy and thousands of mappings',
    ends: 'policy-budget',
    make() {
      const own = [
        ext.policies(anyPolicy),
        mappings(count(3500, (index) => [policyOid(index % 990), policyOid((index * 7) % 990)])),
      ]
      const { intermediates, leafOf, anchors } = layers(5, 2, () => own)
      return validation({ leaf: leafOf([ext.policies(anyPolicy)]), intermediates, anchors }, asked)
    },
  },
  {
    name: '32 paths, all with thousands of policies',
    ends: 'policy-budget',
    make() {
      const { intermediates, leafOf, anchors } = layers(5, 2, () => [ext.policies(...count(5000, policyOid))])
      return validation({ leaf: leafOf([ext.policies(...count(5000, policyOid))]), intermediates, anchors }, asked)
    },
  },
  {
    name: 'a leaf with thousands of unknown extensions, purposes and directory attributes',
    ends: 'unknown-critical-extension',
    make() {
      const leaf = makeLeaf(root, {
        extensions: [
          ...leafExtensions,
          ...count(2000, (index) => extension(policyOid(index), der(tags.null), true)),
          ext.extendedKeyUsage(...count(2000, policyOid)),
        ],
      })
      return validation({ leaf: leaf.der, anchors: [root.certificate.der] })
    },
  },
  {
    name: 'elements nested fifteen thousand deep',
    ends: 'good',
    make() {
      let nested: Bytes = der(tags.null)
      for (let depth = 0; depth < 15_000; depth++) nested = der(tags.sequence, nested)
      const leaf = certificateDer({
        subject: [['CN', '測試人']],
        issuer: root.subject,
        signer: root.keys,
        extensions: [...leafExtensions, extension(policyOid(1), nested)],
      })
      return validation({ leaf, anchors: [root.certificate.der] })
    },
  },
]

const rsaSha256 = der(tags.sequence, derOid('1.2.840.113549.1.1.11'), der(tags.null))

/** The same certificate with another signature. */
function withSignature(certificate: Bytes, signature: Uint8Array): Bytes {
  const { der: tbs } = readDer(certificate, 'certificate').reader().read('tbs')
  return der(tags.sequence, tbs, rsaSha256, der(tags.bitString, [0], signature))
}
