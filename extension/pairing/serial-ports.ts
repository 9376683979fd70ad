import { CodedError } from '../../core/errors/coded-error.ts'
import { compareSam, type SamComparison } from '../../core/serial-ccid/compare-sam.ts'
import type { SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import { systemTimers, type Timers } from '../../core/smartcard/timers.ts'
import { LocalSerialPorts } from '../readers/local-serial-ports.ts'
import type { SerialLike, SerialPortLike } from '../readers/serial-like.ts'
import { examineSerialPort, WebSerialPort } from '../readers/web-serial-port.ts'

/** What of `navigator.serial` the page uses, beside what the driver does. */
export interface PairingSerial extends SerialLike {
  getPorts(): Promise<PairingPort[]>
  requestPort(): Promise<PairingPort>
}

export interface PairingPort extends SerialPortLike {
  forget(): Promise<void>
}

export type SerialChoice =
  /** The person closed the chooser, or it had nothing to choose from: no error. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ready'; readonly model: SerialReaderModel; readonly sam: SamComparison }
  | { readonly kind: 'refused'; readonly error: CodedError }

/**
 * Opens the browser's chooser and sees what is at the port that was picked. The port stays granted when its reader is
 * away or in use. Must be called in a click's own turn.
 */
export async function chooseSerialPort(
  serial: PairingSerial,
  onChosen: () => void,
  timers: Timers = systemTimers,
): Promise<SerialChoice> {
  const chosen = await serial.requestPort().catch(nothingChosen)
  if (!chosen) return { kind: 'cancelled' }
  onChosen()
  const ports = new LocalSerialPorts(serial)
  try {
    const model = await examineSerialPort(new WebSerialPort(ports, ports.idOf(chosen), timers))
    return { kind: 'ready', model, sam: compareSam() }
  } catch (error) {
    if (error instanceof CodedError) return { kind: 'refused', error }
    throw error
  }
}

function nothingChosen(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
  throw error
}
