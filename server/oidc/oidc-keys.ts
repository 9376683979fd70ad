import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../db/error-code.ts'

/** What single sign-on is signed with. Not in the database: who has stolen that signs nobody in. */
export interface OidcKeys {
  /** Private keys on P-256: the one that signs, then those that are published beside it. */
  readonly signing: readonly [JsonWebKey, ...JsonWebKey[]]
  /** Signs the library's cookies. */
  readonly cookies: string
  /** People are known to each system by another name, made with this: it never changes. */
  readonly subjects: string
}

/** The files of OIDC_DIRECTORY, the same on every server. docs/oidc.md says how they are made and replaced. */
export const oidcFiles = {
  signing: 'signing.key.pem',
  cookies: 'cookies.secret',
  subjects: 'subjects.secret',
} as const

/** The next key, or the one before: published, and not signed with. */
const furtherPattern = /^signing-[\w.-]+\.key\.pem$/

const shortestSecret = 32

/** Throws one Error that says which file is wrong and how; what is in it is never repeated. */
export async function readOidcKeys(directory: string): Promise<OidcKeys> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new Error(`OIDC_DIRECTORY: ${directory} cannot be read (${errorCode(cause)})`, { cause })
  })
  const at = (name: string) => join(directory, name)
  const further = names.filter((name) => furtherPattern.test(name)).toSorted()
  return {
    signing: [await readKey(at(oidcFiles.signing)), ...(await Promise.all(further.map((name) => readKey(at(name)))))],
    cookies: await readSecret(at(oidcFiles.cookies)),
    subjects: await readSecret(at(oidcFiles.subjects)),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const words = errorCode(cause) === 'ENOENT' ? 'is missing' : `cannot be read (${errorCode(cause)})`
    throw new Error(`${path} ${words}`, { cause })
  }
}

async function readKey(path: string): Promise<JsonWebKey> {
  const jwk = parseKey(await readText(path))
  if (jwk?.kty === 'EC' && jwk.crv === 'P-256') return jwk
  throw new Error(`${path} is no private key on P-256, in PEM and without a password`)
}

function parseKey(pem: string): JsonWebKey | undefined {
  try {
    return createPrivateKey(pem).export({ format: 'jwk' })
  } catch {
    return undefined // of no form that OpenSSL reads
  }
}

async function readSecret(path: string): Promise<string> {
  const secret = (await readText(path)).trim()
  if (secret.length >= shortestSecret) return secret
  throw new Error(`${path} must hold at least ${shortestSecret} characters`)
}
