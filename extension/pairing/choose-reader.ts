import type { CodedError } from '../../core/errors/coded-error.ts'
import { deviceName } from '../readers/web-usb-names.ts'
import { type Examination, examineDevice } from './examine-device.ts'

/** What of `navigator.usb` the page uses. */
export interface PairingUsb {
  getDevices(): Promise<USBDevice[]>
  requestDevice(options: USBDeviceRequestOptions): Promise<USBDevice>
  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void
  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void
}

export type Choice =
  /** The person closed the chooser, or it had nothing to choose from: no error. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ready'; readonly name: string }
  | { readonly kind: 'not-a-reader'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly error: CodedError }

/**
 * Opens the browser's chooser and examines what was picked. A device that can never work here is forgotten again, so
 * that no list offers it; one that another program or a driver holds stays. Must be called in a click's own turn.
 */
export async function chooseReader(
  usb: PairingUsb,
  filters: readonly USBDeviceFilter[],
  onChosen: () => void,
  examine: (device: USBDevice) => Promise<Examination> = examineDevice,
): Promise<Choice> {
  const device = await usb.requestDevice({ filters: [...filters] }).catch(nothingChosen)
  if (!device) return { kind: 'cancelled' }
  onChosen()
  const name = deviceName(device)
  const examination = await examine(device)
  if (isHopeless(examination)) await device.forget()
  return { ...examination, name }
}

export const isHopeless = (examination: Examination): boolean =>
  examination.kind === 'not-a-reader' ||
  (examination.kind === 'refused' && examination.error.code === 'ERR_READER_PROTECTED_CLASS')

function nothingChosen(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
  throw error
}
