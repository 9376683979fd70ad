import type { ErrorDetails, SerializedError } from '../core/errors/coded-error.ts'
import { errorActions, type ErrorCode } from '../core/errors/error-codes.ts'
import { isRecord } from './is-record.ts'

const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorActions, value)

const isDetails = (value: unknown): value is ErrorDetails =>
  isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string' || typeof entry === 'number')

/** An error as the server or the extension sends it; otherwise the name of the member that is not as agreed. */
export function readSerializedError(value: unknown): SerializedError | { readonly malformed: string } {
  if (!isRecord(value)) return { malformed: 'error' }
  const { code, message, details } = value
  if (!isErrorCode(code)) return { malformed: 'error.code' }
  if (typeof message !== 'string') return { malformed: 'error.message' }
  if (details !== undefined && !isDetails(details)) return { malformed: 'error.details' }
  return details === undefined ? { code, message } : { code, message, details }
}
