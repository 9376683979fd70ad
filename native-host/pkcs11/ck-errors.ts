import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'

/** A call of the module's that did not return CKR_OK. Stays inside native-host/pkcs11; `toCoded` makes it an expected failure. */
export class CkError extends Error {
  readonly call: string
  readonly rv: number

  constructor(call: string, rv: number) {
    super(`${call} returned ${hex(rv)}`)
    this.name = new.target.name
    this.call = call
    this.rv = rv
  }
}

/** What is not here is a fault of the module. A wrong PIN and one of a wrong length are told with more: sign-with-token.ts. */
const meanings: Readonly<Record<number, ErrorCode>> = {
  0x001: 'ERR_PIN_ENTRY_CANCELLED', // CKR_CANCEL
  0x003: 'ERR_CARD_REMOVED', // CKR_SLOT_ID_INVALID
  0x030: 'ERR_CARD_MUTE', // CKR_DEVICE_ERROR
  0x031: 'ERR_CARD_MUTE', // CKR_DEVICE_MEMORY
  0x032: 'ERR_CARD_REMOVED', // CKR_DEVICE_REMOVED
  0x050: 'ERR_PIN_ENTRY_CANCELLED', // CKR_FUNCTION_CANCELED
  0x060: 'ERR_CARD_REMOVED', // CKR_KEY_HANDLE_INVALID
  0x082: 'ERR_CARD_REMOVED', // CKR_OBJECT_HANDLE_INVALID
  0x0a3: 'ERR_PIN_TO_BE_CHANGED', // CKR_PIN_EXPIRED
  0x0a4: 'ERR_PIN_BLOCKED', // CKR_PIN_LOCKED
  0x0b0: 'ERR_CARD_REMOVED', // CKR_SESSION_CLOSED
  0x0b1: 'ERR_READER_BUSY', // CKR_SESSION_COUNT
  0x0b3: 'ERR_CARD_REMOVED', // CKR_SESSION_HANDLE_INVALID
  0x0e0: 'ERR_CARD_REMOVED', // CKR_TOKEN_NOT_PRESENT
  0x0e1: 'ERR_CARD_UNKNOWN', // CKR_TOKEN_NOT_RECOGNIZED
  0x102: 'ERR_PIN_TO_BE_CHANGED', // CKR_USER_PIN_NOT_INITIALIZED
  0x104: 'ERR_READER_BUSY', // CKR_USER_ANOTHER_ALREADY_LOGGED_IN
  0x105: 'ERR_READER_BUSY', // CKR_USER_TOO_MANY_TYPES
  0x200: 'ERR_PIN_ENTRY_CANCELLED', // CKR_FUNCTION_REJECTED
}

/** A CkError as an expected failure; anything else as it is. */
export function toCoded(error: unknown, module: string): unknown {
  if (!(error instanceof CkError)) return error
  const code = meanings[error.rv] ?? 'ERR_READER_MODULE_FAILED'
  const details = { module, field: `${error.call} ${hex(error.rv)}` }
  return new CodedError(code, `${module}: ${error.message}`, { cause: error, details })
}

/** Whether a call failed with one of `values`. */
export const failedWith = (error: unknown, ...values: readonly number[]): error is CkError =>
  error instanceof CkError && values.includes(error.rv)

/** Ending what the token's removal has ended already. */
export function ignoreCk(error: unknown): void {
  if (!(error instanceof CkError)) throw error
}

const hex = (rv: number): string => `0x${rv.toString(16).toUpperCase().padStart(8, '0')}`
