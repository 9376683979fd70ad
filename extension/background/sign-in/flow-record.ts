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
  /** The institution whose cloud module the person picked among several. */
  chosenModule: z.string().nullable(),
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

export interface LastReader {
  readonly readerName: string | undefined
  /** Whether any card ever signed in here with a reader of this kind. */
  readonly any: boolean
}

/** The reader that a kind of card last signed in with, for each portal: chosen beforehand when several hold a usable card. */
const lastReadersKey = 'last-readers'
const lastReaders = z.record(z.string(), z.string())

const loadLastReaders = async (): Promise<Record<string, string>> => {
  const { [lastReadersKey]: stored } = await chrome.storage.local.get(lastReadersKey)
  return lastReaders.safeParse(stored).data ?? {}
}

/** Slots of NHI readers have keys of their own. */
const nhiEnding = ' nhi-reader'
const keyOf = ({ origin, cardType, reader }: FlowRecord): string =>
  `${origin} ${cardType}${reader === 'nhi' ? nhiEnding : ''}`

export const lastReader = {
  async load(record: FlowRecord): Promise<LastReader> {
    const all = await loadLastReaders()
    const any = Object.keys(all).some((key) => key.endsWith(nhiEnding) === (record.reader === 'nhi'))
    return { readerName: all[keyOf(record)], any }
  },
  async save(record: FlowRecord, readerName: string): Promise<void> {
    const all = { ...(await loadLastReaders()), [keyOf(record)]: readerName }
    await chrome.storage.local.set({ [lastReadersKey]: all })
  },
}

/** The institution whose cloud module last signed somebody in, for each portal: chosen beforehand among several. */
const lastModulesKey = 'last-modules'
const lastModules = z.record(z.string(), z.string())

const loadLastModules = async (): Promise<Record<string, string>> =>
  lastModules.safeParse((await chrome.storage.local.get(lastModulesKey))[lastModulesKey]).data ?? {}

export const lastModule = {
  load: async ({ origin }: FlowRecord): Promise<string | undefined> => (await loadLastModules())[origin],
  async save({ origin }: FlowRecord, institution: string): Promise<void> {
    await chrome.storage.local.set({ [lastModulesKey]: { ...(await loadLastModules()), [origin]: institution } })
  },
}
