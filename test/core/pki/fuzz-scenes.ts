import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CertificateCardType } from '../../../core/pki/certificate-profiles.ts'
import { derOfFile } from '../../../core/pki/pem.ts'
import type { PathRequest } from '../../../core/pki/validate-path.ts'
import { findSharedData } from '../../shared-data.ts'
import { today } from './judge.ts'
import type { Bytes } from './make-certificate.ts'
import { pathCase, termsOf } from './path-vectors.ts'
import { readVectors, vectorsPath } from './vector-files.ts'

/** A validation by the octets of everything in it. */
export interface Scene {
  readonly name: string
  readonly octets: {
    readonly leaf: readonly [Bytes]
    readonly intermediates: readonly Bytes[]
    readonly anchors: readonly Bytes[]
    readonly crls: readonly Bytes[]
    readonly ocsp: readonly Bytes[]
  }
  readonly terms: Omit<PathRequest, keyof Scene['octets'] | 'verifySignature'>
  /** Of a card that signs in: the first list is the root's, the second the authority's. */
  readonly card?: { readonly type: CertificateCardType; readonly token: string }
}

/** What fuzz-scenes.json holds: octets in base64. */
export interface StoredScene {
  readonly name: string
  readonly leaf: string
  readonly intermediates: readonly string[]
  readonly anchors: readonly string[]
  readonly crls: readonly string[]
  readonly ocsp: readonly string[]
  readonly policies?: readonly string[]
  readonly revocation?: boolean
  readonly card?: Scene['card']
}

const fromBase64 = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64'))

/** Those of make-fuzz-scenes.ts. */
export function ownScenes(): Scene[] {
  const text = readFileSync(new URL('../../fixtures/certs/fuzz-scenes.json', import.meta.url), 'utf8')
  const stored: readonly StoredScene[] = JSON.parse(text)
  return stored.map(open)
}

const open = ({ name, policies, revocation = true, card, ...parts }: StoredScene): Scene => ({
  name,
  octets: {
    leaf: [fromBase64(parts.leaf)],
    intermediates: parts.intermediates.map(fromBase64),
    anchors: parts.anchors.map(fromBase64),
    crls: parts.crls.map(fromBase64),
    ocsp: parts.ocsp.map(fromBase64),
  },
  terms: {
    time: today,
    checkRevocation: revocation,
    ...(policies && { policies: { initialPolicySet: policies, requireExplicitPolicy: true } }),
  },
  ...(card && { card }),
})

/** The cases of limbo.json or pkits.json; none where the file is absent. */
export function vectorScenes(file: string): Scene[] {
  const path = vectorsPath(file)
  if (path === undefined) return []
  const { cases, blob } = readVectors(path, pathCase)
  return cases.map((vector) => ({
    name: vector.id,
    octets: {
      leaf: [blob(vector.peer)],
      intermediates: vector.intermediates.map(blob),
      anchors: vector.anchors.map(blob),
      crls: vector.crls.map(blob),
      ocsp: [],
    },
    terms: termsOf(vector),
  }))
}

const government = {
  anchors: ['GRCA2_2012.pem', 'GRCA_G1_2002.pem'],
  below: ['MOICA2_2014.pem', 'moica_test_user_1.der', 'moica_test_user_2.der'],
}

/** Real certificates of the government's PKI; none where they are absent. */
export function governmentScenes(): Scene[] {
  const folder = findSharedData('taiwan/certs')
  if (folder === undefined) return []
  const read = (file: string): Bytes => Uint8Array.from(derOfFile(new Uint8Array(readFileSync(join(folder, file)))))
  const anchors = government.anchors.map(read)
  return government.below.map((file) => ({
    name: file,
    octets: { leaf: [read(file)], intermediates: [], anchors, crls: [], ocsp: [] },
    terms: { time: new Date('2024-08-01T00:00:00Z'), checkRevocation: false },
  }))
}
