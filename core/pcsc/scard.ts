import type { SmartCardAccessMode, SmartCardDisposition, SmartCardProtocol } from '../smartcard/context.ts'

/** Opaque: SCARDCONTEXT and SCARDHANDLE. */
export type ScardContext = { readonly context: number | bigint }
export type ScardCard = { readonly card: number | bigint }

export interface ScardReaderState {
  readonly readerName: string
  /** dwCurrentState, with the event count in its upper half. */
  readonly currentState: number
}

export interface ScardReaderEvent {
  readonly readerName: string
  /** dwEventState. */
  readonly eventState: number
  readonly answerToReset: Uint8Array<ArrayBuffer>
}

/** PC/SC's functions, wherever they are. No call blocks the event loop; each that fails throws ScardError. */
export interface Scard {
  readonly notifiesReaderList: boolean
  readonly serviceEndsWithReaders: boolean
  establishContext(): Promise<ScardContext>
  releaseContext(context: ScardContext): Promise<void>
  /** Ends the SCardGetStatusChange that waits on this context, if it has begun to. */
  cancel(context: ScardContext): Promise<void>
  listReaders(context: ScardContext): Promise<string[]>
  /** `timeout` in milliseconds. */
  getStatusChange(
    context: ScardContext,
    timeout: number,
    states: readonly ScardReaderState[],
  ): Promise<ScardReaderEvent[]>
  connect(
    context: ScardContext,
    readerName: string,
    accessMode: SmartCardAccessMode,
    protocols: readonly SmartCardProtocol[],
  ): Promise<{ card: ScardCard; activeProtocol: SmartCardProtocol }>
  /** After SCARD_W_RESET_CARD: takes note of the reset, which the card keeps. */
  reconnect(
    card: ScardCard,
    accessMode: SmartCardAccessMode,
    protocols: readonly SmartCardProtocol[],
  ): Promise<SmartCardProtocol>
  disconnect(card: ScardCard, disposition: SmartCardDisposition): Promise<void>
  beginTransaction(card: ScardCard): Promise<void>
  endTransaction(card: ScardCard, disposition: SmartCardDisposition): Promise<void>
  status(card: ScardCard): Promise<ScardCardStatus>
  transmit(card: ScardCard, protocol: SmartCardProtocol, command: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** CM_IOCTL_GET_FEATURE_REQUEST of PC/SC part 10; with `control`. */
  readonly featureRequest?: number
  /** For the reader, not the card. Undefined where it cannot be had: no keypad is used then. */
  readonly control?: (card: ScardCard, controlCode: number, input: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>
}

export interface ScardCardStatus {
  readonly state: 'absent' | 'present' | 'swallowed' | 'powered' | 'negotiable' | SmartCardProtocol
  readonly answerToReset: Uint8Array<ArrayBuffer>
}
