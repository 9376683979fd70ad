import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoCardFiles } from '../../demo/demo-cards.ts'

const cardId = 'hca-personnel'

/** Of the right form, and not that of any demo card. */
export const wrongPin = '000000'

/** The card that every row signs in with. */
export async function demoCard(): Promise<CardFile> {
  const file = (await demoCardFiles()).find(({ id }) => id === cardId)
  if (!file) throw new RangeError(`no demo card ${cardId}`)
  return file
}
