import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import { asError } from '../../core/smartcard/timers.ts'

/** What was asked of the browser: the same exception means something else in each. */
export type SerialStep = 'open' | 'transfer'

/** Names of DOMExceptions as Chromium throws them (blink/renderer/modules/serial/serial_port.cc). */
const meanings: Record<SerialStep, Readonly<Record<string, ErrorCode>>> = {
  // "Failed to open serial port.": another program has it. "The port is already open.": a page of ours does.
  open: {
    NetworkError: 'ERR_READER_SERIAL_BUSY',
    InvalidStateError: 'ERR_READER_SERIAL_BUSY',
    NotFoundError: 'ERR_READER_SERIAL_NOT_FOUND',
    SecurityError: 'ERR_READER_NO_PERMISSION',
  },
  // "The device has been lost.", or what follows from it.
  transfer: {
    NetworkError: 'ERR_READER_LOST',
    InvalidStateError: 'ERR_READER_LOST',
    NotFoundError: 'ERR_READER_LOST',
    AbortError: 'ERR_READER_LOST',
    UnknownError: 'ERR_READER_LOST',
  },
}

/** Errors of the line, after which the port goes on with a new stream. The frame they struck is asked for again. */
export const isLineError = (error: unknown): boolean =>
  error instanceof DOMException &&
  ['BreakError', 'BufferOverrunError', 'FramingError', 'ParityError'].includes(error.name)

/** The CodedError for a browser exception; anything else is our bug and comes back as it is. */
export function translateSerialError(error: unknown, step: SerialStep): Error {
  if (error instanceof CodedError || !(error instanceof DOMException)) return asError(error)
  const code = meanings[step][error.name]
  return code ? new CodedError(code, `serial port: ${error.message}`, { cause: error }) : error
}
