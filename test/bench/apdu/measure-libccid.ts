import type { Pcscd } from '../../rigs/pcscd.ts'
import { directCard } from './direct-scard.ts'
import { measureCommands, type Samples } from './measure-commands.ts'

/** Starts the service, which takes hold of the reader, for as long as it is measured. */
export async function measureLibccid(pcscd: Pcscd): Promise<Samples> {
  process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket
  await pcscd.start()
  try {
    const card = await directCard()
    const samples = await measureCommands((command) => card.transmit(command))
    card.close()
    return samples
  } finally {
    await pcscd.stop()
  }
}
