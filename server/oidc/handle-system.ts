import { openFunctions } from '../../core/portal/authorize.ts'
import { isWithin } from '../../core/portal/catalogue.ts'
import { powersOf } from '../auth/signed-in.ts'
import { listClients } from '../db/tables/oidc-clients.ts'
import type { Handler } from '../http/call.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

/** Where an entry of the service menu leads (OpenID Connect Core §4): the system begins to sign in, and knows at which portal. */
export function findSystem(
  { database }: Pick<OidcParts, 'database'>,
  providers: Providers,
): Handler<'GET /api/oidc/system'> {
  return {
    event: 'read',
    async handle({ admitted, request: { entry }, platform, origin }) {
      if (!providers.has(platform) || !openFunctions(powersOf(admitted)).includes(entry)) return { system: null }
      const clients = (await listClients(database.query)).filter(({ inUse }) => inUse)
      // That of the function itself before that of a category.
      const [system] = clients
        .flatMap(({ name, loginAddress, entries }) => entries.map((own) => ({ name, loginAddress, own })))
        .filter(({ own }) => isWithin(entry, own))
        .toSorted((a, b) => b.own.length - a.own.length)
      if (!system) return { system: null }
      const address = new URL(system.loginAddress)
      address.searchParams.set('iss', origin)
      return { system: { name: system.name, address: address.href } }
    },
  }
}
