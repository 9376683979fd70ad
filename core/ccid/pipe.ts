/** Moves CCID messages' bytes. The two methods are all a transport must have; everything else is optional. */
export interface CcidPipe {
  /** Sends one message (bulk-OUT). `message` may be overwritten once the promise has settled. */
  write(message: Uint8Array<ArrayBuffer>): Promise<void>
  /**
   * The bytes of the next transfer (bulk-IN): a message, a part of one, or nothing (a zero-length packet). Called again
   * only after the promise before has settled.
   * Errors: ERR_READER_LOST when the reader is gone, ERR_READER_PROTOCOL for a stall (already cleared) or babble.
   */
  read(): Promise<Uint8Array>
  /** Bytes of one packet: a transfer that does not fill its last one ends the message. Unknown on a serial line. */
  readonly packetSize?: number
  /** The next message of the interrupt-IN endpoint, where there is one. Rejects when the pipe is closed. */
  notification?(): Promise<Uint8Array>
  /** CCID 1.1 §5.3.1: the ABORT request on the control pipe. */
  abort?(bSlot: number, bSeq: number): Promise<void>
}
