import { CodedError } from '../core/errors/coded-error.ts'
import type { Pkcs11Modules } from './pkcs11/pkcs11-modules.ts'
import type { SmartCardConnection, SmartCardContext, SmartCardDisposition } from '../core/smartcard/context.ts'

/** A transaction that the other side has begun and not yet ended. */
interface OpenTransaction {
  readonly end: (disposition: SmartCardDisposition) => void
  readonly ended: Promise<void>
}

export interface OpenConnection {
  readonly connection: SmartCardConnection
  transaction?: OpenTransaction
  /** A PIN may have been accepted on it: the card is reset when the other side goes without a word. */
  mayBeVerified: boolean
}

/** What one browser has open. */
export class HostSession {
  readonly context: SmartCardContext
  readonly modules: Pkcs11Modules
  readonly #connections = new Map<number, OpenConnection>()
  #lastNumber = 0
  #released = false

  constructor(context: SmartCardContext, modules: Pkcs11Modules) {
    this.context = context
    this.modules = modules
  }

  /** Takes a new connection in; its number is never used again. */
  async add(connection: SmartCardConnection): Promise<number> {
    if (this.#released) {
      await connection.disconnect('leave')
      throw new CodedError('ERR_READER_HOST_LOST', 'the browser is gone')
    }
    const number = ++this.#lastNumber
    this.#connections.set(number, { connection, mayBeVerified: false })
    return number
  }

  /** Errors: ERR_CARD_REMOVED for one that was closed. */
  get(number: number): OpenConnection {
    const open = this.#connections.get(number)
    if (!open) throw new CodedError('ERR_CARD_REMOVED', 'the connection was closed')
    return open
  }

  remove(number: number): void {
    this.#connections.delete(number)
  }

  /** The browser is gone: every card is given back, reset where a PIN may have been accepted, and every module ended. */
  async release(): Promise<void> {
    this.#released = true
    const open = [...this.#connections.values()]
    this.#connections.clear()
    await Promise.allSettled([
      this.modules.close(),
      ...open.map(async ({ connection, transaction, mayBeVerified }) => {
        const disposition = mayBeVerified ? 'reset' : 'leave'
        transaction?.end(disposition)
        await transaction?.ended.catch(() => undefined)
        await connection.disconnect(disposition)
      }),
    ])
  }
}
