import type { Queryable } from '../database.ts'

/** Modules in use whose end is near, of institutions that keep an e-mail address; a renewed one's successor is not near. */
export function findExpiringModules(
  query: Queryable,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<{ readonly code: string; readonly email: string; readonly institution: string; readonly notAfter: Date }[]> {
  return query
    .selectFrom('sam_modules as module')
    .innerJoin('institution_details as details', 'details.code', 'module.institution_code')
    .innerJoin('institutions', 'institutions.code', 'module.institution_code')
    .select(['module.code', 'details.email', 'institutions.name as institution', 'module.not_after as notAfter'])
    .where('module.not_after', '>', now)
    .where('module.not_after', '<=', until)
    .where('module.revoked_at', 'is', null)
    .where('module.revocation_asked_at', 'is', null)
    .where('details.email', '!=', '')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sam_modules as newer')
            .select('newer.code')
            .whereRef('newer.institution_code', '=', 'module.institution_code')
            .whereRef('newer.not_after', '>', 'module.not_after')
            .where('newer.revoked_at', 'is', null),
        ),
      ),
    )
    .orderBy('module.code')
    .execute()
}
