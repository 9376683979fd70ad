import { CodedError } from '../errors/coded-error.ts'

/** ERR_LOGIN_MALFORMED: `field` names the member or part at fault; what it held is not repeated. */
export const malformed = (field: string, cause?: unknown): CodedError =>
  new CodedError('ERR_LOGIN_MALFORMED', `assertion: ${field}`, { details: { field }, cause })
