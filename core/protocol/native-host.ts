import { z } from 'zod'
import { errorCodes, type ErrorCode } from '../errors/error-codes.ts'
import type { PinPadProperties, PinTemplate } from '../smartcard/pin-pad.ts'

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

const byte = z.int().min(0).max(0xff)
const count = z.int().min(0).max(0xffff)
const pinPadProperties = z.strictObject({
  displayLines: count,
  displayCharacters: count,
  minimum: byte.exactOptional(),
  maximum: byte.exactOptional(),
  entryValidationCondition: byte.exactOptional(),
}) satisfies z.ZodType<PinPadProperties>
const pinTemplate = z.strictObject({
  cla: byte.exactOptional(),
  reference: byte,
  encoding: z.enum(['ascii', 'bcd']),
  minimum: byte,
  maximum: byte,
  fieldLength: byte,
  padding: byte,
  timeoutSeconds: byte.exactOptional(),
}) satisfies z.ZodType<PinTemplate>

/** What a token tells of its PIN without a try. */
export const tokenPin = z.strictObject({
  /** Entered on the device, which no program then sees. */
  onDevice: z.boolean(),
  minimum: z.int().nonnegative(),
  maximum: z.int().positive(),
  /** `few`: a wrong one was entered since the last right one. `untold` is not `many`: not every module tells. */
  tries: z.enum(['untold', 'few', 'last', 'none']),
})
export type HostTokenPin = z.output<typeof tokenPin>

/** A token of a vendor's PKCS#11 module. */
const token = z.strictObject({
  /** Names it to `sign`, until it is taken out. */
  token: z.string(),
  /** The module's file name. */
  module: z.string(),
  /** Most modules: the reader's name, cut off after 64 bytes. */
  slotDescription: z.string(),
  label: z.string(),
  serialNumber: z.string(),
  pin: tokenPin,
  /** DER. Not one of them was looked into. */
  certificates: z.array(bytes),
})
export type HostToken = z.output<typeof token>

export const serializedError = z.object({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

export const hostOps = {
  /** What the service is. Asked first, so that one that is too old or too new is told by its own code. */
  hello: {
    body: nothing,
    result: z.object({
      protocol: z.int(),
      version: z.string(),
      /** The person sits at another computer (remote desktop), where the readers are; left out where it cannot be told. */
      remoteSession: z.boolean().exactOptional(),
    }),
  },
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
    result: z.strictObject({ connection, activeProtocol: protocol, pinPad: pinPadProperties.exactOptional() }),
  },
  transmit: {
    body: z.strictObject({ connection, command: bytes.max(90_000) }),
    result: z.strictObject({ response: bytes }),
  },
  /** For a connection with `pinPad`: the person enters the PIN on the reader, which sends VERIFY once. */
  'verify-pin-on-reader': {
    body: z.strictObject({ connection, template: pinTemplate }),
    result: z.strictObject({ response: bytes }),
  },
  'begin-transaction': { body: z.strictObject({ connection }), result: nothing },
  'end-transaction': { body: z.strictObject({ connection, disposition }), result: nothing },
  status: { body: z.strictObject({ connection }), result: connectionStatus },
  disconnect: { body: z.strictObject({ connection, disposition }), result: nothing },
  /** `count` grows with every token that comes or goes. `refusals`: modules that are there and cannot be used. */
  'list-tokens': {
    body: nothing,
    result: z.strictObject({
      tokens: z.array(token),
      refusals: z.array(z.strictObject({ module: z.string(), error: serializedError })),
      count: z.int().nonnegative(),
    }),
  },
  /** Answered when the tokens are no longer those of `count`. */
  'get-token-change': {
    body: z.strictObject({ count: z.int().nonnegative() }),
    result: z.strictObject({ count: z.int().nonnegative() }),
  },
  /**
   * Signs an assertion, once. `signingInput` is the JWS signing input; the service reads it before the token gets it, and
   * signs nothing else. Its certificate says which key. `pin` is left out where it is entered on the device.
   */
  sign: {
    body: z.strictObject({ token: z.string(), signingInput: z.string().max(16_384), pin: bytes.exactOptional() }),
    result: z.strictObject({ signature: bytes }),
  },
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

const id = z.int().positive()
export const hostAnswer = z.union([
  z.strictObject({ id, ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id, ok: z.literal(false), error: serializedError }),
  z.strictObject({ id, ok: z.literal(false), cancelled: z.literal(true) }),
])
export type HostAnswer = z.output<typeof hostAnswer>
