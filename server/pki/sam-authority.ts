import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { concat } from '../../core/bytes/concat.ts'
import { equal } from '../../core/bytes/equal.ts'
import { type Environment, environments } from '../../core/cards/environments.ts'
import { type Certificate, parseCertificate } from '../../core/pki/certificate.ts'
import { modulePolicyOids } from '../../core/pki/oids.ts'
import { derOfFile } from '../../core/pki/pem.ts'
import { validatePath } from '../../core/pki/validate-path.ts'
import { errorCode } from '../db/error-code.ts'
import { checkedSigner, type Es256Signer, keySigner, tokenDescription, tokenSigner } from './es256-signer.ts'
import type { SamIssuer } from './issue-sam-certificate.ts'
import { verifySignature } from './verify-signature.ts'

/** The portal's own authority for security modules (安全模組): what validates them, what makes them, what they believe. */
export interface SamAuthority {
  /** Of its modules: what its issuing certificates say. */
  readonly environment: Environment
  /** Modules are good through it, and through nothing else. */
  readonly root: Certificate
  /** The one that issues now first, then earlier ones, whose modules are still good. */
  readonly issuing: readonly [Certificate, ...Certificate[]]
  /** Absent in a process that has no issuing key: it validates, and leaves issuing to another. */
  readonly issuer: SamIssuer | undefined
  /** 認證: what a module in a reader asks for before it signs. R‖S over its 12-digit code and the 16 octets that it gave. */
  authenticate(module: string, random: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/** The files of SAM_DIRECTORY. docs/sam.md says how `npm run sam` makes them. */
export const samFiles = {
  root: 'root.cer',
  issuing: 'issuing.cer',
  /** Instead of `issuingToken`. */
  issuingKey: 'issuing.key.pem',
  issuingToken: 'issuing.pkcs11.json',
  authenticationKey: 'authentication.key.pem',
} as const

/** Issuing certificates that are no longer issued from: `issuing-2026.cer`. */
const earlierPattern = /^issuing-[\w.-]+\.cer$/

/** What `authenticate` signs begins with: no signature of this key can be taken for another. */
const authenticationTag = new TextEncoder().encode('nhi-sam-authentication')

/**
 * Reads the authority that SAM_DIRECTORY names, whole and at once. Throws one Error that says which file is wrong and how; a
 * key or a PIN is never repeated. `variables` hold the PIN of a token.
 */
export async function readSamAuthority(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<SamAuthority> {
  const names = await listFiles(directory)
  const at = (name: string) => join(directory, name)
  const root = await readCertificate(at(samFiles.root))
  const current = await readCertificate(at(samFiles.issuing))
  const earlier = await Promise.all(
    names
      .filter((name) => earlierPattern.test(name))
      .map(at)
      .map(readCertificate),
  )
  const environment = environmentOf(at(samFiles.issuing), current)
  for (const certificate of [current, ...earlier]) requireIssuedBy(root, certificate, environment, directory)
  const authentication = await readKey(at(samFiles.authenticationKey))
  const signer = await readIssuingSigner(directory, names, current, variables)
  return {
    environment,
    root,
    issuing: [current, ...earlier],
    issuer: signer && { certificate: current, signer: checkedSigner(signer, current.publicKey) },
    authenticate: (module, random) =>
      keySigner(authentication).sign(concat(authenticationTag, new TextEncoder().encode(module), random)),
  }
}

/** Refuses an authority of the other environment: test and production are never mixed. */
export function requireSamEnvironment(authority: SamAuthority, environment: Environment): void {
  if (authority.environment === environment) return
  throw new Error(
    `SAM_DIRECTORY holds an authority for ${authority.environment} modules, and this server is ${environment}`,
  )
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).toSorted()
  } catch (cause) {
    throw new Error(`SAM_DIRECTORY: ${directory} cannot be read (${errorCode(cause)})`, { cause })
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (cause) {
    const words = errorCode(cause) === 'ENOENT' ? 'is missing' : `cannot be read (${errorCode(cause)})`
    throw new Error(`${path} ${words}`, { cause })
  }
}

async function readCertificate(path: string): Promise<Certificate> {
  const bytes = await readBytes(path)
  try {
    return parseCertificate(derOfFile(bytes))
  } catch (cause) {
    throw new Error(`${path} is no certificate, neither DER nor PEM`, { cause })
  }
}

function environmentOf(path: string, { extensions: { certificatePolicies = [] } }: Certificate): Environment {
  const found = environments.filter((it) => certificatePolicies.some(({ policy }) => policy === modulePolicyOids[it]))
  const [environment, other] = found
  if (environment === undefined || other !== undefined) {
    throw new Error(`${path} does not say of which environment its modules are (certificatePolicies)`)
  }
  return environment
}

/** On the day it was made: whether it is good today shows when it is used, and must not keep the portal from starting. */
function requireIssuedBy(
  root: Certificate,
  certificate: Certificate,
  environment: Environment,
  directory: string,
): void {
  const name = `${directory}: the issuing certificate of serial number ${certificate.serialNumber}`
  const { keyUsage, basicConstraints } = certificate.extensions
  if (!basicConstraints?.cA || !keyUsage?.has('keyCertSign') || !keyUsage.has('digitalSignature')) {
    throw new Error(`${name} may not sign certificates and module files (basicConstraints, keyUsage)`)
  }
  try {
    validatePath({
      leaf: certificate,
      intermediates: [],
      anchors: [root],
      time: new Date(certificate.notBefore),
      policies: { initialPolicySet: [modulePolicyOids[environment]], requireExplicitPolicy: true },
      crls: [],
      checkRevocation: false,
      verifySignature,
    })
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${name} is not good under ${samFiles.root}: ${words}`, { cause })
  }
}

async function readKey(path: string): Promise<KeyObject> {
  const bytes = await readBytes(path)
  const key = parseKey(bytes)
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error(`${path} is no private key on P-256, in PEM and without a password`)
  }
  return key
}

function parseKey(pem: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey(Buffer.from(pem))
  } catch {
    return undefined // of no form that OpenSSL reads
  }
}

async function readIssuingSigner(
  directory: string,
  names: readonly string[],
  certificate: Certificate,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Es256Signer | undefined> {
  const hasKey = names.includes(samFiles.issuingKey)
  const hasToken = names.includes(samFiles.issuingToken)
  if (hasKey && hasToken) {
    throw new Error(`${directory} has both ${samFiles.issuingKey} and ${samFiles.issuingToken}: take one away`)
  }
  if (hasToken) return await readToken(join(directory, samFiles.issuingToken), variables)
  if (!hasKey) return undefined
  const path = join(directory, samFiles.issuingKey)
  const key = await readKey(path)
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  if (!equal(spki, certificate.publicKey.spki)) throw new Error(`${path} is not the key of ${samFiles.issuing}`)
  return keySigner(key)
}

/** Whether the token is there shows when it signs: it may be away at the start, and the job tries again. */
async function readToken(path: string, variables: Readonly<Record<string, string | undefined>>): Promise<Es256Signer> {
  const text = Buffer.from(await readBytes(path)).toString('utf8')
  const result = tokenDescription.safeParse(parseJson(text))
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`)
  const { pinVariable } = result.data
  if (!variables[pinVariable]) {
    throw new Error(`${path} names the variable ${pinVariable} for the token’s PIN, and it is not set`)
  }
  return tokenSigner(result.data, variables)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // zod says what should stand there
  }
}
