import { z } from 'zod'
import { catalogueCodes } from '../portal/catalogue.ts'
import { clientIdPattern } from '../portal/single-sign-on.ts'
import { areOnOneHost, isSystemAddress } from '../portal/system-addresses.ts'
import { mostKeys, type SystemKey } from '../portal/system-keys.ts'
import { recordState } from './record-versions.ts'

const address = z.string().refine(isSystemAddress)

const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[\w-]{43}$/),
  y: z.string().regex(/^[\w-]{43}$/),
  kid: z.string().min(1).max(100),
}) satisfies z.ZodType<SystemKey>

export const clientId = z.string().regex(clientIdPattern)

export const clientFacts = z.strictObject({
  clientId,
  name: z.string().trim().min(1).max(100),
  entries: z.array(z.enum(catalogueCodes)).min(1).max(50),
  /** Where a person begins to sign in there (initiate_login_uri). */
  loginAddress: address,
  /** Compared sign by sign. */
  redirectAddresses: z.array(address).min(1).max(10).refine(areOnOneHost),
  postLogoutAddresses: z.array(address).max(10),
  /** Is told of the end of sign-ins (backchannel_logout_uri); empty where there is none. */
  logoutAddress: z.union([z.literal(''), address]),
  keys: z.array(publicKey).min(1).max(mostKeys),
  inUse: z.boolean(),
})
export type ClientFacts = z.output<typeof clientFacts>

export const clientChange = clientFacts.extend(recordState.pick({ id: true, version: true }).shape)

export const clientRecords = z.strictObject({ clients: z.array(clientFacts.extend(recordState.shape)) })
export type ClientRecord = z.output<typeof clientRecords>['clients'][number]
