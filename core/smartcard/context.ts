/**
 * Readers and cards in the shape of the WICG Web Smart Card API (names of PC/SC part 5), so that a browser that grants
 * it could stand in. Every transport implements these; nothing above them knows which one it is.
 */

export type SmartCardAccessMode = 'shared' | 'exclusive' | 'direct'
export type SmartCardProtocol = 't0' | 't1' | 'raw'
export type SmartCardDisposition = 'leave' | 'reset' | 'unpower' | 'eject'

export interface ReaderStateFlags {
  readonly unaware?: boolean
  readonly ignore?: boolean
  readonly changed?: boolean
  readonly unknown?: boolean
  readonly unavailable?: boolean
  readonly empty?: boolean
  readonly present?: boolean
  readonly exclusive?: boolean
  readonly inuse?: boolean
  readonly mute?: boolean
  readonly unpowered?: boolean
}

export interface SmartCardReaderStateIn {
  readonly readerName: string
  readonly currentState: ReaderStateFlags
  readonly currentCount?: number
}

export interface SmartCardReaderStateOut {
  readonly readerName: string
  readonly eventState: ReaderStateFlags
  /** Grows with every insertion and removal, so that a card swapped in between is noticed. */
  readonly eventCount: number
  readonly answerToReset?: Uint8Array
}

export interface SmartCardConnectionStatus {
  readonly readerName: string
  readonly state: 'absent' | 'present' | 'swallowed' | 'powered' | 'negotiable' | 't0' | 't1' | 'raw'
  readonly answerToReset?: Uint8Array
}

export interface SmartCardConnection {
  /** Sends one command APDU and resolves with the response APDU, status word included. One at a time. */
  transmit(command: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array>
  /** Runs `transaction` with no other connection's command in between; then applies the disposition it returns (default 'reset'). */
  startTransaction(
    transaction: () => Promise<SmartCardDisposition | undefined>,
    options?: { signal?: AbortSignal },
  ): Promise<void>
  status(): Promise<SmartCardConnectionStatus>
  /** Default 'leave'. Afterwards every call fails with ERR_CARD_REMOVED or ERR_READER_LOST; calling it twice does nothing. */
  disconnect(disposition?: SmartCardDisposition): Promise<void>
}

export interface SmartCardConnectResult {
  readonly connection: SmartCardConnection
  readonly activeProtocol: SmartCardProtocol
}

export interface SmartCardContext {
  listReaders(): Promise<string[]>
  /**
   * Resolves when the state of one of `readerStates` differs from its `currentState` (at once for `unaware`), with all of
   * them, or with ERR_READER_TIMEOUT after `timeout` milliseconds. An unknown reader answers `unknown`.
   */
  getStatusChange(
    readerStates: readonly SmartCardReaderStateIn[],
    options?: { timeout?: number; signal?: AbortSignal },
  ): Promise<SmartCardReaderStateOut[]>
  /** Powers the card if need be. Errors: ERR_READER_*, ERR_CARD_ABSENT, ERR_CARD_MUTE. */
  connect(
    readerName: string,
    accessMode: SmartCardAccessMode,
    options?: { preferredProtocols?: readonly SmartCardProtocol[] },
  ): Promise<SmartCardConnectResult>
}
