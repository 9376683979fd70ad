import koffi, { type LibraryHandle } from 'koffi'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Scard } from '../../core/pcsc/scard.ts'
import {
  cardStateOf,
  dispositions,
  protocolMask,
  protocolOf,
  scardCodes,
  scope,
  shareModes,
} from '../../core/pcsc/scard-constants.ts'
import { failedWith, ScardError } from '../../core/pcsc/scard-errors.ts'
import type { PcscPlatform } from './platforms.ts'
import { scardTypes } from './scard-types.ts'

/** An extended APDU's answer: 65,536 bytes and the status word. */
const responseMaximum = 65_538
const atrMaximum = 36
/** Features, properties, and a short APDU's answer. */
const controlMaximum = 512
const readerNameMaximum = 512

type KoffiFunction = ReturnType<LibraryHandle['func']>
type TypeSpec = Parameters<typeof koffi.out>[0]
type Call = (...args: unknown[]) => Promise<void>

/** Loads the system's PC/SC library. Errors: ERR_READER_SERVICE where there is none. */
export function loadScard(platform: PcscPlatform): Scard {
  const library = loadLibrary(platform.library)
  const { dword, handle, long, suffix, text } = platform
  const { readerState, ioRequest } = scardTypes(platform)

  /** Every call goes to a thread of its own (koffi's `async`), and throws unless it returns SCARD_S_SUCCESS. */
  const declare = (name: string, ...types: TypeSpec[]): Call => {
    const found = platform.library.endsWith('.dll')
      ? library.func('__stdcall', name, long, types)
      : library.func(name, long, types)
    return (...args) => callAsync(found, name, args)
  }
  const out = (type: TypeSpec): TypeSpec => koffi.out(koffi.pointer(type))
  const inout = (type: TypeSpec): TypeSpec => koffi.inout(koffi.pointer(type))
  const bytes: TypeSpec = 'uint8 *'

  const calls = {
    establish: declare('SCardEstablishContext', dword, 'void *', 'void *', out(handle)),
    release: declare('SCardReleaseContext', handle),
    cancel: declare('SCardCancel', handle),
    list: declare(`SCardListReaders${suffix}`, handle, 'void *', bytes, inout(dword)),
    change: declare(`SCardGetStatusChange${suffix}`, handle, dword, inout(readerState), dword),
    connect: declare(`SCardConnect${suffix}`, handle, text, dword, dword, out(handle), out(dword)),
    reconnect: declare('SCardReconnect', handle, dword, dword, dword, out(dword)),
    disconnect: declare('SCardDisconnect', handle, dword),
    begin: declare('SCardBeginTransaction', handle),
    end: declare('SCardEndTransaction', handle, dword),
    status: declare(`SCardStatus${suffix}`, handle, bytes, inout(dword), out(dword), out(dword), bytes, inout(dword)),
    transmit: declare('SCardTransmit', handle, koffi.pointer(ioRequest), bytes, dword, 'void *', bytes, inout(dword)),
    control: declare('SCardControl', handle, dword, bytes, dword, bytes, dword, out(dword)),
  }
  const bytesPerCharacter = text === 'str16' ? 2 : 1
  const ioRequestSize = koffi.sizeof(ioRequest)

  return {
    notifiesReaderList: platform.notifiesReaderList,
    serviceEndsWithReaders: platform.serviceEndsWithReaders,

    async establishContext() {
      const context = place()
      await calls.establish(scope.system, null, null, context)
      return { context: context[0] }
    },
    releaseContext: ({ context }) => calls.release(context),
    cancel: ({ context }) => calls.cancel(context),

    async listReaders({ context }) {
      // The list may grow between the question for its length and that for itself.
      for (;;) {
        try {
          const length = place()
          await calls.list(context, null, null, length)
          const characters = place(Number(length[0]))
          const names = Buffer.alloc(Number(length[0]) * bytesPerCharacter)
          await calls.list(context, null, names, characters)
          const whole = names.toString(text === 'str16' ? 'utf16le' : 'utf8')
          return whole.split('\0').filter((name) => name !== '')
        } catch (error) {
          if (failedWith(error, scardCodes.noReadersAvailable)) return []
          if (!failedWith(error, scardCodes.insufficientBuffer)) throw error
        }
      }
    },

    async getStatusChange({ context }, timeout, states) {
      const rows: RawReaderState[] = states.map(({ readerName, currentState }) => ({
        szReader: readerName,
        pvUserData: null,
        dwCurrentState: currentState,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: [...new Uint8Array(platform.rgbAtrLength)],
      }))
      await calls.change(context, timeout, rows, rows.length)
      return rows.map(({ dwEventState, cbAtr, rgbAtr }, index) => ({
        readerName: states[index]?.readerName ?? '',
        eventState: Number(dwEventState),
        answerToReset: Uint8Array.from(rgbAtr).slice(0, Number(cbAtr)),
      }))
    },

    async connect({ context }, readerName, accessMode, protocols) {
      const [card, protocol] = [place(), place()]
      const mask = protocolMask(platform, protocols)
      await calls.connect(context, readerName, shareModes[accessMode], mask, card, protocol)
      return { card: { card: card[0] }, activeProtocol: protocolOf(platform, Number(protocol[0])) }
    },
    async reconnect({ card }, accessMode, protocols) {
      const protocol = place()
      const mask = protocolMask(platform, protocols)
      await calls.reconnect(card, shareModes[accessMode], mask, dispositions.leave, protocol)
      return protocolOf(platform, Number(protocol[0]))
    },
    disconnect: ({ card }, disposition) => calls.disconnect(card, dispositions[disposition]),
    beginTransaction: ({ card }) => calls.begin(card),
    endTransaction: ({ card }, disposition) => calls.end(card, dispositions[disposition]),

    async status({ card }) {
      const [state, protocol] = [place(), place()]
      const name = Buffer.alloc(readerNameMaximum * bytesPerCharacter)
      const answerToReset = new Uint8Array(atrMaximum)
      const [nameLength, atrLength] = [place(readerNameMaximum), place(atrMaximum)]
      await calls.status(card, name, nameLength, state, protocol, answerToReset, atrLength)
      const active = protocolOf(platform, Number(protocol[0]))
      return {
        state: cardStateOf(platform, Number(state[0]), active),
        answerToReset: answerToReset.slice(0, Number(atrLength[0])),
      }
    },

    async transmit({ card }, protocol, command) {
      const request = { dwProtocol: protocolMask(platform, [protocol]), cbPciLength: ioRequestSize }
      const response = new Uint8Array(responseMaximum)
      const length = place(responseMaximum)
      await calls.transmit(card, request, command, command.length, null, response, length)
      return response.slice(0, Number(length[0]))
    },

    featureRequest: platform.featureRequest,
    async control({ card }, controlCode, input) {
      const output = new Uint8Array(controlMaximum)
      const length = place()
      await calls.control(card, controlCode, input, input.length, output, output.length, length)
      return output.slice(0, Number(length[0]))
    },
  }
}

interface RawReaderState {
  readonly szReader: string
  readonly pvUserData: null
  readonly dwCurrentState: number
  readonly dwEventState: number | bigint
  readonly cbAtr: number | bigint
  readonly rgbAtr: ArrayLike<number>
}

/** Where a call writes one number. */
const place = (before: number | bigint = 0): [number | bigint] => [before]

const callAsync = (call: KoffiFunction, name: string, args: readonly unknown[]): Promise<void> =>
  new Promise((resolve, reject) => {
    call.async(...args, (error: Error | null, rv: number | bigint) => {
      if (error) reject(error)
      else if (Number(rv) === scardCodes.success) resolve()
      else reject(new ScardError(name, Number(BigInt.asUintN(32, BigInt(rv)))))
    })
  })

function loadLibrary(path: string): LibraryHandle {
  try {
    return koffi.load(path)
  } catch (error) {
    throw new CodedError('ERR_READER_SERVICE', `${path} could not be loaded`, { cause: error })
  }
}
