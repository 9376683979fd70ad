import type { ErrorCode } from '../../core/errors/error-table.ts'

/** The one place that chooses HTTP status codes. Families first; a code of its own wins. */
const statusOfCode: Partial<Record<ErrorCode, number>> = {
  ERR_LOGIN_NOT_ENROLLED: 403,
  ERR_LOGIN_NOT_ASSIGNED: 403,
  ERR_LOGIN_NOT_ASSIGNED_INTERNET: 403,
  ERR_LOGIN_NOT_CONTRACTED: 403,
  ERR_LOGIN_CARD_NOT_ACCEPTED: 403,
  ERR_CERT_STATUS_UNKNOWN: 503,
  ERR_REQUEST_UNAUTHENTICATED: 401,
  ERR_REQUEST_PROOF: 401,
  ERR_REQUEST_ORIGIN: 403,
  ERR_REQUEST_NOT_ALLOWED: 403,
  ERR_REQUEST_NOT_FOUND: 404,
  ERR_REQUEST_CONFLICT: 409,
  ERR_REQUEST_TOO_LARGE: 413,
  ERR_REQUEST_TOO_MANY: 429,
  ERR_REQUEST_INTERNAL: 500,
}

const statusOfFamily: Readonly<Record<string, number>> = {
  ERR_CERT: 403,
  ERR_LOGIN: 400,
  ERR_BRIDGE: 400,
  ERR_REQUEST: 400,
}

export function httpStatus(code: ErrorCode): number {
  return statusOfCode[code] ?? statusOfFamily[code.split('_', 2).join('_')] ?? 400
}
