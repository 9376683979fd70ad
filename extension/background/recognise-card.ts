import type { KnownCard } from '../../core/cards/card-profile.ts'
import type { openCard } from '../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../core/cards/read-only-card-error.ts'
import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type { SmartCardConnection, SmartCardContext } from '../../core/smartcard/context.ts'
import { ignoreExpected } from './sign-in/read-card.ts'

/** What public reads tell of a card outside a sign-in. */
export interface RecognisedCard {
  readonly answerToReset: Uint8Array
  readonly info?: KnownCard | undefined
  /** Why it cannot sign in, or is not known. */
  readonly error?: CodedError | undefined
}

export interface RecogniseOptions {
  readonly readers: SmartCardContext
  readonly open: typeof openCard
  /** A sign-in reads the cards itself, and must not be disturbed. */
  readonly isSigningIn: () => boolean
}

/**
 * Reads which card is in a reader, politely: in one transaction, so that nobody's commands come in between, and without a
 * reset, so that other programs keep what they had. Errors: ERR_BRIDGE_BUSY during a sign-in, ERR_READER_*, ERR_CARD_*.
 */
export async function recogniseCard(readerName: string, options: RecogniseOptions): Promise<RecognisedCard> {
  const { connection } = await options.readers.connect(readerName, 'shared')
  try {
    let outcome: RecognisedCard | CodedError | undefined
    await connection.startTransaction(async () => {
      outcome = await identify(connection, options).catch((error: unknown) => {
        if (isCoded(error)) return error
        throw error
      })
      return 'leave'
    })
    if (!outcome || outcome instanceof CodedError) throw outcome
    return outcome
  } finally {
    await connection.disconnect('leave').catch(ignoreExpected)
  }
}

async function identify(
  connection: SmartCardConnection,
  { open, isSigningIn }: RecogniseOptions,
): Promise<RecognisedCard> {
  if (isSigningIn()) throw new CodedError('ERR_BRIDGE_BUSY', 'a sign-in has the cards')
  const { answerToReset = new Uint8Array() } = await connection.status()
  try {
    return { answerToReset, info: (await open(connection, answerToReset)).info }
  } catch (error) {
    if (error instanceof ReadOnlyCardError) return { answerToReset, info: error.info, error }
    if (isCoded(error, 'ERR_CARD_UNKNOWN', 'ERR_CARD_NEEDS_MIDDLEWARE')) return { answerToReset, error }
    throw error
  }
}
