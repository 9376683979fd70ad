import type { CodedError } from '../../core/errors/coded-error.ts'
import type { SmartCardContext } from '../../core/smartcard/context.ts'

/** A reader that is there but that the transport may not use, with the reason a person is told. */
export interface ReaderRefusal {
  readonly readerName: string
  readonly error: CodedError
  /** Not worth a word while there is another reader, or another reason why there is none. */
  readonly onlyWithoutReaders?: boolean
}

/** One way to reach readers. Everything above speaks to `SmartCardContext` and never asks which one it is. */
export interface ReaderTransport {
  readonly id: string
  readonly context: SmartCardContext
  refusals(): Promise<readonly ReaderRefusal[]>
  /** Calls `listener` when a reader may have come or gone; returns how to stop. Transports without events never call it. */
  watch(listener: () => void): () => void
}
