import { servicesWithin, signInMethod } from '../../core/portal/single-sign-on.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import type { OidcClient } from '../db/tables/oidc-clients.ts'

/** Everything that a system may be told; the library hands out what the scopes of its ask are for. */
export async function readClaims(
  query: Queryable,
  { session, standing }: SignedIn,
  client: Pick<OidcClient, 'entries'>,
): Promise<Record<string, unknown>> {
  const { institution, personName, services } = standing
  const facts = institution ? await findInstitution(query, institution.code) : undefined
  return {
    ...signInMethod(session.cardType),
    auth_time: Math.floor(session.signedInAt.getTime() / 1000),
    name: personName ?? undefined,
    institution_code: institution?.code,
    institution_name: institution?.name,
    institution_type: facts?.type,
    roles: institution?.roles,
    services: servicesWithin(client.entries, services),
  }
}
