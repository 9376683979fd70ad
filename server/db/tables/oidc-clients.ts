import type { ColumnType, Selectable } from 'kysely'
import { isCatalogueCode } from '../../../core/portal/catalogue.ts'
import type { SystemKey } from '../../../core/portal/system-keys.ts'
import type { ClientFacts } from '../../../core/protocol/clients.ts'
import type { Queryable } from '../database.ts'

export interface OidcClientsTable {
  id: string
  client_id: string
  name: string
  entries: string[]
  login_address: string
  redirect_addresses: string[]
  post_logout_addresses: string[]
  logout_address: string
  keys: ColumnType<unknown, string, string>
  in_use: boolean
  version: number
  changed_at: Date
  changed_by: string
}

/** A system to which people are signed in from here. */
export interface OidcClient extends ClientFacts {
  readonly id: string
  readonly version: number
  readonly changedAt: Date
  /** A person's id. */
  readonly changedBy: string
}

/** Also those that were withdrawn, by name. */
export async function listClients(query: Queryable): Promise<OidcClient[]> {
  const rows = await query.selectFrom('oidc_clients').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(toClient)
}

/** Undefined for one that was withdrawn, too. */
export async function findClient(query: Queryable, clientId: string): Promise<OidcClient | undefined> {
  const row = await query
    .selectFrom('oidc_clients')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('in_use', '=', true)
    .executeTakeFirst()
  return row && toClient(row)
}

/** Whether in use or not. */
export async function findClientName(query: Queryable, clientId: string): Promise<string | undefined> {
  const row = await query.selectFrom('oidc_clients').select('name').where('client_id', '=', clientId).executeTakeFirst()
  return row?.name
}

/** Nobody else changes it until the transaction ends. */
export async function lockClient(query: Queryable, id: string): Promise<OidcClient | undefined> {
  const row = await query.selectFrom('oidc_clients').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toClient(row)
}

/** Throws SQLSTATE 23505 for a client id that another one has. */
export async function saveClient(query: Queryable, client: OidcClient): Promise<void> {
  const row = {
    client_id: client.clientId,
    name: client.name,
    entries: client.entries,
    login_address: client.loginAddress,
    redirect_addresses: client.redirectAddresses,
    post_logout_addresses: client.postLogoutAddresses,
    logout_address: client.logoutAddress,
    keys: JSON.stringify(client.keys),
    in_use: client.inUse,
    version: client.version,
    changed_at: client.changedAt,
    changed_by: client.changedBy,
  }
  await query
    .insertInto('oidc_clients')
    .values({ id: client.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

const toClient = (row: Selectable<OidcClientsTable>): OidcClient => ({
  id: row.id,
  clientId: row.client_id,
  name: row.name,
  entries: row.entries.filter(isCatalogueCode),
  loginAddress: row.login_address,
  redirectAddresses: row.redirect_addresses,
  postLogoutAddresses: row.post_logout_addresses,
  logoutAddress: row.logout_address,
  keys: row.keys as SystemKey[], // as saveClient wrote them
  inUse: row.in_use,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})
