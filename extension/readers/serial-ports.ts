import type { SerialLine } from '../../core/serial-ccid/serial-line.ts'

/** A port that the browser lets us use. */
export interface GrantedPort {
  /** The same for as long as the port is plugged in. */
  readonly id: number
  /** Of a USB adapter; a built-in port has none. */
  readonly usb?: { readonly vendorId: number; readonly productId: number } | undefined
}

export interface OpenSerialLine extends SerialLine {
  /** Never fails; what `read` waits for is rejected with ERR_READER_LOST. */
  close(): Promise<void>
}

/** The granted serial ports, wherever they are: in this page, or in another document of the extension. */
export interface SerialPorts {
  list(): Promise<readonly GrantedPort[]>
  /** Opens a port with the settings of the readers we know. Errors: ERR_READER_SERIAL_BUSY, ERR_READER_SERIAL_NOT_FOUND, ERR_READER_LOST. */
  open(portId: number): Promise<OpenSerialLine>
  /** Calls `listener` when a port may have come or gone; returns how to stop. */
  watch(listener: () => void): () => void
}
