import type { SerializedError } from '../../core/errors/coded-error.ts'
import type { GrantedPort } from './serial-ports.ts'

/**
 * What worker and offscreen document say to each other over a MessagePort of their own. Bytes go as transferred buffers:
 * a command may hold a PIN, which must leave no copy behind and must never be in a message of chrome.runtime, that every
 * page of the extension would get.
 */
export type SerialRequest =
  | { readonly op: 'list'; readonly call: number }
  | { readonly op: 'open'; readonly call: number; readonly port: number }
  | { readonly op: 'write'; readonly call: number; readonly line: number; readonly bytes: ArrayBuffer }
  | { readonly op: 'close'; readonly call: number; readonly line: number }

export interface SerialResult {
  readonly ports?: readonly GrantedPort[]
  readonly line?: number
}

export type SerialNews =
  /** Answers `call`: the ports of `list`, the line of `open`. */
  | ({ readonly kind: 'done'; readonly call: number } & SerialResult)
  | { readonly kind: 'failed'; readonly call: number; readonly error: SerializedError }
  /** Unasked: what came over a line, and that it ended. */
  | { readonly kind: 'bytes'; readonly line: number; readonly bytes: ArrayBuffer }
  | { readonly kind: 'ended'; readonly line: number; readonly error: SerializedError }
  /** A port came or went. */
  | { readonly kind: 'ports' }
  /** The first: the document is listening. */
  | { readonly kind: 'ready' }

/** The message that brings the MessagePort to the document. */
export const serialChannelMessage = 'serial-channel'

/** The runtime port without messages that tells either side of the other's end, which a MessagePort does not. */
export const serialLifeline = 'serial-lifeline'
