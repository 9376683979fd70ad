import { isCoded } from '../../core/errors/coded-error.ts'
import { PcscContext } from '../../core/pcsc/pcsc-context.ts'
import type { SmartCardConnection, SmartCardContext } from '../../core/smartcard/context.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import type { Keypad } from '../../demo/reader/keypad.ts'
import { loadScard } from '../../native-host/pcsc/load-scard.ts'
import { pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import type { ContractRig } from '../contract/connection.ts'
import { atrs, EchoCard } from '../core/ccid/echo-card.ts'
import { FakeReader } from '../core/ccid/fake-reader.ts'
import { noticed } from '../rigs/noticed.ts'
import { Pcscd } from '../rigs/pcscd.ts'
import { openPty } from '../rigs/pty.ts'
import { serveSerialReader } from '../rigs/serial-reader.ts'
import { newVirtualCard, VirtualCardReader } from '../rigs/virtual-card-reader.ts'

/** Milliseconds within which the service, which asks its reader every 400, has noticed a card. */
const noticedWithin = 1_500

/** One for a whole test file: the client library remembers the first socket it was told. */
export function preparePcscd(): Pcscd {
  const pcscd = new Pcscd()
  process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket
  return pcscd
}

/**
 * The contract's rig over the real pcscd and libccid, with a reader on a pseudo terminal. The service notices cards by
 * asking, so every call waits until it has seen what the test did to the card before.
 */
export async function pcscdRig(
  pcscd: Pcscd,
  contextOver: (context: SmartCardContext) => SmartCardContext = (context) => context,
): Promise<ContractRig> {
  const pty = openPty()
  const fake = new FakeReader('tpdu-t1')
  serveSerialReader(pty, {
    async answer(message) {
      await fake.write(message)
      return fake.read()
    },
  })
  pcscd.setReaders([{ name: 'Test Reader', path: pty.path }])
  await pcscd.start()
  const pcsc = new PcscContext({ scard: loadScard(pcscPlatforms.linux) })
  const readerName = await firstReader(pcsc)
  const context = contextOver(pcsc)
  const cards: EchoCard[] = []

  const waitFor = async (wanted: 'present' | 'empty'): Promise<void> => {
    const limit = AbortSignal.timeout(noticedWithin)
    try {
      await noticed(pcsc, readerName, wanted, limit)
    } catch (error) {
      if (!limit.aborted) throw error // a card pulled in its first moment was never seen
    }
  }
  let moved: Promise<void> = Promise.resolve()
  const move = (job: () => Promise<void>): void => {
    moved = moved.then(job)
  }

  const wrapConnection = (connection: SmartCardConnection): SmartCardConnection => ({
    transmit: async (command, options) => {
      await moved
      return connection.transmit(command, options)
    },
    startTransaction: (transaction, options) => connection.startTransaction(transaction, options),
    status: async () => {
      await moved
      return connection.status()
    },
    disconnect: (disposition) => connection.disconnect(disposition),
  })

  return {
    readerName,
    context: {
      async listReaders() {
        await moved
        return context.listReaders()
      },
      async getStatusChange(states, options) {
        if (states.some(({ currentState }) => currentState.unaware)) await moved
        return context.getStatusChange(states, options)
      },
      async connect(...args) {
        await moved
        const { connection, activeProtocol } = await context.connect(...args)
        return { connection: wrapConnection(connection), activeProtocol }
      },
    },
    insertCard() {
      move(async () => {
        if (!fake.card) await waitFor('empty')
        cards.push(fake.insert(new EchoCard(atrs.t1)))
        await waitFor('present')
      })
    },
    removeCard() {
      move(async () => {
        fake.remove()
        await waitFor('empty')
      })
    },
    unplug() {
      move(async () => {
        pcscd.setReaders([])
        await pcscd.stop()
        await pcscd.start()
        await pcsc.getStatusChange([{ readerName, currentState: { unknown: false, present: true } }])
      })
    },
    pullAt(step) {
      fake.fault = ({ name }) => {
        if (name === (step === 'power-on' ? 'IccPowerOn' : 'XfrBlock')) {
          fake.fault = () => undefined
          fake.remove()
        }
        return undefined
      }
    },
    hold: () => fake.hold(),
    echoed: () =>
      cards.flatMap(({ received }) => received.flatMap((command) => (command[1] === 0x14 ? [command[5] ?? -1] : []))),
    advance: () => moved,
    async close() {
      await moved
      await pcsc.close()
      await pcscd.stop()
      pty.close()
    },
  }
}

async function firstReader(context: SmartCardContext): Promise<string> {
  for (;;) {
    try {
      const [name] = await context.listReaders()
      if (name !== undefined) return name
    } catch (error) {
      if (!isCoded(error, 'ERR_READER_SERVICE')) throw error // its socket is there before it listens
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A virtual card in a serial reader of the service's, with or without a keypad. Resolves once the service has seen it. */
export async function openCardOverPcscd(pcscd: Pcscd, file: CardFile, keypad?: Keypad) {
  const pty = openPty()
  const { card, memory } = newVirtualCard(file)
  serveSerialReader(pty, new VirtualCardReader(card, 0, keypad))
  pcscd.setReaders([{ name: 'Card Reader', path: pty.path, ...(keypad ? { model: 'GemPCPinPad' } : {}) }])
  await pcscd.start()
  const context = new PcscContext({ scard: loadScard(pcscPlatforms.linux) })
  const readerName = await firstReader(context)
  for (let currentState = {}; ;) {
    const [state] = await context.getStatusChange([{ readerName, currentState }])
    if (state?.eventState.present) break
    currentState = { ...state?.eventState, changed: false }
  }
  return {
    context,
    readerName,
    memory,
    close: async () => {
      await context.close()
      await pcscd.stop()
      pty.close()
    },
  }
}
