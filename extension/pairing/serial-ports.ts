import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type { SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import { pause, systemTimers, type Timers } from '../../core/smartcard/timers.ts'
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
  | { readonly kind: 'ready'; readonly model: SerialReaderModel }
  | { readonly kind: 'refused'; readonly error: CodedError }

/** The worker may look at the port at this very moment: it is examined there as soon as it is granted. */
const attempts = 3
const betweenAttempts = 500

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
  const port = new WebSerialPort(ports, ports.idOf(chosen), timers)
  for (let attempt = 1; ; attempt++) {
    try {
      return { kind: 'ready', model: await examineSerialPort(port) }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      if (attempt === attempts || !isCoded(error, 'ERR_READER_SERIAL_BUSY')) return { kind: 'refused', error }
      await pause(timers, betweenAttempts)
    }
  }
}

function nothingChosen(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
  throw error
}
