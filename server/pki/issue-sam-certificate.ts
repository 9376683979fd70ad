import { randomBytes } from 'node:crypto'
import { toHex } from '../../core/bytes/hex.ts'
import type { Environment } from '../../core/cards/environments.ts'
import { type Certificate, parseCertificate } from '../../core/pki/certificate.ts'
import { readDer, tags } from '../../core/pki/der.ts'
import { der, derOid } from '../../core/pki/der-writer.ts'
import { attributeOids, modulePolicyOids } from '../../core/pki/oids.ts'
import { type PublicKey, parsePublicKey } from '../../core/pki/public-key.ts'
import { sha1 } from '../../core/pki/sha1.ts'
import type { Es256Signer } from './es256-signer.ts'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from './x509.ts'

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Who signs: a certificate with the key that it is of. */
export interface SamIssuer {
  readonly certificate: Certificate
  readonly signer: Es256Signer
}

interface Order extends Validity {
  readonly subject: Uint8Array
  readonly publicKey: PublicKey
  /** DER of the issuer's name, and its key. */
  readonly issuer: Uint8Array
  readonly issuerKey: PublicKey
  readonly extensions: readonly Extension[]
}

/** A root signs itself. It is made where no network is, and used again for nothing but the next issuing authority. */
export async function issueSamRoot(
  label: string,
  publicKey: PublicKey,
  signer: Es256Signer,
  validity: Validity,
): Promise<Certificate> {
  const subject = authorityName(label)
  const extensions = [new BasicConstraintsExtension(true, 1, true), new KeyUsagesExtension(rootUsage, true)]
  return await issue({ subject, publicKey, issuer: subject, issuerKey: publicKey, extensions, ...validity }, signer)
}

/** Its policy is its environment's: a path through it is good for modules of that environment alone. */
export async function issueSamAuthority(
  label: string,
  publicKey: PublicKey,
  environment: Environment,
  { certificate, signer }: SamIssuer,
  validity: Validity,
): Promise<Certificate> {
  const order = {
    subject: authorityName(label),
    publicKey,
    issuer: certificate.subject.der,
    issuerKey: certificate.publicKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(issuingUsage, true),
      new CertificatePolicyExtension([modulePolicyOids[environment]]),
    ],
  }
  return await issue({ ...order, ...validity }, signer)
}

/** Whom a module is for. */
export interface ModuleSubject {
  /** 安全模組代號 */
  readonly module: string
  readonly institution: string
  readonly institutionName: string
  readonly environment: Environment
}

export async function issueModuleCertificate(
  subject: ModuleSubject,
  publicKey: PublicKey,
  { certificate, signer }: SamIssuer,
  validity: Validity,
): Promise<Certificate> {
  const order = {
    subject: moduleName(subject),
    publicKey,
    issuer: certificate.subject.der,
    issuerKey: certificate.publicKey,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new CertificatePolicyExtension([modulePolicyOids[subject.environment]]),
    ],
  }
  return await issue({ ...order, ...validity }, signer)
}

const rootUsage = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
/** It signs the module files too. */
const issuingUsage = KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature

/**
 * The library writes what is to be signed; the key that signs may be where the library cannot reach it, so that the
 * certificate is written once more with the signature.
 */
async function issue(order: Order, signer: Es256Signer): Promise<Certificate> {
  const { publicKey, issuerKey } = order
  const parameters = {
    serialNumber: newSerialNumber(),
    subject: new Name(Uint8Array.from(order.subject)),
    issuer: new Name(Uint8Array.from(order.issuer)),
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    publicKey: Uint8Array.from(publicKey.spki),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
    extensions: [
      new SubjectKeyIdentifierExtension(keyIdOf(publicKey)),
      new AuthorityKeyIdentifierExtension(keyIdOf(issuerKey)),
      ...order.extensions,
    ],
  }
  const write = async (signature: Uint8Array<ArrayBuffer>) => {
    const { rawData } = await X509CertificateGenerator.create({ ...parameters, signature })
    return parseCertificate(new Uint8Array(rawData))
  }
  const { tbs } = await write(new Uint8Array(64).fill(1))
  return await write(await signer.sign(tbs))
}

/** 127 bits; the first octet is neither zero nor negative, so that there is one way to write it. */
const newSerialNumber = (): string => {
  const octets = randomBytes(16)
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40
  return octets.toString('hex')
}

/** RFC 5280 §4.2.1.2 (1). */
const keyIdOf = ({ keyBits }: PublicKey): string => toHex(sha1(keyBits))

export const readPublicKey = (spki: Uint8Array): PublicKey => parsePublicKey(readDer(spki, 'subjectPublicKeyInfo'))

const utf8 = (text: string) => der(tags.utf8String, new TextEncoder().encode(text))
const printable = (text: string) => der(tags.printableString, new TextEncoder().encode(text))
const attribute = (type: string, value: Uint8Array) => der(tags.set, der(tags.sequence, derOid(type), value))
const countryName = '2.5.4.6'
const name = (...attributes: Uint8Array[]) => der(tags.sequence, attribute(countryName, printable('TW')), ...attributes)

const authorityName = (label: string) => name(attribute(attributeOids.commonName, utf8(label)))

const moduleName = ({ module, institution, institutionName }: ModuleSubject) =>
  name(
    attribute(attributeOids.organizationName, utf8(institutionName)),
    attribute(attributeOids.organizationIdentifier, utf8(institution)),
    attribute(attributeOids.serialNumber, printable(module)),
  )
