import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { PcscContext } from '../../core/pcsc/pcsc-context.ts'
import type { SmartCardContext } from '../../core/smartcard/context.ts'
import { systemTimers, type Timers, within } from '../../core/smartcard/timers.ts'
import { KeptOpen } from './kept-open.ts'
import type { Messaging } from './messaging.ts'
import type { ReaderRefusal } from './reader-transport.ts'
import { SmartCardConnectorPort } from './smart-card-connector-port.ts'
import { SmartCardConnectorScard } from './smart-card-connector-scard.ts'

/** What a person reads in the place of a reader's name when none can be reached. */
const serviceName = 'Smart Card Connector'

/** Milliseconds. Other readers are not kept waiting while the Connector starts, or asks the person. */
const patience = 1_500

/** ChromeOS's readers, by Google's Smart Card Connector. */
export class SmartCardConnectorContext implements SmartCardContext {
  readonly #timers: Timers
  readonly #extensionId: string
  readonly #pcsc: PcscContext
  /** One list at a time, however long the person takes. */
  #listing: Promise<string[]> | undefined
  /** Why the readers could not be listed last. */
  #refused: CodedError | undefined

  readonly getStatusChange: SmartCardContext['getStatusChange']
  readonly connect: SmartCardContext['connect']

  /** `extensionId`: what the Connector shows when it asks about us. */
  constructor(options: { messaging: Messaging; extensionId: string; timers?: Timers }) {
    const { messaging, extensionId, timers = systemTimers } = options
    this.#timers = timers
    this.#extensionId = extensionId
    const connector = new KeptOpen(async (onOver) => {
      const port = new SmartCardConnectorPort(messaging, onOver, timers)
      try {
        await port.allowed(extensionId)
        return port
      } catch (error) {
        port.close()
        throw error
      }
    }, timers)
    this.#pcsc = new PcscContext({ scard: new SmartCardConnectorScard(connector), timers })
    this.getStatusChange = (...question) => this.#pcsc.getStatusChange(...question)
    this.connect = (...question) => this.#pcsc.connect(...question)
  }

  /** None while the Connector cannot be reached: `refusals` says why. */
  async listReaders(): Promise<string[]> {
    this.#listing ??= this.#pcsc.listReaders().finally(() => (this.#listing = undefined))
    try {
      const readers = await within(this.#listing, {
        timers: this.#timers,
        milliseconds: patience,
        timeoutError: () =>
          new CodedError('ERR_READER_CONNECTOR_ASKS', 'the Connector has not answered yet', {
            details: { extension: this.#extensionId },
          }),
      })
      this.#refused = undefined
      return readers
    } catch (error) {
      if (!isCoded(error)) throw error
      this.#refused = error
      return []
    }
  }

  /** As `listReaders` found it. It matters only where there is no other reader. */
  async refusals(): Promise<ReaderRefusal[]> {
    const error = this.#refused
    return error ? [{ readerName: serviceName, error, onlyWithoutReaders: true }] : []
  }
}
