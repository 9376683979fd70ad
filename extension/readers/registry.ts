import { CodedError } from '../../core/errors/coded-error.ts'
import type { SmartCardContext, SmartCardReaderStateIn, SmartCardReaderStateOut } from '../../core/smartcard/context.ts'
import { NativeHostContext } from './native-host.ts'
import type { NativeMessaging } from './native-host-port.ts'
import type { ReaderRefusal, ReaderTransport } from './reader-transport.ts'
import type { SerialPorts } from './serial-ports.ts'
import { WebSerialContext } from './web-serial.ts'
import { type UsbLike, WebUsbContext } from './web-usb.ts'

/** What the entry hands in from the platform it runs on. */
export interface ReaderPlatform {
  readonly usb: UsbLike | undefined
  readonly serialPorts?: SerialPorts | undefined
  readonly nativeMessaging?: NativeMessaging | undefined
}

/** Every transport there is, in the order their readers are listed. One that the platform lacks is left out. */
const transports: readonly ((platform: ReaderPlatform) => ReaderTransport | undefined)[] = [
  ({ usb }) => usb && webUsbTransport(usb),
  ({ serialPorts }) => serialPorts && webSerialTransport(serialPorts),
  ({ nativeMessaging }) => nativeMessaging && nativeHostTransport(nativeMessaging),
]

/** All readers as if they were on one transport. `getStatusChange` wants at least one reader. */
export interface Readers extends SmartCardContext {
  refusals(): Promise<readonly ReaderRefusal[]>
  /** Calls `listener` when a reader may have come or gone; returns how to stop. Not every transport can tell. */
  watch(listener: () => void): () => void
}

export const openReaders = (platform: ReaderPlatform): Readers =>
  joinTransports(transports.map((open) => open(platform)).filter((transport) => transport !== undefined))

function webUsbTransport(usb: UsbLike): ReaderTransport {
  const context = new WebUsbContext({ usb })
  return {
    id: 'web-usb',
    context,
    refusals: () => context.refusals(),
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
  }
}

/** Without events: PC/SC tells of a new reader only to who waits for one, and the list is asked for often enough. */
function nativeHostTransport(messaging: NativeMessaging): ReaderTransport {
  const context = new NativeHostContext({ messaging })
  return { id: 'native-host', context, refusals: () => context.refusals(), watch: () => () => undefined }
}

/** Reader names are unique within a transport; a name that two transports share belongs to the first that lists it. */
export function joinTransports(joined: readonly ReaderTransport[]): Readers {
  let owners = new Map<string, ReaderTransport>()

  return {
    async listReaders() {
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
      const all = (await Promise.all(joined.map((transport) => transport.refusals()))).flat()
      const firm = all.filter(({ onlyWithoutReaders }) => !onlyWithoutReaders)
      return firm.length > 0 || owners.size > 0 ? firm : all
    },

    watch(listener) {
      const stops = joined.map((transport) => transport.watch(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
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
