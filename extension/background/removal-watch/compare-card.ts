import { toHex } from '../../../core/bytes/hex.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { RecognisedCard } from '../recognise-card.ts'
import type { SignedCard } from './signed-card.ts'

/** Whether the card in the reader is the one that signed in. `unknown`: it cannot be asked just now. */
export type Comparison = 'same' | 'other' | 'unknown'

export interface ComparisonOptions {
  /** The sign-in under way, which reads the cards itself. */
  readonly signIn: () => PinWindowState | undefined
  readonly recognise: (readerName: string) => Promise<RecognisedCard>
}

export async function compareCard(card: SignedCard, { signIn, recognise }: ComparisonOptions): Promise<Comparison> {
  const underWay = signIn()
  if (underWay) {
    const cardSn = underWay.readers.find(({ readerName }) => readerName === card.readerName)?.cardSn
    if (cardSn === undefined) return 'unknown'
    return cardSn === card.cardSn ? 'same' : 'other'
  }
  try {
    const { info, error, answerToReset } = await recognise(card.readerName)
    // An NHI card cannot sign, and is known by its number all the same.
    if (info && (!error || info.cardType === 'nhi')) return info.cardSn === card.cardSn ? 'same' : 'other'
    // It signed by middleware; what we can read of it ourselves need not have the number that it signed under.
    return toHex(answerToReset) === card.answerToReset ? 'same' : 'other'
  } catch (error) {
    if (isCoded(error)) return 'unknown'
    throw error
  }
}
