import { context, type DerValue, tags } from './der.ts'
import { readOid, readSmallInteger } from './der-primitives.ts'
import { der, derOid } from './der-writer.ts'
import { keyOids } from './oids.ts'
import type { PssParameters } from './signature-schemes.ts'

type Hash = PssParameters['mgfHash']

/** RFC 4055 §2.1, §2.2. */
const mgf1Oid = '1.2.840.113549.1.1.8'
const hashOids: Readonly<Record<Hash, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}
const hashes = new Map<string, Hash>([
  [hashOids['SHA-1'], 'SHA-1'],
  [hashOids['SHA-256'], 'SHA-256'],
  [hashOids['SHA-384'], 'SHA-384'],
  [hashOids['SHA-512'], 'SHA-512'],
])
const what = 'RSASSA-PSS parameters'

/** Undefined for parameters that no scheme of ours has: SHA-1 over the message, a hash, mask or trailer of another kind. */
export function parsePssParameters(value: DerValue): PssParameters | undefined {
  const reader = value.reader()
  const field = (number: number): DerValue | undefined => {
    const wrapped = reader.optional(what, context(number, true))?.reader()
    const content = wrapped?.read(what)
    wrapped?.finish(what)
    return content
  }
  const [hashField, maskField, saltField, trailer] = [field(0), field(1), field(2), field(3)]
  reader.finish(what)
  // What is absent has its default: SHA-1, MGF1 with SHA-1, 20 octets.
  const hash = hashField ? readHash(hashField) : 'SHA-1'
  const mgfHash = maskField ? readMask(maskField) : 'SHA-1'
  const saltLength = saltField ? readSmallInteger(saltField, what) : 20
  if (hash === undefined || hash === 'SHA-1' || mgfHash === undefined || trailer) return undefined
  return { hash, mgfHash, saltLength }
}

function readAlgorithm(value: DerValue): { readonly oid: string; readonly parameters: DerValue | undefined } {
  const reader = value.reader()
  const oid = readOid(reader.read(what, tags.oid), what)
  const parameters = reader.done ? undefined : reader.read(what)
  reader.finish(what)
  return { oid, parameters }
}

function readHash(value: DerValue): Hash | undefined {
  const { oid, parameters } = readAlgorithm(value)
  return parameters === undefined || (parameters.tag === tags.null && parameters.isEmpty) ? hashes.get(oid) : undefined
}

function readMask(value: DerValue): Hash | undefined {
  const { oid, parameters } = readAlgorithm(value)
  return oid === mgf1Oid && parameters ? readHash(parameters) : undefined
}

/** The SubjectPublicKeyInfo of an RSA key (`pkcs1`: its RSAPublicKey) that is bound to these parameters. */
export function pssPublicKeyInfo({ hash, mgfHash, saltLength }: PssParameters, pkcs1: Uint8Array): Uint8Array {
  const algorithm = (oid: string, parameters: Uint8Array) => der(tags.sequence, derOid(oid), parameters)
  const hashAlgorithm = (name: Hash) => algorithm(hashOids[name], der(tags.null))
  const salt = saltLength < 0x80 ? [saltLength] : [saltLength >> 8, saltLength & 0xff]
  const parameters = der(
    tags.sequence,
    der(context(0, true), hashAlgorithm(hash)),
    der(context(1, true), algorithm(mgf1Oid, hashAlgorithm(mgfHash))),
    der(context(2, true), der(tags.integer, salt)),
  )
  return der(tags.sequence, algorithm(keyOids.rsassaPss, parameters), der(tags.bitString, [0], pkcs1))
}
