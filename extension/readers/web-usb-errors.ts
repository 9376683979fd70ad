import { asError } from '../../core/smartcard/timers.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'

/** What was asked of the browser: the same exception means something else in each. */
export type UsbStep = 'open' | 'claim' | 'transfer'

/** Names of DOMExceptions as Chromium throws them (blink/renderer/modules/webusb/usb_device.cc). */
const meanings: Record<UsbStep, Readonly<Record<string, ErrorCode>>> = {
  // "Access denied.": another driver owns the device (Windows), or the user may not open it (Linux).
  open: {
    SecurityError: 'ERR_READER_ACCESS_DENIED',
    NetworkError: 'ERR_READER_ACCESS_DENIED',
    InvalidStateError: 'ERR_READER_BUSY',
    NotFoundError: 'ERR_READER_LOST',
  },
  // "The requested interface implements a protected class."; "Unable to claim interface.": somebody else has it.
  claim: {
    SecurityError: 'ERR_READER_PROTECTED_CLASS',
    NetworkError: 'ERR_READER_BUSY',
    InvalidStateError: 'ERR_READER_BUSY',
    NotFoundError: 'ERR_READER_LOST',
  },
  // A device pulled out shows as any of these before its disconnect event comes.
  transfer: {
    SecurityError: 'ERR_READER_PROTECTED_CLASS',
    NetworkError: 'ERR_READER_LOST',
    InvalidStateError: 'ERR_READER_LOST',
    NotFoundError: 'ERR_READER_LOST',
    AbortError: 'ERR_READER_LOST',
    TimeoutError: 'ERR_READER_TIMEOUT',
  },
}

/** The CodedError for a browser exception; anything else is our bug and comes back as it is. */
export function translateUsbError(error: unknown, step: UsbStep, reader: string): Error {
  if (error instanceof CodedError || !(error instanceof DOMException)) return asError(error)
  const code = meanings[step][error.name]
  if (!code) return error
  return new CodedError(code, `${reader}: ${error.message}`, { cause: error, details: { reader } })
}

/** Runs a call of the browser's with its exceptions translated. */
export async function usbCall<T>(step: UsbStep, reader: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translateUsbError(error, step, reader)
  }
}
