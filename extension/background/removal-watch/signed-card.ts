import { z } from 'zod'

/**
 * The card that signed in at a portal, as far as a watch must know it. It lies in `chrome.storage.session` (memory only),
 * so that a watch outlives the worker.
 */
const signedCard = z.strictObject({
  origin: z.string(),
  /** Thumbprint of the key that the session is bound to: only its pages may ask. */
  jkt: z.string(),
  readerName: z.string(),
  cardSn: z.string(),
  /** Hex. */
  answerToReset: z.string(),
  /** The person gave the reader to other programs. */
  released: z.boolean(),
})
export type SignedCard = Readonly<z.output<typeof signedCard>>

const key = 'signed-cards'

export const signedCardStore = {
  async load(): Promise<readonly SignedCard[]> {
    const { [key]: stored } = await chrome.storage.session.get(key)
    return z.array(signedCard).safeParse(stored).data ?? []
  },
  save: (cards: readonly SignedCard[]): Promise<void> =>
    cards.length > 0 ? chrome.storage.session.set({ [key]: cards }) : chrome.storage.session.remove(key),
}
