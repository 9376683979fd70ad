import { CodedError } from '../errors/coded-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import { scardCodes } from './scard-constants.ts'

/** A PC/SC call that did not return SCARD_S_SUCCESS. Never leaves a context: `toCoded` makes it an expected failure. */
export class ScardError extends Error {
  readonly rv: number

  /** `cause`: why it could not even be asked; `toCoded` gives a CodedError back. */
  constructor(call: string, rv: number, options: { cause?: unknown } = {}) {
    super(`${call} returned ${hex(rv)}`, options)
    this.name = new.target.name
    this.rv = rv
  }
}

const meanings: Readonly<Record<number, ErrorCode>> = {
  [scardCodes.invalidHandle]: 'ERR_READER_LOST', // of a service that was started anew
  [scardCodes.unknownReader]: 'ERR_READER_NOT_FOUND',
  [scardCodes.timeout]: 'ERR_READER_TIMEOUT',
  [scardCodes.sharingViolation]: 'ERR_READER_BUSY',
  0x8010000c: 'ERR_CARD_ABSENT', // SCARD_E_NO_SMARTCARD
  0x8010000d: 'ERR_CARD_UNKNOWN', // SCARD_E_UNKNOWN_CARD
  0x8010000f: 'ERR_CARD_UNKNOWN', // SCARD_E_PROTO_MISMATCH
  0x80100010: 'ERR_CARD_MUTE', // SCARD_E_NOT_READY
  [scardCodes.commError]: 'ERR_CARD_MUTE',
  [scardCodes.notTransacted]: 'ERR_CARD_MUTE', // pcsc-lite: the command failed between reader and card
  [scardCodes.readerUnavailable]: 'ERR_READER_LOST',
  [scardCodes.noService]: 'ERR_READER_SERVICE',
  [scardCodes.serviceStopped]: 'ERR_READER_SERVICE',
  [scardCodes.noReadersAvailable]: 'ERR_READER_NOT_FOUND',
  [scardCodes.commDataLost]: 'ERR_CARD_MUTE',
  0x80100065: 'ERR_CARD_UNKNOWN', // SCARD_W_UNSUPPORTED_CARD
  [scardCodes.unresponsiveCard]: 'ERR_CARD_MUTE',
  [scardCodes.unpoweredCard]: 'ERR_CARD_MUTE',
  [scardCodes.removedCard]: 'ERR_CARD_REMOVED',
  // Windows hands through what the driver said (winerror.h).
  0x00000006: 'ERR_READER_LOST', // ERROR_INVALID_HANDLE
  0x00000016: 'ERR_READER_LOST', // ERROR_BAD_COMMAND
  0x0000001f: 'ERR_READER_LOST', // ERROR_GEN_FAILURE
  0x00000079: 'ERR_READER_TIMEOUT', // ERROR_SEM_TIMEOUT
  0x0000006d: 'ERR_READER_SERVICE', // ERROR_BROKEN_PIPE: a remote desktop session without its smart cards
  0x0000048f: 'ERR_READER_LOST', // ERROR_DEVICE_NOT_CONNECTED
}

/** A ScardError as an expected failure; anything else as it is. */
export function toCoded(error: unknown, readerName = 'PC/SC'): unknown {
  if (!(error instanceof ScardError)) return error
  if (error.cause instanceof CodedError) return error.cause
  const code = meanings[error.rv]
  const message = `${readerName}: ${error.message}`
  if (code) return new CodedError(code, message, { cause: error, details: { reader: readerName } })
  const details = { reader: readerName, field: `PC/SC ${hex(error.rv)}` }
  return new CodedError('ERR_READER_PROTOCOL', message, { cause: error, details })
}

/** Whether a call failed with one of `codes`. */
export const failedWith = (error: unknown, ...codes: readonly number[]): error is ScardError =>
  error instanceof ScardError && codes.includes(error.rv)

const hex = (rv: number): string => `0x${rv.toString(16).toUpperCase().padStart(8, '0')}`
