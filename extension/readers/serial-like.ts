/** What of `navigator.serial` is used (Web Serial §3). It is there in pages and offscreen documents, not in the worker. */
export interface SerialLike {
  getPorts(): Promise<SerialPortLike[]>
  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void
  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void
}

export interface SerialPortLike {
  /** Null when the port is closed, and after it went away. A new stream after every error of the line (a wrong parity bit). */
  readonly readable: ReadableStream<Uint8Array> | null
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(settings: {
    readonly baudRate: number
    readonly dataBits?: number
    readonly stopBits?: number
    readonly parity?: 'none' | 'even' | 'odd'
    readonly bufferSize?: number
  }): Promise<void>
  setSignals(signals: { readonly requestToSend?: boolean }): Promise<void>
  close(): Promise<void>
}
