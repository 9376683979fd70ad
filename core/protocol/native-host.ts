import { z } from 'zod'
import { errorCodes, type ErrorCode } from '../errors/error-table.ts'

/** The messages of native-host-channel.ts: one row per op, with what is asked and what is answered. Bytes are Base64. */

const readerName = z.string().min(1).max(512)
const bytes = z.base64()
const connection = z.int().positive()
const accessMode = z.enum(['shared', 'exclusive', 'direct'])
const protocol = z.enum(['t0', 't1', 'raw'])
const disposition = z.enum(['leave', 'reset', 'unpower', 'eject'])
const nothing = z.strictObject({})

const flag = z.boolean().exactOptional()
const stateFlags = z.strictObject({
  unaware: flag,
  ignore: flag,
  changed: flag,
  unknown: flag,
  unavailable: flag,
  empty: flag,
  present: flag,
  exclusive: flag,
  inuse: flag,
  mute: flag,
  unpowered: flag,
})
const readerStateIn = z.strictObject({
  readerName,
  currentState: stateFlags,
  currentCount: z.int().nonnegative().exactOptional(),
})
const readerStateOut = z.strictObject({
  readerName,
  eventState: stateFlags,
  eventCount: z.int().nonnegative(),
  answerToReset: bytes.exactOptional(),
})
const connectionStatus = z.strictObject({
  readerName,
  state: z.enum(['absent', 'present', 'swallowed', 'powered', 'negotiable', 't0', 't1', 'raw']),
  answerToReset: bytes.exactOptional(),
})

export const hostOps = {
  /** What the service is. Asked first, so that one that is too old or too new is told by its own code. */
  hello: { body: nothing, result: z.object({ protocol: z.int(), version: z.string() }) },
  'list-readers': { body: nothing, result: z.strictObject({ readers: z.array(readerName) }) },
  'get-status-change': {
    body: z.strictObject({
      readerStates: z.array(readerStateIn).max(64),
      timeout: z.int().nonnegative().max(86_400_000).exactOptional(),
    }),
    result: z.strictObject({ readerStates: z.array(readerStateOut) }),
  },
  connect: {
    body: z.strictObject({ readerName, accessMode, preferredProtocols: z.array(protocol).max(3).exactOptional() }),
    result: z.strictObject({ connection, activeProtocol: protocol }),
  },
  transmit: {
    body: z.strictObject({ connection, command: bytes.max(90_000) }),
    result: z.strictObject({ response: bytes }),
  },
  'begin-transaction': { body: z.strictObject({ connection }), result: nothing },
  'end-transaction': { body: z.strictObject({ connection, disposition }), result: nothing },
  status: { body: z.strictObject({ connection }), result: connectionStatus },
  disconnect: { body: z.strictObject({ connection, disposition }), result: nothing },
  /** Gives up the request with the id `target`, which is then answered `cancelled` unless it was too late. */
  cancel: { body: z.strictObject({ target: z.int().positive() }), result: nothing },
} as const satisfies Record<string, { body: z.ZodType; result: z.ZodType }>

export type HostOpName = keyof typeof hostOps
export type HostBody<N extends HostOpName> = z.output<(typeof hostOps)[N]['body']>
export type HostResult<N extends HostOpName> = z.output<(typeof hostOps)[N]['result']>

export const hostOpNames = Object.keys(hostOps) as HostOpName[]

/** Ids are the extension's own, never used twice on one port. */
export const hostRequest = z.strictObject({
  id: z.int().positive(),
  op: z.enum(hostOpNames as [HostOpName, ...HostOpName[]]),
  body: z.unknown(),
})
export type HostRequest = z.output<typeof hostRequest>

const serializedError = z.object({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

const id = z.int().positive()
export const hostAnswer = z.union([
  z.strictObject({ id, ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id, ok: z.literal(false), error: serializedError }),
  z.strictObject({ id, ok: z.literal(false), cancelled: z.literal(true) }),
])
export type HostAnswer = z.output<typeof hostAnswer>
