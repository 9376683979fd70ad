import { fromBase64 } from '../../core/bytes/base64.ts'
import { fromBase64url, toBase64url } from '../../core/bytes/base64url.ts'
import { foreign } from '../../core/sam/module-refusals.ts'
import { audit } from '../audit/audit.ts'
import type { Handler } from '../http/call.ts'
import { moduleValidator } from '../pki/validate-module.ts'
import type { AuthParts } from './auth-parts.ts'

/**
 * 認證: a security module in a reader signs for nobody before it has the portal's answer to its random number. Only one that
 * may be relied on gets it. Errors: ERR_SAM_FOREIGN, ERR_SAM_EXPIRED, ERR_SAM_NOT_YET_VALID, ERR_SAM_REVOKED.
 */
export function authenticateModule({
  database,
  sam: { authority },
}: Pick<AuthParts, 'database' | 'sam'>): Handler<'POST /api/auth/module-authentication'> {
  const requireModule = moduleValidator(authority)
  return {
    event: 'authenticate-module',
    async handle({ request, now, trail }) {
      const { module } = await trail.at('module', () =>
        requireModule(database.query, fromBase64(request.certificate), now),
      )
      if (!authority) throw foreign('this portal has no authority for modules')
      const response = await authority.authenticate(module, fromBase64url(request.random))
      await audit(database.query, now, { ...trail.facts, event: 'authenticate-module', detail: { module } })
      return { response: toBase64url(response) }
    },
  }
}
