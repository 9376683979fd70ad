import { CodedError, serializeError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { ErrorBody } from '../../core/protocol/error-body.ts'
import { httpStatus } from './http-status.ts'
import { RateLimitRefusal } from './limit-rate.ts'

interface ErrorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ErrorBody
}

/** What a caller is told. An error without a code is our bug: it is logged, and its words stay here. */
export function toErrorResponse(
  coded: CodedError | undefined,
  requestId: string,
): { readonly response: ErrorResponse; readonly code: ErrorCode } {
  const error = coded ?? new CodedError('ERR_REQUEST_INTERNAL', 'unexpected error; the log has it by its request id')
  return {
    code: error.code,
    response: {
      status: httpStatus(error.code),
      headers: error instanceof RateLimitRefusal ? { 'Retry-After': String(error.seconds) } : {},
      body: { error: serializeError(error), requestId },
    },
  }
}
