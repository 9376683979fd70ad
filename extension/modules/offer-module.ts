import { fromBase64 } from '../../core/bytes/base64.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { examineSamFile } from '../../core/sam/examine-sam-file.ts'
import type { SamAuthority } from '../../core/sam/sam-authorities.ts'
import { isZip, samFileLimit, tooLarge } from '../../core/sam/sam-file.ts'
import { type ModuleRoot, readModuleCertificate } from '../../core/sam/validate-module.ts'
import { judgeOffer } from './judge-offer.ts'
import type { ShownModule } from './module-facts.tsx'
import type { ModuleStore, StoredModule } from './module-store.ts'
import { openModuleKey, type SealedKey } from './open-module-key.ts'
import { verifyByWebCrypto } from './web-crypto-signature.ts'

/** A module file that is in order, before it is taken. */
export interface ModuleOffer {
  readonly module: ShownModule
  /** The one whose place it would take. */
  readonly replaces: StoredModule | undefined
  readonly sealed: SealedKey
  /** Overwrites what was read of the file. */
  readonly forget: () => void
}

export interface OfferOptions {
  readonly store: ModuleStore
  /** Whose modules are taken. */
  readonly authorities: readonly SamAuthority[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Reads a file that a person chose, as far as that goes without its secret. Its size is looked at before it is read. Errors:
 * those of examineSamFile and judgeOffer, ERR_SAM_FILE where it cannot be read, ERR_SAM_STORE.
 */
export async function offerModule(file: File, { store, authorities, now }: OfferOptions): Promise<ModuleOffer> {
  const octets = await readFile(file)
  const forget = () => void octets.fill(0)
  try {
    const { file: read, facts } = await examineSamFile(octets, {
      fileName: file.name,
      roots: authorities.map(rootOf),
      time: new Date(now),
      verify: verifyByWebCrypto,
    })
    const { notBefore, notAfter, ...named } = facts
    const module = { ...named, notBefore: notBefore.getTime(), notAfter: notAfter.getTime() }
    const replaces = judgeOffer(module, await store.list(), now)
    return { module, replaces, sealed: read, forget: () => void read.encryptedKey.fill(0) }
  } finally {
    forget()
  }
}

async function readFile(file: File): Promise<Uint8Array> {
  try {
    // Even of a file that is far too large: who has not unpacked the download is told that, not that it is large.
    const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer())
    if (isZip(beginning)) throw new CodedError('ERR_SAM_FILE_ZIP', 'a ZIP archive')
    if (file.size > samFileLimit) throw tooLarge(file.size)
    return new Uint8Array(await file.arrayBuffer())
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
    throw new CodedError('ERR_SAM_FILE', 'the file cannot be read', { cause, details: { field: cause.name } })
  }
}

const rootOf = ({ environment, certificate }: SamAuthority): ModuleRoot => ({
  environment,
  certificate: readModuleCertificate(fromBase64(certificate)),
})

/** Opens an offered module with its secret and keeps it. Owns `secret` and zeroes it. Errors: those of openModuleKey, ERR_SAM_STORE. */
export async function acceptModule(
  offer: ModuleOffer,
  secret: Uint8Array,
  { store, now }: Pick<OfferOptions, 'store' | 'now'>,
): Promise<void> {
  try {
    const key = await openModuleKey(offer.sealed, secret)
    const { certificate } = offer.sealed
    await store.put({ ...offer.module, certificate: certificate.slice(), key, importedAt: now, revokedAt: null })
  } finally {
    secret.fill(0)
  }
  offer.forget()
}
