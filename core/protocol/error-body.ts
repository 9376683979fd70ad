import { z } from 'zod'
import type { SerializedError } from '../errors/coded-error.ts'
import { errorCodes } from '../errors/error-codes.ts'

/** The body of every refused call. The request id is what a helpdesk asks for. */
export interface ErrorBody {
  readonly error: SerializedError
  readonly requestId: string
}

export const errorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(errorCodes),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  requestId: z.uuid(),
}) satisfies z.ZodType<ErrorBody>
