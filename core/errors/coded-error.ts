import type { ErrorCode } from './error-codes.ts'

/** Values a sentence mentions: tries left, the field at fault, two institution codes. Never personal data, never a PIN. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/** How an error crosses a message or HTTP: the code and its details, never a stack. */
export interface SerializedError {
  readonly code: ErrorCode
  /** English, for logs and engineers; a person reads the error table's sentences. */
  readonly message: string
  readonly details?: ErrorDetails | undefined
}

/** An expected failure. Anything else that is thrown is our bug and is left to surface. */
export class CodedError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.details = options.details
  }
}

export function serializeError(error: CodedError): SerializedError {
  return { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) }
}

export function deserializeError(error: SerializedError): CodedError {
  return new CodedError(error.code, error.message, error.details ? { details: error.details } : {})
}

/** True for a CodedError, with one of `codes` when any are named. */
export function isCoded(error: unknown, ...codes: ErrorCode[]): error is CodedError {
  return error instanceof CodedError && (codes.length === 0 || codes.includes(error.code))
}
