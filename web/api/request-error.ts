import { CodedError, type SerializedError } from '../../core/errors/coded-error.ts'

/** A refusal by the server, with the id under which its log and audit rows know the request. */
export class RequestError extends CodedError {
  readonly requestId: string | undefined

  constructor({ code, message, details }: SerializedError, requestId: string | undefined, cause?: unknown) {
    super(code, message, { cause, ...(details ? { details } : {}) })
    this.requestId = requestId
  }
}
