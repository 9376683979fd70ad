import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Environment } from '../../core/cards/environments.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import { keySigner } from './es256-signer.ts'
import {
  issueSamAuthority,
  issueSamRoot,
  readPublicKey,
  type SamIssuer,
  type Validity,
} from './issue-sam-certificate.ts'

/** A certificate, and the private key that was made for it: for whoever asked to put where it belongs. */
export interface MadeSamAuthority {
  readonly certificate: Certificate
  readonly key: KeyObject
}

export const newP256Key = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

export const publicKeyOf = (key: KeyObject): PublicKey =>
  readPublicKey(createPublicKey(key).export({ type: 'spki', format: 'der' }))

/** PKCS#8 in PEM, as the files of SAM_DIRECTORY have it. */
export const keyText = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

export async function makeSamRoot(label: string, validity: Validity): Promise<MadeSamAuthority> {
  const key = newP256Key()
  return { certificate: await issueSamRoot(label, publicKeyOf(key), keySigner(key), validity), key }
}

export async function makeIssuingAuthority(
  root: SamIssuer,
  { label, environment, ...validity }: Validity & { readonly label: string; readonly environment: Environment },
): Promise<MadeSamAuthority> {
  const key = newP256Key()
  return { certificate: await issueSamAuthority(label, publicKeyOf(key), environment, root, validity), key }
}
