import { createCipheriv, randomBytes, scryptSync, sign } from 'node:crypto'
import type { Environment } from '../../../core/cards/environments.ts'
import { modulePolicyOids } from '../../../core/pki/oids.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { assembleSamFile, samFileSigningInput, type SamFileContent } from '../../../core/sam/sam-file.ts'
import type { ModuleRoot } from '../../../core/sam/validate-module.ts'
import {
  type Bytes,
  type CertificateOptions,
  ext,
  type Keys,
  certificateDer,
  makeKeys,
} from '../pki/make-certificate.ts'

/** An authority of modules with one that it issued, right or wrong in whatever way a test says. */
export interface ModuleAuthority {
  readonly root: ModuleRoot
  readonly issuing: { readonly der: Bytes; readonly keys: Keys }
}

const validity = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2029-01-01T00:00:00Z' }

export function makeModuleAuthority(environment: Environment, name = 'Test SAM root'): ModuleAuthority {
  const rootName = [['O', name]] as const
  const issuingName = [['O', `${name} issuing`]] as const
  const rootKeys = makeKeys()
  const keys = makeKeys()
  const usage = ext.keyUsage('keyCertSign', 'cRLSign')
  const root = { subject: rootName, issuer: rootName, signer: rootKeys, keys: rootKeys, ...validity }
  const issuing = { subject: issuingName, issuer: rootName, signer: rootKeys, keys, ...validity }
  return {
    root: {
      environment,
      certificate: parseCertificate(certificateDer({ ...root, extensions: [ext.authority(), usage] })),
    },
    issuing: { der: certificateDer({ ...issuing, extensions: [ext.authority(0), usage] }), keys },
  }
}

export interface MadeModule {
  readonly certificate: Bytes
  readonly keys: Keys
}

export const facts = { module: '900000000129', institution: '3501999018', institutionName: '示範晨曦診所' }

export function makeModule(
  { root, issuing }: ModuleAuthority,
  changes: Partial<CertificateOptions> & { readonly module?: string } = {},
): MadeModule {
  const keys = makeKeys()
  const { module = facts.module, ...options } = changes
  const certificate = certificateDer({
    subject: [
      ['O', facts.institutionName],
      ['2.5.4.97', facts.institution],
      ['SN', module, 'printable'],
    ],
    issuer: [['O', `${nameOf(root)} issuing`]],
    signer: issuing.keys,
    keys,
    ...validity,
    extensions: [ext.keyUsage('digitalSignature'), ext.policies(modulePolicyOids[root.environment])],
    ...options,
  })
  return { certificate, keys }
}

const nameOf = ({ certificate }: ModuleRoot): string => certificate.subject.textsOf('2.5.4.10')[0] ?? ''

export const secret = Uint8Array.from({ length: 16 }, (_, index) => index * 17)

/** The file as the portal makes it. `change` strikes what is signed. */
export function makeSamFile(
  { issuing }: ModuleAuthority,
  { certificate, keys }: MadeModule,
  change: (content: SamFileContent) => SamFileContent = (content) => content,
): Bytes {
  const kdf = { n: 16_384, r: 8, p: 1, salt: randomBytes(16) }
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(secret, kdf.salt, 32, { N: kdf.n, r: kdf.r, p: kdf.p }), iv)
  cipher.setAAD(certificate)
  const pkcs8 = keys.privateKey.export({ format: 'der', type: 'pkcs8' })
  const encryptedKey = Buffer.concat([cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()])
  const { text, bytes } = samFileSigningInput(change({ authority: issuing.der, certificate, kdf, iv, encryptedKey }))
  return assembleSamFile(text, sign('sha256', bytes, { key: issuing.keys.privateKey, dsaEncoding: 'ieee-p1363' }))
}
