import { CodedError } from '../core/errors/coded-error.ts'
import type { SmartCardContext } from '../core/smartcard/context.ts'

/** On a system without a PC/SC library that we know: every call fails with ERR_READER_SERVICE. */
export class NoReaders implements SmartCardContext {
  readonly #error: CodedError

  constructor(reason: string, cause?: unknown) {
    this.#error = new CodedError('ERR_READER_SERVICE', `no PC/SC here: ${reason}`, { cause })
  }

  async listReaders(): Promise<never> {
    throw this.#error
  }

  async getStatusChange(): Promise<never> {
    throw this.#error
  }

  async connect(): Promise<never> {
    throw this.#error
  }
}
