import { isCoded } from '../../core/errors/coded-error.ts'
import type { Scard, ScardCard, ScardContext } from '../../core/pcsc/scard.ts'
import {
  cardStateOf,
  dispositions,
  pcscLite,
  protocolMask,
  protocolOf,
  scardCodes,
  scope,
  shareModes,
} from '../../core/pcsc/scard-constants.ts'
import { failedWith, ScardError } from '../../core/pcsc/scard-errors.ts'
import type { ConnectorFunction, ConnectorOutput } from '../../core/protocol/smart-card-connector.ts'
import { TurnLock } from '../../core/smartcard/turn-lock.ts'
import type { KeptOpen } from './kept-open.ts'
import type { SmartCardConnectorPort } from './smart-card-connector-port.ts'

/** An SCARDCONTEXT of the Connector, good for as long as its port. */
interface OpenContext extends ScardContext {
  readonly port: SmartCardConnectorPort
  /** One call at a time (SCardCancel excepted): the Connector is to refuse more. */
  readonly turns: TurnLock
}
interface OpenCardHandle extends ScardCard {
  readonly context: OpenContext
}

/** PC/SC's functions as the Smart Card Connector has them: pcsc-lite, called by messages. */
export class SmartCardConnectorScard implements Scard {
  readonly notifiesReaderList = true
  readonly serviceEndsWithReaders = false
  readonly featureRequest = pcscLite.featureRequest
  readonly #connector: KeptOpen<SmartCardConnectorPort>
  readonly #contexts = new WeakMap<ScardContext, OpenContext>()
  readonly #cards = new WeakMap<ScardCard, OpenCardHandle>()

  constructor(connector: KeptOpen<SmartCardConnectorPort>) {
    this.#connector = connector
  }

  async establishContext(): Promise<ScardContext> {
    const port = await asScardError(this.#connector.acquire())
    try {
      const [context] = await asScardError(port.call('SCardEstablishContext', scope.system, null, null))
      const open = { context, port, turns: new TurnLock() }
      this.#contexts.set(open, open)
      return open
    } catch (error) {
      this.#connector.release()
      throw error
    }
  }

  async releaseContext(context: ScardContext): Promise<void> {
    try {
      await this.#inContext(context, 'SCardReleaseContext')
    } finally {
      this.#connector.release()
    }
  }

  async cancel(context: ScardContext): Promise<void> {
    await asScardError(this.#open(context).port.call('SCardCancel', context.context))
  }

  async listReaders(context: ScardContext): Promise<string[]> {
    try {
      const [names] = await this.#inContext(context, 'SCardListReaders', null)
      return names
    } catch (error) {
      if (failedWith(error, scardCodes.noReadersAvailable)) return []
      throw error
    }
  }

  async getStatusChange(...[context, timeout, states]: Parameters<Scard['getStatusChange']>) {
    const rows = states.map(({ readerName, currentState }) => ({
      reader_name: readerName,
      current_state: currentState,
    }))
    const [events] = await this.#inContext(context, 'SCardGetStatusChange', timeout, rows)
    return events.map(({ reader_name, event_state, atr }) => ({
      readerName: reader_name,
      eventState: event_state,
      answerToReset: atr,
    }))
  }

  async connect(...[context, readerName, accessMode, protocols]: Parameters<Scard['connect']>) {
    const mask = protocolMask(pcscLite, protocols)
    const [card, protocol] = await this.#inContext(context, 'SCardConnect', readerName, shareModes[accessMode], mask)
    const open = { card, context: this.#open(context) }
    this.#cards.set(open, open)
    return { card: open, activeProtocol: protocolOf(pcscLite, protocol) }
  }

  async reconnect(...[card, accessMode, protocols]: Parameters<Scard['reconnect']>) {
    const mask = protocolMask(pcscLite, protocols)
    const [protocol] = await this.#withCard(card, 'SCardReconnect', shareModes[accessMode], mask, dispositions.leave)
    return protocolOf(pcscLite, protocol)
  }

  async disconnect(...[card, disposition]: Parameters<Scard['disconnect']>): Promise<void> {
    await this.#withCard(card, 'SCardDisconnect', dispositions[disposition])
  }

  async beginTransaction(card: ScardCard): Promise<void> {
    await this.#withCard(card, 'SCardBeginTransaction')
  }

  async endTransaction(...[card, disposition]: Parameters<Scard['endTransaction']>): Promise<void> {
    await this.#withCard(card, 'SCardEndTransaction', dispositions[disposition])
  }

  async status(card: ScardCard) {
    const [, dwState, protocol, answerToReset] = await this.#withCard(card, 'SCardStatus')
    return { state: cardStateOf(pcscLite, dwState, protocolOf(pcscLite, protocol)), answerToReset }
  }

  async transmit(...[card, protocol, command]: Parameters<Scard['transmit']>) {
    const request = { protocol: protocolMask(pcscLite, [protocol]) }
    const bytes = [...command]
    try {
      const [, response] = await this.#withCard(card, 'SCardTransmit', request, bytes, null)
      return response
    } finally {
      bytes.fill(0) // it may have held a PIN
    }
  }

  readonly control = async (...[card, controlCode, input]: Parameters<NonNullable<Scard['control']>>) => {
    const [output] = await this.#withCard(card, 'SCardControl', controlCode, [...input])
    return output
  }

  #open(context: ScardContext): OpenContext {
    const open = this.#contexts.get(context)
    if (!open) throw new TypeError('a context of somebody else')
    return open
  }

  #inContext<F extends ConnectorFunction>(context: ScardContext, name: F, ...rest: unknown[]) {
    return this.#call(this.#open(context), name, context.context, ...rest)
  }

  #withCard<F extends ConnectorFunction>(card: ScardCard, name: F, ...rest: unknown[]) {
    const open = this.#cards.get(card)
    if (!open) throw new TypeError('a card of somebody else')
    return this.#call(open.context, name, card.card, ...rest)
  }

  #call<F extends ConnectorFunction>(
    { port, turns }: OpenContext,
    name: F,
    ...rest: unknown[]
  ): Promise<ConnectorOutput<F>> {
    return asScardError(turns.run(port, () => port.call(name, ...rest)))
  }
}

/** A Connector that cannot be reached is a service that is not there; why, is kept for a person. */
async function asScardError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!isCoded(error)) throw error
    throw new ScardError('the Smart Card Connector', scardCodes.noService, { cause: error })
  }
}
