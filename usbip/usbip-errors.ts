import { CodedError } from '../core/errors/coded-error.ts'
import type { ErrorCode } from '../core/errors/error-codes.ts'
import { operationStatuses, urbStatuses } from './wire.ts'

/** An answer that the protocol does not have. */
export const malformed = (field: string): CodedError =>
  new CodedError('ERR_READER_PROTOCOL', `the USB/IP server's answer is malformed (${field})`, { details: { field } })

const refusals: Readonly<Record<number, readonly [code: ErrorCode, message: string]>> = {
  [operationStatuses.notAvailable]: ['ERR_READER_BUSY', 'is not available'],
  [operationStatuses.busy]: ['ERR_READER_BUSY', 'is used by another host'],
  [operationStatuses.noDevice]: ['ERR_READER_NOT_FOUND', 'is not there'],
}

/** Why a device was not imported. */
export function refusedImport(busId: string, status: number): CodedError {
  const [code, message] = refusals[status] ?? (['ERR_READER_LOST', `was refused (status ${status})`] as const)
  return new CodedError(code, `USB/IP device ${busId} ${message}`, { details: { reader: busId } })
}

/** What WebUSB calls the ends of a transfer that are no results. */
export const exceptions = {
  disconnected: ['NotFoundError', 'The device was disconnected.'],
  notOpen: ['InvalidStateError', 'The device must be opened first.'],
  notConfigured: ['InvalidStateError', 'The device must have a configuration selected.'],
  noConfiguration: ['NotFoundError', 'The configuration value provided is not supported by the device.'],
  noInterface: ['NotFoundError', 'The interface number provided is not supported by the device.'],
  noAlternate: ['NotFoundError', 'The alternate setting provided is not supported by the device.'],
  notClaimed: ['InvalidStateError', 'The specified interface has not been claimed.'],
  noEndpoint: ['NotFoundError', 'The specified endpoint is not part of a claimed and selected alternate interface.'],
  noIsochronous: ['NotSupportedError', 'Isochronous transfers are not supported.'],
  cancelled: ['AbortError', 'The transfer was cancelled.'],
  transferError: ['NetworkError', 'A transfer error has occurred.'],
} as const satisfies Record<string, readonly [name: string, message: string]>

export function usbException(reason: keyof typeof exceptions): DOMException {
  const [name, message] = exceptions[reason]
  return new DOMException(message, name)
}

/** `ok`, `stall` and `babble` are results in WebUSB; everything else is thrown. */
export function transferStatus(status: number): USBTransferStatus {
  switch (status) {
    case urbStatuses.ok:
      return 'ok'
    case urbStatuses.stall:
      return 'stall'
    case urbStatuses.babble:
      return 'babble'
    case urbStatuses.unplugged:
      throw usbException('disconnected')
    case urbStatuses.cancelled:
      throw usbException('cancelled')
    default:
      throw usbException('transferError')
  }
}
