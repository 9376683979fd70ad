import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../../core/cards/environments.ts'
import { keySigner } from '../../../server/pki/es256-signer.ts'
import { keyText, makeIssuingAuthority, makeSamRoot, newP256Key } from '../../../server/pki/make-sam-authority.ts'
import { readSamAuthority, type SamAuthority, samFiles } from '../../../server/pki/sam-authority.ts'

/** Around the day at which the tests' clock stands. */
export const authorityValidity = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2041-01-01T00:00:00Z'),
}

/** Whoever asks for it removes it. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'portal-sam-'))

/** Writes an authority that is made for the test, as SAM_DIRECTORY names one. */
export async function writeAuthority(folder: string, environment: Environment = 'test'): Promise<void> {
  const root = await makeSamRoot('測試根', authorityValidity)
  const issuing = await makeIssuingAuthority(
    { certificate: root.certificate, signer: keySigner(root.key) },
    { label: '測試發行', environment, ...authorityValidity },
  )
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
  write(samFiles.root, root.certificate.der)
  write(samFiles.issuing, issuing.certificate.der)
  write(samFiles.issuingKey, keyText(issuing.key))
  write(samFiles.authenticationKey, keyText(newP256Key()))
}

/** The same, read: its folder is gone. */
export async function makeTestAuthority(environment: Environment = 'test'): Promise<SamAuthority> {
  const folder = temporaryFolder()
  try {
    await writeAuthority(folder, environment)
    return await readSamAuthority(folder, {})
  } finally {
    rmSync(folder, { recursive: true })
  }
}
