import type { SmartCardContext } from '../../../core/smartcard/context.ts'
import { ignoreExpected } from './read-card.ts'

/** Takes the card's security state away after a worker was stopped in the middle. A card or reader that is gone needs none. */
export async function resetCard(readers: SmartCardContext, readerName: string): Promise<void> {
  try {
    await readers.listReaders()
    const { connection } = await readers.connect(readerName, 'shared')
    await connection.disconnect('reset')
  } catch (error) {
    ignoreExpected(error)
  }
}
