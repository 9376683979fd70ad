import type { OtherCard } from '../../core/cards/mixing.ts'
import { openCard } from '../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../core/cards/read-only-card-error.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { WebUsbContext } from '../../extension/readers/web-usb.ts'
import { readerStates } from './choose-reader.ts'

/** For the mixing guard: every present card but the chosen one. One that cannot be read is of unknown environment. */
export async function otherCards(context: WebUsbContext, chosen: string): Promise<OtherCard[]> {
  const present = [...(await readerStates(context))].filter(([name, state]) => name !== chosen && state.present)
  const others: OtherCard[] = []
  for (const [readerName] of present) others.push(await lookAt(context, readerName))
  return others
}

async function lookAt(context: WebUsbContext, readerName: string): Promise<OtherCard> {
  try {
    const { connection } = await context.connect(readerName, 'shared')
    try {
      const { answerToReset } = await connection.status()
      const { info } = await openCard(connection, answerToReset ?? new Uint8Array())
      return { readerName, ...info }
    } finally {
      await connection.disconnect('unpower')
    }
  } catch (error) {
    if (error instanceof ReadOnlyCardError) return { readerName, ...error.info }
    if (!(error instanceof CodedError)) throw error
    return { readerName, cardSn: undefined, environment: 'unknown' }
  }
}
