import { CodedError } from '../../core/errors/coded-error.ts'
import { isUsableModule } from './module-state.ts'
import type { ModuleListing, StoredModule } from './module-store.ts'

/**
 * The module whose place the offered one would take; undefined where its institution has none here. Errors:
 * ERR_SAM_DUPLICATE, ERR_SAM_REVOKED for one that is known to be revoked, ERR_SAM_OLDER beside a newer one that can be used.
 */
export function judgeOffer(
  { module, institution, notBefore }: Pick<StoredModule, 'module' | 'institution' | 'notBefore'>,
  { modules }: ModuleListing,
  now: number,
): StoredModule | undefined {
  const here = modules.find((stored) => stored.institution === institution)
  const details = { module }
  if (here?.module === module) {
    throw here.revokedAt === null
      ? new CodedError('ERR_SAM_DUPLICATE', `module ${module} is here already`, { details })
      : new CodedError('ERR_SAM_REVOKED', `module ${module} is revoked`, { details })
  }
  if (here && isUsableModule(here, now) && here.notBefore > notBefore) {
    throw new CodedError('ERR_SAM_OLDER', `module ${here.module} is newer`, { details: { module: here.module } })
  }
  return here
}
