import { CodedError } from '../../core/errors/coded-error.ts'
import type { InstitutionScope } from '../../core/portal/authorize.ts'
import type { OrganizationEvent } from '../../core/portal/organization-events.ts'
import { audit, type AuditEntry } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { type Institution, lockInstitution } from '../db/tables/institutions.ts'
import type { Confirmed } from '../http/call.ts'

export interface OrganizationParts {
  readonly database: PortalDatabase
}

/** A change at an institution under way. */
export interface Change {
  readonly query: Queryable
  readonly institution: Institution
  readonly now: Date
  /** Says so in the audit, in the change's own transaction. `detail` holds the person's id, the service; never a name. */
  readonly record: (event: OrganizationEvent, detail?: AuditEntry['detail']) => Promise<void>
}

/**
 * Runs `work` in one transaction, during which nobody else changes roles, services or grants at the institution. What asks
 * for a confirmation uses it up there.
 */
export function changeInstitution<T>(
  { database }: OrganizationParts,
  call: {
    readonly admitted: { readonly scope: InstitutionScope } | Confirmed<InstitutionScope>
    readonly now: Date
    readonly trail: Trail
  },
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const { admitted, now, trail } = call
  const inTransaction: Confirmed<InstitutionScope>['confirmed'] =
    'confirmed' in admitted ? admitted.confirmed : (change) => database.tx((query) => change(query, admitted.scope))
  return inTransaction(async (query, scope) => {
    const institution = await lockInstitution(query, scope.institution)
    if (!institution) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the institution is gone')
    return await work({
      query,
      institution,
      now,
      record: (event, detail) =>
        audit(query, now, { ...trail.facts, institutionCode: institution.code, event, detail }),
    })
  })
}
