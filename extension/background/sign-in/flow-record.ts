import { z } from 'zod'
import type { Challenge } from '../../../core/assertion/claims.ts'
import { cardTypeCodes, readerKinds } from '../../../core/cards/card-types.ts'
import { languages } from '../../../core/i18n/text.ts'
import { challenge } from '../../../core/protocol/challenge.ts'

/**
 * What of a sign-in outlives the worker: enough to go on before the PIN, or to tell that it was interrupted after it.
 * It lies in `chrome.storage.session` (memory only, out of reach of content scripts). Never a PIN.
 */
const flowRecord = z.strictObject({
  /** Names the flow between worker and PIN window. */
  flow: z.string(),
  /** The page's request, by the id it gave. */
  requestId: z.string(),
  origin: z.string(),
  tabId: z.int(),
  challenge,
  cardType: z.enum(cardTypeCodes),
  reader: z.enum(readerKinds),
  language: z.enum(languages),
  /** When the request runs out, milliseconds since 1970 by this computer's clock. */
  deadline: z.number(),
  windowId: z.int().nullable(),
  /** What the person picked, or what was chosen beforehand for them. */
  chosenReader: z.string().nullable(),
  /** The number of the card whose PIN was asked for last. */
  askedFor: z.string().nullable(),
  /** `card-in-use` is written before VERIFY is sent: a worker that finds it never tries again, but resets the card. */
  stage: z.enum(['before-pin', 'card-in-use']),
})
export type FlowRecord = Readonly<Omit<z.output<typeof flowRecord>, 'challenge'>> & { readonly challenge: Challenge }

const key = 'sign-in'

export const flowStore = {
  async load(): Promise<FlowRecord | undefined> {
    const { [key]: stored } = await chrome.storage.session.get(key)
    return flowRecord.safeParse(stored).data
  },
  save: (record: FlowRecord): Promise<void> => chrome.storage.session.set({ [key]: record }),
  clear: (): Promise<void> => chrome.storage.session.remove(key),
}

/** The reader a card last signed in with: chosen beforehand when several hold a usable card. */
const lastReaderKey = 'last-reader'

export const lastReader = {
  async load(): Promise<string | undefined> {
    const { [lastReaderKey]: name } = await chrome.storage.local.get(lastReaderKey)
    return typeof name === 'string' ? name : undefined
  },
  save: (readerName: string): Promise<void> => chrome.storage.local.set({ [lastReaderKey]: readerName }),
}
