import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { cloudModuleSignIn } from '../../../core/portal/cloud-module-sign-in.ts'
import type { Queryable } from '../../db/database.ts'
import { readPortalSetting } from '../../db/tables/portal-settings.ts'
import type { ValidModule } from '../../pki/validate-module.ts'

/**
 * A cloud module signs in with an NHI card only while the back office lets it, whatever reader is said to be there. Errors:
 * ERR_SAM_OFF, ERR_LOGIN_ALTERED for claims of another institution than the module's.
 */
export async function requireModuleInUse(
  query: Queryable,
  { reader, institution }: LoginClaims,
  { module, isCloud, institution: own }: ValidModule,
  now: Date,
): Promise<void> {
  const wantsCloud = isCloud || reader === 'ccid'
  if (wantsCloud && !cloudModuleSignIn(await readPortalSetting(query, 'cloud-module-off'), now)) {
    throw new CodedError('ERR_SAM_OFF', 'NHI cards do not sign in beside cloud modules any more')
  }
  if (institution === own) return
  throw new CodedError('ERR_LOGIN_ALTERED', `module ${module} is of another institution than the claims`, {
    details: { field: 'institution' },
  })
}
