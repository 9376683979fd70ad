import type { ErrorCode } from './error-codes.ts'

/** Whether it is a service between us and the readers that is in the way, rather than a reader. */
export const isReaderServiceError = (code: ErrorCode): boolean => /^ERR_READER_(HOST_|CONNECTOR_|SERVICE$)/.test(code)
