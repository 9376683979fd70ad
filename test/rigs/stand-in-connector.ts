import type { SmartCardAccessMode, SmartCardDisposition, SmartCardProtocol } from '../../core/smartcard/context.ts'
import type { Scard, ScardCard, ScardContext } from '../../core/pcsc/scard.ts'
import { dispositions, pcscLite, protocolMask, scardCodes, shareModes } from '../../core/pcsc/scard-constants.ts'
import { ScardError } from '../../core/pcsc/scard-errors.ts'
import type { Messaging, MessagingPort } from '../../extension/readers/messaging.ts'

type Message = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }
type Handler = (...values: readonly unknown[]) => Promise<readonly unknown[]>

/** What the person, or the organisation's policy, says to the Connector's question. */
export type Permission = 'allowed' | 'denied' | 'not answered'

/**
 * Google's Smart Card Connector as its clients meet it, over any PC/SC: the same messages, the same refusals in the
 * same words, and as strict about what it is sent. What it answers was compared with its source (4.0.2).
 */
export class StandInConnector implements Messaging {
  readonly #scard: Scard
  readonly #clients = new Set<Client>()
  #decide: () => void = () => undefined
  #lastError: string | undefined
  installed = true
  permission: Permission
  answersPings = true
  /** What the next call of this function is answered with, in place of the answer. */
  readonly instead = new Map<string, unknown>()
  /** Every call that reached PC/SC, by name. */
  readonly calls: string[] = []
  /** Everything that was sent to it, as text. */
  readonly received: string[] = []
  connects = 0
  channelId = 17

  constructor(scard: Scard, permission: Permission = 'allowed') {
    this.#scard = scard
    this.permission = permission
  }

  /** A client's port, everything over which passes through JSON, as `chrome.runtime` does it. */
  connect(): MessagingPort {
    this.connects++
    const onMessage: ((message: unknown) => void)[] = []
    const onDisconnect: (() => void)[] = []
    let open = true
    const end = (error?: string): void => {
      if (!open) return
      open = false
      client.gone()
      this.#lastError = error
      for (const listener of onDisconnect) listener()
      this.#lastError = undefined
    }
    const client = this.serve(
      (message) => {
        const text = JSON.stringify(message)
        queueMicrotask(() => {
          if (open) for (const listener of onMessage) listener(JSON.parse(text))
        })
      },
      () => end(),
    )
    if (!this.installed) queueMicrotask(() => end('Could not establish connection. Receiving end does not exist.'))
    return {
      onMessage: { addListener: (listener) => void onMessage.push(listener) },
      onDisconnect: { addListener: (listener) => void onDisconnect.push(listener) },
      postMessage: (message) => {
        if (!open) throw new Error('Attempting to use a disconnected port object')
        const text = JSON.stringify(message)
        queueMicrotask(() => open && client.take(JSON.parse(text)))
      },
      disconnect: () => {
        open = false
        client.gone()
      },
    }
  }

  lastError(): string | undefined {
    return this.#lastError
  }

  /** The same without a port: `post` sends to the client, `hangUp` closes its port. */
  serve(post: (message: unknown) => void, hangUp: () => void): Client {
    const client = new Client(this, this.#scard, post, hangUp)
    this.#clients.add(client)
    return client
  }

  /** Resolves when the question is answered. */
  async decided(): Promise<Permission> {
    while (this.permission === 'not answered') await new Promise<void>((resolve) => (this.#decide = resolve))
    return this.permission
  }

  /** The person presses “ALLOW” or “BLOCK”. */
  answer(permission: Permission): void {
    this.permission = permission
    this.#decide()
  }

  /** It is updated, crashes, or is switched off. */
  hangUp(): void {
    for (const client of this.#clients) client.hangUp()
  }

  /** Sends every client something. */
  say(message: unknown): void {
    for (const client of this.#clients) client.say(message)
  }

  forget(client: Client): void {
    this.#clients.delete(client)
  }
}

class Client {
  readonly #connector: StandInConnector
  readonly #scard: Scard
  readonly #post: (message: unknown) => void
  readonly #hangUp: () => void
  readonly #contexts = new Map<number, ScardContext>()
  readonly #cards = new Map<number, ScardCard>()
  #lastHandle = 0x1000
  #gone = false

  constructor(connector: StandInConnector, scard: Scard, post: (message: unknown) => void, hangUp: () => void) {
    this.#connector = connector
    this.#scard = scard
    this.#post = post
    this.#hangUp = hangUp
  }

  say(message: unknown): void {
    if (!this.#gone) this.#post(message)
  }

  hangUp(): void {
    this.#hangUp()
  }

  /** Its port is closed: what it left open is cancelled and released. */
  gone(): void {
    if (this.#gone) return
    this.#gone = true
    this.#connector.forget(this)
    const contexts = [...this.#contexts.values()]
    this.#contexts.clear()
    for (const context of contexts) {
      void this.#scard
        .cancel(context)
        .catch(() => undefined)
        .then(() => this.#scard.releaseContext(context))
        .catch(() => undefined)
    }
  }

  take(message: unknown): void {
    this.#connector.received.push(JSON.stringify(message))
    const { type, data } = message as Message
    if (type === 'ping') {
      if (this.#connector.answersPings) this.say({ type: 'pong', data: { channel_id: this.#connector.channelId } })
    } else if (type === 'pcsc_lite_function_call::request' && isRequest(data)) void this.#request(data)
    else if (type !== 'pong') this.#hangUp()
  }

  async #request({ request_id, payload }: Request): Promise<void> {
    const answer = (data: object): void =>
      this.say({ type: 'pcsc_lite_function_call::response', data: { request_id, ...data } })
    if ((await this.#connector.decided()) === 'denied') {
      answer({ error: 'Error: Deferred job was skipped: the job processor has been disposed' })
      return
    }
    const { function_name: name, arguments: values } = payload
    const instead = this.#connector.instead.get(name)
    this.#connector.instead.delete(name)
    if (instead !== undefined) {
      this.say(instead)
      return
    }
    try {
      answer({ payload: await this.#call(name, values) })
    } catch (error) {
      if (error instanceof ScardError) answer({ payload: [error.rv | 0] })
      else answer({ error: `Error: Error while processing the "${name}" request: ${String(error)}` })
    }
  }

  async #call(name: string, values: readonly unknown[]): Promise<readonly unknown[]> {
    if (name === 'pcsc_lite_version_number') return ['2.3.0']
    const handler = this.#functions[name]
    if (!handler) throw new Error(`Unknown function "${name}"`)
    this.#connector.calls.push(name)
    return [0, ...(await handler(...values))]
  }

  readonly #functions: Readonly<Record<string, Handler>> = {
    SCardEstablishContext: async (scope, ...reserved) => {
      require(scope === 2 && reserved.length === 2 && reserved.every((value) => value === null))
      return [this.#keep(this.#contexts, await this.#scard.establishContext())]
    },
    SCardReleaseContext: async (context, ...rest) => {
      require(rest.length === 0)
      await this.#scard.releaseContext(find(this.#contexts, context))
      this.#contexts.delete(Number(context))
      return []
    },
    SCardCancel: async (context, ...rest) => {
      require(rest.length === 0)
      await this.#scard.cancel(find(this.#contexts, context))
      return []
    },
    SCardListReaders: async (context, groups, ...rest) => {
      require(groups === null && rest.length === 0)
      const names = await this.#scard.listReaders(find(this.#contexts, context))
      if (names.length === 0) throw new ScardError('SCardListReaders', scardCodes.noReadersAvailable)
      return [names]
    },
    SCardGetStatusChange: async (context, timeout, states, ...rest) => {
      require(isDword(timeout) && Array.isArray(states) && rest.length === 0)
      const rows = (states as { reader_name: string; current_state: number }[]).map((state) => {
        require(typeof state.reader_name === 'string' && isDword(state.current_state))
        require(Object.keys(state).length === 2)
        return { readerName: state.reader_name, currentState: state.current_state }
      })
      const events = await this.#scard.getStatusChange(find(this.#contexts, context), timeout, rows)
      return [
        events.map(({ readerName, eventState, answerToReset }, index) => ({
          reader_name: readerName,
          current_state: rows[index]?.currentState,
          event_state: eventState,
          atr: [...answerToReset],
        })),
      ]
    },
    SCardConnect: async (context, readerName, shareMode, protocols, ...rest) => {
      require(typeof readerName === 'string' && rest.length === 0)
      const { card, activeProtocol } = await this.#scard.connect(
        find(this.#contexts, context),
        readerName,
        accessModeOf(shareMode),
        protocolsOf(protocols),
      )
      return [this.#keep(this.#cards, card), numberOf(activeProtocol)]
    },
    SCardReconnect: async (card, shareMode, protocols, initialization, ...rest) => {
      require(initialization === dispositions.leave && rest.length === 0)
      const mode = accessModeOf(shareMode)
      return [numberOf(await this.#scard.reconnect(find(this.#cards, card), mode, protocolsOf(protocols)))]
    },
    SCardDisconnect: async (card, disposition, ...rest) => {
      require(rest.length === 0)
      await this.#scard.disconnect(find(this.#cards, card), dispositionOf(disposition))
      this.#cards.delete(Number(card))
      return []
    },
    SCardBeginTransaction: async (card, ...rest) => {
      require(rest.length === 0)
      await this.#scard.beginTransaction(find(this.#cards, card))
      return []
    },
    SCardEndTransaction: async (card, disposition, ...rest) => {
      require(rest.length === 0)
      await this.#scard.endTransaction(find(this.#cards, card), dispositionOf(disposition))
      return []
    },
    SCardStatus: async (card, ...rest) => {
      require(rest.length === 0)
      const { state, answerToReset } = await this.#scard.status(find(this.#cards, card))
      const protocol = state === 't0' || state === 't1' ? numberOf(state) : 0
      return ['', stateBits[state], protocol, [...answerToReset]]
    },
    SCardControl: async (card, controlCode, data, ...rest) => {
      require(isDword(controlCode) && Array.isArray(data) && data.every(isByte) && rest.length === 0)
      const { control } = this.#scard
      if (!control) throw new ScardError('SCardControl', 0x80100022) // SCARD_E_UNSUPPORTED_FEATURE
      return [[...(await control(find(this.#cards, card), controlCode, Uint8Array.from(data as number[])))]]
    },
    SCardTransmit: async (card, request, data, response, ...rest) => {
      require(response === null && rest.length === 0 && Array.isArray(data) && data.every(isByte))
      const { protocol } = request as { protocol: number }
      const [name] = protocolsOf(protocol)
      require(name !== undefined)
      const answer = await this.#scard.transmit(find(this.#cards, card), name, Uint8Array.from(data as number[]))
      return [{ protocol }, [...answer]]
    },
  }

  #keep<T>(into: Map<number, T>, value: T): number {
    const handle = ++this.#lastHandle
    into.set(handle, value)
    return handle
  }
}

interface Request {
  readonly request_id: number
  readonly payload: { readonly function_name: string; readonly arguments: readonly unknown[] }
}

/** As the Connector parses it: these fields and no others. */
function isRequest(data: unknown): data is Request {
  const { request_id, payload, ...more } = data as Request
  const { function_name, arguments: values, ...others } = payload
  return (
    typeof request_id === 'number' &&
    typeof function_name === 'string' &&
    Array.isArray(values) &&
    Object.keys({ ...more, ...others }).length === 0
  )
}

function require(holds: boolean): asserts holds {
  if (!holds) throw new Error('Failed to convert arguments')
}

function find<T>(among: ReadonlyMap<number, T>, handle: unknown): T {
  require(isDword(handle))
  const found = among.get(handle)
  if (found === undefined) throw new ScardError('handle', scardCodes.invalidHandle)
  return found
}

const isDword = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff
const isByte = (value: unknown): boolean => isDword(value) && value <= 0xff

function keyOf<K extends string>(table: Readonly<Record<K, number>>, value: unknown): K {
  const found = (Object.keys(table) as K[]).find((key) => table[key] === value)
  require(found !== undefined)
  return found
}
const accessModeOf = (value: unknown): SmartCardAccessMode => keyOf(shareModes, value)
const dispositionOf = (value: unknown): SmartCardDisposition => keyOf(dispositions, value)
const numberOf = (protocol: SmartCardProtocol): number => protocolMask(pcscLite, [protocol])
const protocolsOf = (mask: unknown): SmartCardProtocol[] => {
  require(isDword(mask))
  return (['t0', 't1', 'raw'] as const).filter((protocol) => (mask & numberOf(protocol)) !== 0)
}

/** SCardStatus of pcsc-lite: what the state's name stands for, bit by bit. */
const stateBits = {
  absent: 0x02,
  present: 0x04,
  swallowed: 0x0c,
  powered: 0x14,
  negotiable: 0x34,
  t0: 0x54,
  t1: 0x54,
  raw: 0x14,
} as const
