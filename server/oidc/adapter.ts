import { type Adapter, type AdapterPayload, type ClientMetadata, errors } from 'oidc-provider'
import type { Platform } from '../../core/portal/platforms.ts'
import { signOnScopes } from '../../core/portal/single-sign-on.ts'
import { addSeconds } from '../clock.ts'
import { findClient, type OidcClient } from '../db/tables/oidc-clients.ts'
import {
  addOidcRecord,
  consumeOidcRecord,
  deleteOidcGrant,
  deleteOidcRecord,
  findOidcRecord,
  findOidcRecordByUid,
  type OidcRecord,
  saveOidcRecord,
} from '../db/tables/oidc-records.ts'
import { hashToken } from '../http/token.ts'
import type { OidcParts } from './oidc-parts.ts'

type Parts = Pick<OidcParts, 'database' | 'clock'>

/** Where the library keeps what it gives out: one for each of its kinds, in tables that all servers share. */
export const adapterFor = (parts: Parts, platform: Platform) => (kind: string) =>
  kind === 'Client' ? clientAdapter(parts) : recordAdapter(parts, platform, kind)

/** Its clients are the systems that the back office maintains: read, and never written. */
function clientAdapter({ database }: Parts): Adapter {
  const notHere = () => Promise.reject(new Error('clients are maintained in the back office'))
  return {
    async find(clientId) {
      const client = await findClient(database.query, clientId)
      return client && toMetadata(client)
    },
    upsert: notHere,
    findByUserCode: notHere,
    findByUid: notHere,
    consume: notHere,
    destroy: notHere,
    revokeByGrantId: notHere,
  }
}

const toMetadata = (client: OidcClient): ClientMetadata => ({
  client_id: client.clientId,
  client_name: client.name,
  redirect_uris: client.redirectAddresses,
  grant_types: ['authorization_code'],
  response_types: ['code'],
  response_modes: ['query'],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  id_token_signed_response_alg: 'ES256',
  jwks: { keys: client.keys },
  subject_type: 'pairwise',
  require_auth_time: true,
  scope: signOnScopes.join(' '),
  ...(client.logoutAddress !== '' && {
    backchannel_logout_uri: client.logoutAddress,
    backchannel_logout_session_required: true,
  }),
})

function recordAdapter({ database, clock }: Parts, platform: Platform, kind: string): Adapter {
  const { query } = database
  const keyOf = (id: string) => ({ platform, kind, idHash: hashToken(id) })
  return {
    async upsert(id, { jti: _id, ...payload }, expiresIn = 0) {
      const record: OidcRecord = {
        payload,
        sessionId: payload.accountId ?? null,
        clientId: payload.clientId ?? soleClient(payload),
        grantHash: kind === 'Grant' ? hashToken(id) : payload.grantId === undefined ? null : hashToken(payload.grantId),
        uid: kind === 'Session' ? (payload.uid ?? null) : null,
        expiresAt: addSeconds(clock.now(), expiresIn),
      }
      if (kind !== 'ReplayDetection') return await saveOidcRecord(query, keyOf(id), record)
      // Two servers may get the same assertion at once.
      if (!(await addOidcRecord(query, keyOf(id), record))) throw new errors.InvalidClientAuth('used before')
    },
    async find(id) {
      const found = await findOidcRecord(query, keyOf(id), clock.now())
      return found && toPayload(found, id)
    },
    async findByUid(uid) {
      const found = await findOidcRecordByUid(query, { platform, kind, uid }, clock.now())
      return found && toPayload(found)
    },
    /** Of two servers that are given the same code at once, one uses it; what comes of it is void all the same. */
    async consume(id) {
      if (await consumeOidcRecord(query, keyOf(id), clock.now())) return
      const found = await findOidcRecord(query, keyOf(id), clock.now())
      const grantId = found?.payload['grantId']
      if (typeof grantId === 'string') await deleteOidcGrant(query, hashToken(grantId))
      throw new errors.InvalidGrant('authorization code already consumed')
    },
    destroy: (id) => deleteOidcRecord(query, keyOf(id)),
    revokeByGrantId: (grantId) => deleteOidcGrant(query, hashToken(grantId), kind),
    findByUserCode: () => Promise.reject(new Error('there are no user codes')),
  }
}

/** Of the library's session: each has one system, since it outlasts no ask. */
const soleClient = ({ authorizations }: AdapterPayload): string | null => Object.keys(authorizations ?? {})[0] ?? null

/** With its id only where that was asked by: else nobody here knows it. */
const toPayload = (
  { payload, consumedAt }: { readonly payload: object; readonly consumedAt: Date | null },
  jti?: string,
): AdapterPayload => ({
  ...payload,
  ...(jti !== undefined && { jti }),
  ...(consumedAt !== null && { consumed: Math.floor(consumedAt.getTime() / 1000) }),
})
