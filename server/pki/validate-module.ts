import { equal } from '../../core/bytes/equal.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import { testModuleInstitutions } from '../../core/portal/test-modules.ts'
import type { ModuleFacts } from '../../core/sam/module-facts.ts'
import { foreign, revoked } from '../../core/sam/module-refusals.ts'
import { readModuleCertificate, validateModule } from '../../core/sam/validate-module.ts'
import type { Queryable } from '../db/database.ts'
import { findSamModule, isInUse } from '../db/tables/sam-modules.ts'
import type { SamAuthority } from './sam-authority.ts'
import { verifySignature } from './verify-signature.ts'

/** A module that may be relied on now, with the key that its signatures are checked with. */
export interface ValidModule extends ModuleFacts {
  /** It came as a file, for this computer's browser; else it is a card in an NHI reader. */
  readonly isCloud: boolean
  readonly publicKey: PublicKey
}

/**
 * Path to the portal's own root, then the table: a module that was never recorded, was revoked, or is to be, is refused.
 * Errors: ERR_SAM_FOREIGN, ERR_SAM_EXPIRED, ERR_SAM_NOT_YET_VALID, ERR_SAM_REVOKED.
 */
export type RequireModule = (query: Queryable, certificate: Uint8Array, now: Date) => Promise<ValidModule>

/** Without an authority every module is foreign. */
export function moduleValidator(authority: SamAuthority | undefined): RequireModule {
  return async (query, der, now) => {
    if (!authority) throw foreign('this portal has no authority for modules')
    const { environment, root, issuing } = authority
    const certificate = readModuleCertificate(der)
    const facts = validateModule({
      certificate,
      intermediates: issuing,
      roots: [{ environment, certificate: root }],
      time: now,
      verifySignature,
    })
    const isCloud = await requireRecorded(query, facts, der)
    return { ...facts, isCloud, publicKey: certificate.publicKey }
  }
}

/**
 * True for a cloud module. What was signed and never recorded was cut off while it was made: nobody has its key, and nothing could revoke it.
 */
async function requireRecorded(query: Queryable, facts: ModuleFacts, der: Uint8Array): Promise<boolean> {
  const module = await findSamModule(query, facts.module)
  if (module) {
    if (!equal(module.certificate, der)) throw foreign('another module has its code')
    if (!isInUse(module)) throw revoked(facts.module)
    return module.applicationId !== null
  }
  if (!isPublishedTestModule(facts)) throw foreign('never recorded')
  return true
}

/** The published ones are made by command, for everybody: no application stands behind them. */
const isPublishedTestModule = ({ environment, institution }: ModuleFacts): boolean =>
  environment === 'test' && testModuleInstitutions.some((code) => code === institution)
