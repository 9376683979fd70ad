import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type { TransportId } from '../../core/protocol/managed-policy.ts'
import type { SmartCardContext, SmartCardReaderStateIn, SmartCardReaderStateOut } from '../../core/smartcard/context.ts'
import { NativeHostContext } from './native-host.ts'
import type { NhiReader } from './nhi-reader.ts'
import type { Messaging } from './messaging.ts'
import type { ReaderRefusal, ReaderTransport, ServiceFacts } from './reader-transport.ts'
import type { SerialPorts } from './serial-ports.ts'
import { SmartCardConnectorContext } from './smart-card-connector.ts'
import { WebSerialContext } from './web-serial.ts'
import type { TokenSource } from './token-source.ts'
import { type UsbLike, WebUsbContext } from './web-usb.ts'

/** What the entry hands in from the platform it runs on. */
export interface ReaderPlatform {
  readonly usb: UsbLike | undefined
  readonly serialPorts?: SerialPorts | undefined
  /** To the card service. */
  readonly nativeMessaging?: Messaging | undefined
  readonly smartCardConnector?: SmartCardConnectorPlace | undefined
  /** Which transports an administrator allows; all where it answers undefined. */
  readonly allowed?: (() => Promise<readonly TransportId[] | undefined>) | undefined
}

/** ChromeOS has no card service, and is the only one to have a Connector that works beside the system. */
export interface SmartCardConnectorPlace {
  readonly messaging: Messaging
  readonly extensionId: string
  /** Whether it takes the card service's place on this system. */
  isOffered(): Promise<boolean>
}

/** Every transport there is, in the order their readers are listed. One that the platform lacks is left out. */
const transports: readonly ((platform: ReaderPlatform) => ReaderTransport | undefined)[] = [
  ({ usb }) => usb && webUsbTransport(usb),
  ({ nativeMessaging, smartCardConnector }) =>
    nativeMessaging && nativeHostTransport(nativeMessaging, smartCardConnector),
  ({ smartCardConnector }) => smartCardConnector && smartCardConnectorTransport(smartCardConnector),
  // Last: where both hold a card, the chip-card reader is chosen before a slot of the NHI reader.
  ({ serialPorts }) => serialPorts && webSerialTransport(serialPorts),
]

/** One transport by itself, for whoever looks for what is wrong. */
export interface TransportState {
  readonly id: TransportId
  readonly readers: readonly string[]
  readonly refusals: readonly ReaderRefusal[]
  /** Of the program that it speaks through, if it is there. */
  readonly service?: ServiceFacts | undefined
}

/** All readers as if they were on one transport. `getStatusChange` wants at least one reader. */
export interface Readers extends SmartCardContext {
  /** Where there are any. */
  readonly tokens?: TokenSource | undefined
  refusals(): Promise<readonly ReaderRefusal[]>
  /** Calls `listener` when a reader may have come or gone; returns how to stop. Not every transport can tell. */
  watch(listener: () => void): () => void
  /** Every transport that this system offers and its administrator allows, with all that stands in the way of its readers. */
  transports(): Promise<TransportState[]>
  /**
   * The readers that are one device with this one, itself included, where watching one keeps the device from other programs.
   * Empty for a reader that is shared with them.
   */
  heldWith(readerName: string): readonly string[]
  /** The NHI readers among those that were listed last: which readers are their slots, and what belongs there. */
  nhiReaders(): readonly NhiReader[]
}

export const openReaders = (platform: ReaderPlatform): Readers =>
  joinTransports(
    transports.map((open) => open(platform)).filter((transport) => transport !== undefined),
    platform.allowed,
  )

function webUsbTransport(usb: UsbLike): ReaderTransport {
  const context = new WebUsbContext({ usb })
  return {
    id: 'web-usb',
    context,
    refusals: () => context.refusals(),
    heldWith: (readerName) => context.heldWith(readerName),
    watch(listener) {
      const events = ['connect', 'disconnect'] as const
      for (const event of events) usb.addEventListener(event, listener)
      return () => {
        for (const event of events) usb.removeEventListener(event, listener)
      }
    },
  }
}

function webSerialTransport(ports: SerialPorts): ReaderTransport {
  const context = new WebSerialContext({ ports })
  return {
    id: 'web-serial',
    context,
    refusals: () => context.refusals(),
    watch: (listener) => context.watch(listener),
    heldWith: (readerName) => context.heldWith(readerName),
    nhiReaders: () => context.nhiReaders(),
  }
}

/** Without events: PC/SC tells of a new reader only to who waits for one, and the list is asked for often enough. */
function nativeHostTransport(messaging: Messaging, instead?: SmartCardConnectorPlace): ReaderTransport {
  const context = new NativeHostContext({ messaging })
  return {
    id: 'native-host',
    context,
    tokens: context.tokens,
    offered: async () => !(await instead?.isOffered()),
    refusals: () => context.refusals(),
    about: () => context.about(),
    watch: () => () => undefined,
  }
}

/** Without events, as the card service. */
function smartCardConnectorTransport(place: SmartCardConnectorPlace): ReaderTransport {
  const context = new SmartCardConnectorContext(place)
  return {
    id: 'smart-card-connector',
    context,
    offered: () => place.isOffered(),
    refusals: () => context.refusals(),
    watch: () => () => undefined,
  }
}

/** Reader names are unique within a transport; a name that two transports share belongs to the first that lists it. */
export function joinTransports(all: readonly ReaderTransport[], allowed?: ReaderPlatform['allowed']): Readers {
  let owners = new Map<string, ReaderTransport>()
  let asked: Promise<ReaderTransport[]> | undefined
  /** What the system has does not change; what is allowed does, by a policy that comes any time. */
  const offered = async (): Promise<ReaderTransport[]> => {
    const [offers, ids] = await Promise.all([(asked ??= offeredOf(all)), allowed?.()])
    return ids ? offers.filter(({ id }) => ids.includes(id)) : offers
  }

  return {
    tokens: all.flatMap((transport) => (transport.tokens ? gated(transport, transport.tokens, offered) : []))[0],

    async listReaders() {
      const joined = await offered()
      const lists = await Promise.all(joined.map((transport) => transport.context.listReaders()))
      owners = new Map()
      for (const [index, transport] of joined.entries()) {
        for (const name of lists[index] ?? []) if (!owners.has(name)) owners.set(name, transport)
      }
      return [...owners.keys()]
    },

    getStatusChange: (readerStates, options) => statusChange(owners, readerStates, options),

    async connect(readerName, accessMode, options) {
      const owner = owners.get(readerName)
      if (!owner) throw new CodedError('ERR_READER_LOST', `no transport lists "${readerName}"`)
      return owner.context.connect(readerName, accessMode, options)
    },

    async refusals() {
      const joined = await offered()
      const refused = (await Promise.all(joined.map((transport) => transport.refusals()))).flat()
      const firm = refused.filter(({ onlyWithoutReaders }) => !onlyWithoutReaders)
      return firm.length > 0 || owners.size > 0 ? firm : refused
    },

    async transports() {
      return Promise.all((await offered()).map(stateOf))
    },

    watch(listener) {
      const stops = all.map((transport) => transport.watch(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },

    heldWith: (readerName) => owners.get(readerName)?.heldWith?.(readerName) ?? [],

    nhiReaders: () =>
      all.flatMap((transport) =>
        (transport.nhiReaders?.() ?? []).filter(({ slots }) =>
          slots.every(({ readerName }) => owners.get(readerName) === transport),
        ),
      ),
  }
}

/** Nothing is asked of modules whose transport may not be used: whoever watches or signs has listed before. */
const gated = (
  transport: ReaderTransport,
  tokens: TokenSource,
  offered: () => Promise<readonly ReaderTransport[]>,
): TokenSource => ({
  async list() {
    if ((await offered()).includes(transport)) return tokens.list()
    throw new CodedError('ERR_READER_HOST_BLOCKED', `${transport.id} is not allowed here`)
  },
  changed: (count, signal) => tokens.changed(count, signal),
  sign: (token, signingInput, pin, signal) => tokens.sign(token, signingInput, pin, signal),
})

async function stateOf(transport: ReaderTransport): Promise<TransportState> {
  const readers = await transport.context.listReaders()
  const service = await transport.about?.().catch((error: unknown) => {
    if (!isCoded(error)) throw error // the refusals say why it is not there
    return undefined
  })
  return { id: transport.id, readers, refusals: await transport.refusals(), service }
}

async function offeredOf(all: readonly ReaderTransport[]): Promise<ReaderTransport[]> {
  const answers = await Promise.all(all.map(async ({ offered }) => (offered ? offered() : true)))
  return all.filter((_, index) => answers[index])
}

/** Asks each transport for its own readers; the first that answers wins, and the others' readers are not in the answer. */
async function statusChange(
  owners: ReadonlyMap<string, ReaderTransport>,
  readerStates: readonly SmartCardReaderStateIn[],
  options: { timeout?: number; signal?: AbortSignal } = {},
): Promise<SmartCardReaderStateOut[]> {
  const missing = readerStates.filter(({ readerName }) => !owners.has(readerName))
  if (missing.length > 0) return missing.map(unknownReader)

  const groups = new Map<ReaderTransport, SmartCardReaderStateIn[]>()
  for (const state of readerStates) {
    const owner = owners.get(state.readerName)
    if (owner) groups.set(owner, [...(groups.get(owner) ?? []), state])
  }
  const enough = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, enough.signal]) : enough.signal
  try {
    return await Promise.race(
      [...groups].map(([{ context }, states]) => context.getStatusChange(states, { ...options, signal })),
    )
  } finally {
    enough.abort()
  }
}

const unknownReader = ({ readerName, currentCount }: SmartCardReaderStateIn): SmartCardReaderStateOut => ({
  readerName,
  eventState: { changed: true, unknown: true },
  eventCount: currentCount ?? 0,
})
