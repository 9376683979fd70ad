import koffi from 'koffi'
import { pcscPlatforms } from '../../../native-host/pcsc/platforms.ts'

/** winscard.h */
const SCARD_SCOPE_SYSTEM = 2
const SCARD_SHARE_SHARED = 2
const SCARD_PROTOCOL_ANY = 3
const SCARD_UNPOWER_CARD = 2

/** SCardTransmit without anything of ours in between: each call returns when the service has answered. */
export interface DirectCard {
  transmit(command: Uint8Array): Uint8Array
  close(): void
}

/** Undefined while the service lists no reader, or none with a card. Linux. */
export function openDirectCard(): DirectCard | undefined {
  const library = koffi.load(pcscPlatforms.linux.library)
  const pci = koffi.struct({ dwProtocol: 'ulong', cbPciLength: 'ulong' })
  const establish = library.func('SCardEstablishContext', 'long', ['ulong', 'void *', 'void *', koffi.out('long *')])
  const list = library.func('SCardListReaders', 'long', ['long', 'void *', 'uint8 *', koffi.inout('ulong *')])
  const connect = library.func('SCardConnect', 'long', [
    'long',
    'str',
    'ulong',
    'ulong',
    koffi.out('long *'),
    koffi.out('ulong *'),
  ])
  const disconnect = library.func('SCardDisconnect', 'long', ['long', 'ulong'])
  const release = library.func('SCardReleaseContext', 'long', ['long'])
  const transmit = library.func('SCardTransmit', 'long', [
    'long',
    koffi.pointer(pci),
    'uint8 *',
    'ulong',
    'void *',
    'uint8 *',
    koffi.inout('ulong *'),
  ])

  const [context, card, protocol] = [[0], [0], [0]]
  if (establish(SCARD_SCOPE_SYSTEM, null, null, context) !== 0) return undefined
  const names = Buffer.alloc(4_096)
  const isListed = list(context[0], null, names, [names.length]) === 0
  const reader = names.toString('utf8', 0, names.indexOf(0))
  const isConnected =
    isListed && connect(context[0], reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY, card, protocol) === 0
  if (!isConnected) {
    release(context[0])
    return undefined
  }
  const request = { dwProtocol: protocol[0], cbPciLength: koffi.sizeof(pci) }
  const response = new Uint8Array(258)
  return {
    transmit(command) {
      const length = [response.length]
      const code: unknown = transmit(card[0], request, command, command.length, null, response, length)
      if (code !== 0) throw new Error(`SCardTransmit gave ${String(code)}`)
      return response.slice(0, length[0])
    },
    close() {
      disconnect(card[0], SCARD_UNPOWER_CARD)
      release(context[0])
    },
  }
}

/** Once the service, which has just been started, has found the card. */
export async function directCard(): Promise<DirectCard> {
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    const card = openDirectCard()
    if (card) return card
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the service found no card')
}
