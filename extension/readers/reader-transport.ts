import type { CodedError } from '../../core/errors/coded-error.ts'
import type { TransportId } from '../../core/protocol/managed-policy.ts'
import type { SmartCardContext } from '../../core/smartcard/context.ts'
import type { NhiReader } from './nhi-reader.ts'
import type { TokenSource } from './token-source.ts'

/** A reader that is there but that the transport may not use, with the reason a person is told. */
export interface ReaderRefusal {
  readonly readerName: string
  readonly error: CodedError
  /** Not worth a word while there is another reader, or another reason why there is none. */
  readonly onlyWithoutReaders?: boolean
}

/** What a program between us and the readers says of itself. */
export interface ServiceFacts {
  readonly version: string
  /** The person sits at another computer: its readers are there. Undefined where the system does not tell. */
  readonly remoteSession?: boolean | undefined
}

/** One way to reach readers. Everything above speaks to `SmartCardContext` and never asks which one it is. */
export interface ReaderTransport {
  readonly id: TransportId
  readonly context: SmartCardContext
  /** Whether this system can have such readers at all; yes, where it is left out. Asked once. */
  readonly offered?: () => Promise<boolean>
  /** Where vendors' PKCS#11 modules are reached the same way. */
  readonly tokens?: TokenSource
  refusals(): Promise<readonly ReaderRefusal[]>
  /** Of a program between us and the readers; rejects with why it is not there. */
  readonly about?: () => Promise<ServiceFacts>
  /** Calls `listener` when a reader may have come or gone; returns how to stop. Transports without events never call it. */
  watch(listener: () => void): () => void
  /** As `Readers.heldWith`. Transports that share their readers with other programs leave it out. */
  heldWith?(readerName: string): readonly string[]
  /** As `Readers.nhiReaders`. Transports that have none leave it out. */
  nhiReaders?(): readonly NhiReader[]
}
