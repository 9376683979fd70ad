import { CodedError } from '../../core/errors/coded-error.ts'
import { isLocalAddress } from '../../core/portal/system-addresses.ts'
import type { ClientFacts, ClientRecord } from '../../core/protocol/clients.ts'
import { writeRecord } from '../audit/write-record.ts'
import { authorOf, type SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { errorCode } from '../db/error-code.ts'
import { newId } from '../db/new-id.ts'
import { listClients, lockClient, type OidcClient, saveClient } from '../db/tables/oidc-clients.ts'
import { findNames } from '../db/tables/people.ts'
import { findRecordVersions, type RecordContent } from '../db/tables/record-versions.ts'
import type { Handler } from '../http/call.ts'
import type { OidcParts, OidcSetup } from './oidc-parts.ts'

type Parts = Pick<OidcParts, 'database'>
type Rules = Pick<OidcSetup, 'localClients'>

export function listAllClients({ database }: Parts): Handler<'GET /api/staff/clients'> {
  return { event: 'read', handle: () => readClients(database.query) }
}

/** Errors: ERR_REQUEST_CLIENT_KNOWN, ERR_REQUEST_CLIENT_LOCAL. */
export function addClient(rules: Rules): Handler<'POST /api/staff/clients'> {
  return {
    event: 'write-client',
    handle: (call) =>
      call.admitted.confirmed(async (query) => {
        const { now, admitted, request } = call
        requireTaken(request, rules)
        const client = { ...request, ...stateOf(newId(now), 1, now, admitted) }
        await saveNew(query, client)
        await writeRecord(query, call, 'write-client', { ...client, before: {}, after: contentOf(client) })
        return await readClients(query)
      }),
  }
}

/**
 * Its id stays what it was: people are known to it by names made with it. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT
 * when somebody else has changed it since, ERR_REQUEST_CLIENT_LOCAL.
 */
export function changeClient(rules: Rules): Handler<'PUT /api/staff/clients'> {
  return {
    event: 'write-client',
    handle: (call) =>
      call.admitted.confirmed(async (query) => {
        const { now, admitted, request } = call
        requireTaken(request, rules)
        const before = await lockClient(query, request.id)
        if (before?.clientId !== request.clientId) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such system')
        if (before.version !== request.version) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed the system')
        }
        const client = { ...request, ...stateOf(before.id, before.version + 1, now, admitted) }
        await saveClient(query, client)
        const content = { before: contentOf(before), after: contentOf(client) }
        await writeRecord(query, call, 'write-client', { ...client, ...content })
        return await readClients(query)
      }),
  }
}

export function readClientHistory({ database }: Parts): Handler<'GET /api/staff/clients/history'> {
  return {
    event: 'read',
    async handle({ request: { id } }) {
      const known = (await listClients(database.query)).some((client) => client.id === id)
      if (!known) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such system')
      return await findRecordVersions(database.query, id)
    },
  }
}

async function saveNew(query: Queryable, client: OidcClient): Promise<void> {
  try {
    await saveClient(query, client)
  } catch (error) {
    if (errorCode(error) !== '23505') throw error
    throw new CodedError('ERR_REQUEST_CLIENT_KNOWN', 'another system has this id', { cause: error })
  }
}

function requireTaken(
  { loginAddress, redirectAddresses, postLogoutAddresses, logoutAddress }: ClientFacts,
  { localClients }: Rules,
): void {
  const addresses = [loginAddress, ...redirectAddresses, ...postLogoutAddresses, logoutAddress].filter(Boolean)
  if (!localClients && addresses.some(isLocalAddress)) {
    throw new CodedError('ERR_REQUEST_CLIENT_LOCAL', 'only a demo takes http addresses')
  }
}

const stateOf = (id: string, version: number, now: Date, admitted: SignedIn) => ({
  id,
  version,
  changedAt: now,
  changedBy: authorOf(admitted),
})

/** What the history shows and compares. */
const contentOf = (client: OidcClient): RecordContent => ({
  clientId: client.clientId,
  name: client.name,
  entries: client.entries.join(' '),
  loginAddress: client.loginAddress,
  redirectAddresses: client.redirectAddresses.join(' '),
  postLogoutAddresses: client.postLogoutAddresses.join(' '),
  logoutAddress: client.logoutAddress,
  keys: client.keys.map(({ kid, x }) => `${kid} (${x})`).join(' '),
  inUse: client.inUse ? '1' : '0',
})

async function readClients(query: Queryable): Promise<{ clients: ClientRecord[] }> {
  const clients = await listClients(query)
  const names = await findNames(query, new Set(clients.map(({ changedBy }) => changedBy)))
  return {
    clients: clients.map(({ changedAt, changedBy, ...client }) =>
      Object.assign(client, { changedAt: changedAt.toISOString(), changedBy: names.get(changedBy) ?? '' }),
    ),
  }
}
