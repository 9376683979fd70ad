import { z } from 'zod'
import { assertionAlgorithms } from '../../core/assertion/algorithms.ts'
import { serializedError, tokenPin } from '../../core/protocol/native-host.ts'

/**
 * The card service ↔ the process that a module is loaded in, over a pipe of their own (module-frames.ts): one request at a
 * time, each with one answer. Bytes are bytes.
 */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
/** CK_SLOT_ID in decimal digits, with the token's serial number: a slot may have got another token meanwhile. */
const place = { slot: z.string(), serialNumber: z.string() }

export const moduleToken = z.strictObject({
  ...place,
  slotDescription: z.string(),
  label: z.string(),
  pin: tokenPin,
  /** DER, as they are on the token: not one of them was looked into. */
  certificates: z.array(bytes),
})
export type ModuleToken = z.output<typeof moduleToken>

export const moduleOps = {
  'list-tokens': { body: z.strictObject({}), result: z.strictObject({ tokens: z.array(moduleToken) }) },
  sign: {
    body: z.strictObject({
      ...place,
      /** Whose key signs. */
      certificate: bytes,
      algorithm: z.enum(assertionAlgorithms),
      /** What is signed: an assertion's signing input, which the card service has read. */
      signingInput: bytes,
      /** Left out where it is entered on the device. Zeroed by the module's process once the module has it. */
      pin: bytes.exactOptional(),
    }),
    result: z.strictObject({ signature: bytes }),
  },
} as const satisfies Record<string, { body: z.ZodType; result: z.ZodType }>

export type ModuleOpName = keyof typeof moduleOps
export type ModuleBody<N extends ModuleOpName> = z.output<(typeof moduleOps)[N]['body']>
export type ModuleResult<N extends ModuleOpName> = z.output<(typeof moduleOps)[N]['result']>

const opNames = Object.keys(moduleOps) as [ModuleOpName, ...ModuleOpName[]]
export const moduleRequest = z.strictObject({ op: z.enum(opNames), body: z.unknown() })
export const moduleAnswer = z.union([
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: serializedError }),
])
