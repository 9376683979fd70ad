import { toBase64 } from '../../../core/bytes/base64.ts'
import { formatSamSecret } from '../../../core/sam/sam-secret.ts'
import { samFileName } from '../../../core/sam/sam-file-name.ts'
import type { SamAuthority } from '../../../core/sam/sam-authorities.ts'
import type { ModuleListing, ModuleStore, StoredModule } from '../../../extension/modules/module-store.ts'
import type { CertificateOptions } from '../../core/pki/make-certificate.ts'
import { facts, makeModule, makeModuleAuthority, makeSamFile, secret } from '../../core/sam/make-module.ts'

const authority = makeModuleAuthority('test')

/** The authority of the modules here, as a browser is told of it. */
export const authorities: readonly SamAuthority[] = [
  { environment: 'test', certificate: toBase64(authority.root.certificate.der) },
]

/** Within the validity of what is made here. */
export const now = Date.parse('2027-01-01T00:00:00Z')
export const day = 86_400_000

export const openingCode = formatSamSecret(secret)

export interface FileOptions extends Partial<CertificateOptions> {
  readonly module?: string
  readonly name?: string
  /** Another key is sealed than the certificate’s. */
  readonly otherKey?: boolean
}

/** A module's file as a person has it. */
export function samFile({ name, otherKey = false, ...options }: FileOptions = {}): File {
  const module = makeModule(authority, options)
  const { keys } = otherKey ? makeModule(authority) : module
  const octets = makeSamFile(authority, { ...module, keys })
  return new File([octets], name ?? samFileName({ ...facts, ...options }))
}

export const newKey = async (extractable = false): Promise<CryptoKey> =>
  (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, extractable, ['sign', 'verify'])).privateKey

/** One that was imported. */
export async function storedModule(changes: Partial<StoredModule> = {}): Promise<StoredModule> {
  return {
    ...facts,
    environment: 'test',
    certificate: makeModule(authority).certificate.slice(),
    key: await newKey(),
    notBefore: Date.parse('2026-01-01T00:00:00Z'),
    notAfter: Date.parse('2029-01-01T00:00:00Z'),
    importedAt: now - day,
    revokedAt: null,
    ...changes,
  }
}

/** A store without a database; `error` is what it fails with. */
export class MemoryModuleStore implements ModuleStore {
  readonly modules = new Map<string, StoredModule>()
  readonly damaged = new Set<string>()
  error: Error | undefined

  constructor(...modules: StoredModule[]) {
    for (const module of modules) this.modules.set(module.institution, module)
  }

  async list(): Promise<ModuleListing> {
    if (this.error) throw this.error
    return { modules: [...this.modules.values()], damaged: [...this.damaged] }
  }

  async put(module: StoredModule): Promise<void> {
    if (this.error) throw this.error
    this.modules.set(module.institution, module)
  }

  async remove(institution: string): Promise<void> {
    if (this.error) throw this.error
    this.modules.delete(institution)
    this.damaged.delete(institution)
  }

  async markRevoked(codes: ReadonlySet<string>, at: number): Promise<boolean> {
    const struck = [...this.modules.values()].filter((it) => codes.has(it.module) && it.revokedAt === null)
    for (const module of struck) this.modules.set(module.institution, { ...module, revokedAt: at })
    return struck.length > 0
  }
}
