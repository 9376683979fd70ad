/** An open serial line: bytes as they come, in pieces of any size. */
export interface SerialLine {
  /** `bytes` may be overwritten once the promise has settled. Errors: ERR_READER_LOST. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** The next bytes. Called again only after the promise before has settled. Errors: ERR_READER_LOST. */
  read(): Promise<Uint8Array>
}
