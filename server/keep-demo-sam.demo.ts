import { createPrivateKey, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBase64, toBase64 } from '../core/bytes/base64.ts'
import type { Environment } from '../core/cards/environments.ts'
import { parseCertificate } from '../core/pki/certificate.ts'
import { samFileName } from '../core/sam/sam-file-name.ts'
import { formatSamSecret } from '../core/sam/sam-secret.ts'
import { type DemoModule, demoModules } from '../demo/modules.ts'
import type { DemoKeyHolder, DemoPki, DemoSamAuthority } from '../demo/pki/demo-pki.ts'
import type { Clock } from './clock.ts'
import { keySigner } from './pki/es256-signer.ts'
import type { SamIssuer, Validity } from './pki/issue-sam-certificate.ts'
import { keyText } from './pki/make-sam-authority.ts'
import { readSamAuthority, samFiles } from './pki/sam-authority.ts'
import { makeModuleFile, newSecret } from './sam/make-module-file.ts'
import type { Sam } from './sam/sam-parts.ts'
import { makeTestModules, readTestModules } from './sam/test-modules.ts'

/** A module's file as the demo build gets it. */
export interface DemoModuleFile {
  readonly id: string
  readonly fileName: string
  /** Base64. */
  readonly file: string
  /** The opening code, as people type it. */
  readonly secret: string
  readonly environment: Environment
}

/** What the demo has of security modules: as kept on disk, with what the portal reads of it. */
export interface DemoSam {
  readonly sam: Sam
  /** Every demo module with its file. The portal keeps no secret: here is where the demo's are. */
  readonly modules: readonly DemoModuleFile[]
  /** Roots, base64 DER: what an administrator would pin in the extension. */
  readonly roots: readonly { readonly environment: Environment; readonly certificate: string }[]
}

const day = 86_400_000
/** As the demo's cards: the PKI is made anew before that. */
const goodForDays = 1460

/**
 * The files of the demo's module authorities, whose keys are the demo PKI's, with modules and test modules that they issue:
 * made with a new PKI, kept in the data directory.
 */
export async function keepDemoSam(directory: string, pki: DemoPki, clock: Clock): Promise<DemoSam> {
  const folder = join(directory, 'sam')
  if (!isUsable(folder, pki)) await makeAnew(folder, pki, clock.now())
  const root = (environment: Environment) => ({
    environment,
    certificate: toBase64(readFileSync(join(folder, environment, samFiles.root))),
  })
  return {
    sam: {
      authority: await readSamAuthority(join(folder, 'test'), {}),
      testModules: await readTestModules(join(folder, 'test-modules')),
    },
    modules: JSON.parse(readFileSync(join(folder, modulesFile), 'utf8')) as DemoModuleFile[],
    roots: [root('test'), root('production')],
  }
}

const modulesFile = 'modules.json'

/** One of another PKI is of no use, and one that an older version made may lack modules. */
function isUsable(folder: string, { samAuthorities }: DemoPki): boolean {
  const list = join(folder, modulesFile)
  if (!existsSync(list)) return false
  const ids = new Set((JSON.parse(readFileSync(list, 'utf8')) as DemoModuleFile[]).map(({ id }) => id))
  const isOwn = Object.values(samAuthorities).every(
    ({ environment, root }) => toBase64(readFileSync(join(folder, environment, samFiles.root))) === root.certificate,
  )
  return isOwn && demoModules.every(({ id }) => ids.has(id))
}

/** All of it beside its place, which it then takes: a start that is cut off leaves nothing half-made. */
async function makeAnew(folder: string, { samAuthorities }: DemoPki, now: Date): Promise<void> {
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  const start = Math.floor(now.getTime() / 1000) * 1000
  const issuers = {
    test: writeAuthority(join(draft, 'test'), samAuthorities.test),
    production: writeAuthority(join(draft, 'production'), samAuthorities.production),
  }
  const validity = { notBefore: new Date(start), notAfter: new Date(start + goodForDays * day) }
  const modules = await Promise.all(demoModules.map((module) => makeDemoModule(module, issuers, validity)))
  writeFileSync(join(draft, modulesFile), JSON.stringify(modules), { mode: 0o600 })
  const testModules = join(draft, 'test-modules')
  mkdirSync(testModules)
  for (const { name, file } of await makeTestModules(issuers.test, validity))
    writeFileSync(join(testModules, name), file)
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
}

function writeAuthority(folder: string, { root, issuing, authentication }: DemoSamAuthority): SamIssuer {
  const key = keyOf(issuing.privateKey)
  const certificate = fromBase64(issuing.certificate)
  mkdirSync(folder, { recursive: true })
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content, { mode: 0o600 })
  write(samFiles.root, fromBase64(root.certificate))
  write(samFiles.issuing, certificate)
  write(samFiles.issuingKey, keyText(key))
  write(samFiles.authenticationKey, keyText(keyOf(authentication.privateKey)))
  return { certificate: parseCertificate(certificate), signer: keySigner(key) }
}

const keyOf = (jwk: DemoKeyHolder['privateKey']): KeyObject => createPrivateKey({ key: { ...jwk }, format: 'jwk' })

async function makeDemoModule(
  { id, ...subject }: DemoModule,
  issuers: Readonly<Record<Environment, SamIssuer>>,
  validity: Validity,
): Promise<DemoModuleFile> {
  const secret = newSecret()
  const { file } = await makeModuleFile(subject, secret, issuers[subject.environment], validity)
  const { environment } = subject
  return { id, fileName: samFileName(subject), file: toBase64(file), secret: formatSamSecret(secret), environment }
}
