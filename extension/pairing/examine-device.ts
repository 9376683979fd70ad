import { quirksOf } from '../../core/ccid/quirks.ts'
import { isCoded, type CodedError } from '../../core/errors/coded-error.ts'
import { pause, systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import { WebUsbDevice } from '../readers/web-usb-device.ts'
import { inspectInterfaces } from '../readers/web-usb-interfaces.ts'
import { deviceName } from '../readers/web-usb-names.ts'
import { WebUsbContext } from '../readers/web-usb.ts'

/** What a device is by the descriptors that the browser has read already; nothing is opened. */
export type DeviceKind = 'ready' | 'protected' | 'not-a-reader'

const inspect = (device: USBDevice) => inspectInterfaces(device, quirksOf(device.vendorId, device.productId))

export function deviceKind(device: USBDevice): DeviceKind {
  const { candidates, hasProtected } = inspect(device)
  if (candidates.length > 0) return 'ready'
  return hasProtected ? 'protected' : 'not-a-reader'
}

export type Examination =
  | { readonly kind: 'ready' | 'not-a-reader' }
  /** With the words that the driver would have for it. */
  | { readonly kind: 'refused'; readonly error: CodedError }

/** The worker may have the reader open at this very moment (it looks once a second), which Windows lets only one do. */
const attempts = 3
const betweenAttempts = 500

/**
 * Tries a device as the worker's driver will: by its class first, then whether it can be opened, which on Windows needs
 * the right system driver. A reader that the browser protects is not opened, and no card is touched.
 */
export async function examineDevice(device: USBDevice, timers: Timers = systemTimers): Promise<Examination> {
  let result = await tryOnce(device)
  for (let attempt = 1; attempt < attempts && mayPass(result); attempt++) {
    await pause(timers, betweenAttempts)
    result = await tryOnce(device)
  }
  return result
}

const mayPass = (result: Examination): boolean =>
  result.kind === 'refused' && isCoded(result.error, 'ERR_READER_ACCESS_DENIED', 'ERR_READER_BUSY')

async function tryOnce(device: USBDevice): Promise<Examination> {
  const usb = { getDevices: async () => [device], addEventListener: nothing, removeEventListener: nothing }
  const context = new WebUsbContext({ usb })
  try {
    const [refusal] = await context.refusals()
    if (refusal) return { kind: 'refused', error: refusal.error }
    if ((await context.listReaders()).length === 0) return { kind: 'not-a-reader' }
    await openAndClose(device)
    return { kind: 'ready' }
  } catch (error) {
    if (isCoded(error)) return { kind: 'refused', error }
    throw error
  } finally {
    await context.close()
  }
}

/** The context opens only readers whose class descriptor it must ask for. */
async function openAndClose(device: USBDevice): Promise<void> {
  const [candidate] = inspect(device).candidates
  if (!candidate) return
  const opened = new WebUsbDevice(device, deviceName(device))
  await opened.acquire(candidate.configurationValue)
  await opened.release()
}

const nothing = (): void => undefined
