import { fromHex, toHex } from '../../core/bytes/hex.ts'
import { PcscContext } from '../../core/pcsc/pcsc-context.ts'
import { loadScard } from '../../native-host/pcsc/load-scard.ts'
import { pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import type { Commands } from './conversation.ts'
import { noticed } from './noticed.ts'
import type { Pcscd } from './pcscd.ts'

/** Milliseconds within which the service notices a card. */
const noticedWithin = 5_000

/** A program of the PC/SC service. One for a whole test file: the client library asks for the socket once. */
export class PcscClient {
  readonly #context: PcscContext

  constructor(pcscd: Pcscd) {
    process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket
    this.#context = new PcscContext({ scard: loadScard(pcscPlatforms.linux) })
  }

  /** Resolves once the service says that this is in the reader. */
  noticed(readerName: string, wanted: 'present' | 'empty'): Promise<void> {
    return noticed(this.#context, readerName, wanted, AbortSignal.timeout(noticedWithin))
  }

  /** Sends commands on one connection. */
  async converse(readerName: string, commands: Commands): Promise<string[]> {
    const { connection } = await this.#context.connect(readerName, 'shared')
    try {
      const answers: string[] = []
      for (const command of commands) answers.push(toHex(await connection.transmit(fromHex(command))))
      return answers
    } finally {
      await connection.disconnect('reset')
    }
  }

  close(): Promise<void> {
    return this.#context.close()
  }
}
