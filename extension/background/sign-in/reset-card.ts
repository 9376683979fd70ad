import { isCoded } from '../../../core/errors/coded-error.ts'
import type { SmartCardContext } from '../../../core/smartcard/context.ts'
import { ignoreExpected } from './read-card.ts'

/** The browser may take a moment to let go of the reader that the stopped worker held. Tries, and milliseconds between. */
const tries = 8
const between = 250

/** Takes the card's security state away after a worker was stopped in the middle. A card or reader that is gone needs none. */
export async function resetCard(readers: SmartCardContext, readerName: string): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      await readers.listReaders()
      const { connection } = await readers.connect(readerName, 'shared')
      return await connection.disconnect('reset')
    } catch (error) {
      if (left <= 1 || !isCoded(error, 'ERR_READER_BUSY', 'ERR_READER_ACCESS_DENIED')) return ignoreExpected(error)
      await new Promise((resolve) => setTimeout(resolve, between))
    }
  }
}
