/** Classes that Chromium keeps from pages and extensions (content/browser/usb/web_usb_service_impl.cc). */
export const protectedClasses: ReadonlySet<number> = new Set([0x01, 0x03, 0x08, 0x0b, 0x0e, 0x10, 0xe0])

/** Sentences of Chromium's third_party/blink/renderer/modules/webusb/usb_device.cc, with the name of each exception. */
export const refusals = {
  disconnected: ['NotFoundError', 'The device was disconnected.'],
  deviceChanging: ['InvalidStateError', 'An operation that changes the device state is in progress.'],
  interfaceChanging: ['InvalidStateError', 'An operation that changes interface state is in progress.'],
  notOpen: ['InvalidStateError', 'The device must be opened first.'],
  notConfigured: ['InvalidStateError', 'The device must have a configuration selected.'],
  noConfiguration: ['NotFoundError', 'The configuration value provided is not supported by the device.'],
  noInterface: [
    'NotFoundError',
    'The interface number provided is not supported by the device in its current configuration.',
  ],
  noAlternate: [
    'NotFoundError',
    'The alternate setting provided is not supported by the device in its current configuration.',
  ],
  notClaimed: ['InvalidStateError', 'The specified interface has not been claimed.'],
  protectedClass: ['SecurityError', 'The requested interface implements a protected class.'],
  endpointRange: ['IndexSizeError', 'The specified endpoint number is out of range.'],
  noEndpoint: ['NotFoundError', 'The specified endpoint is not part of a claimed and selected alternate interface.'],
  notAllowed: ['SecurityError', 'The transfer was not allowed.'],
  cancelled: ['AbortError', 'The transfer was cancelled.'],
  transferError: ['NetworkError', 'A transfer error has occurred.'],
} as const satisfies Record<string, readonly [name: string, message: string]>

export function refusal(method: string, reason: keyof typeof refusals): DOMException {
  const [name, message] = refusals[reason]
  return new DOMException(`Failed to execute '${method}' on 'USBDevice': ${message}`, name)
}
