import { markTexts } from '../../core/check/mark-texts.ts'
import { maskText } from '../../core/check/mask-report.ts'
import { type Language, languages } from '../../core/i18n/text.ts'
import type { CheckSummary } from './check-summary.ts'

/** The last check that was shown, as it is kept for the next opening of the popup: what it said, and what that is good for. */
export interface LastCheck {
  /** Its version and language wrote the sentences: another throws them away. */
  readonly extension: string
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly checkedAt: number
  readonly summary: Required<CheckSummary>
}

/** Where it is kept, and who reads it. */
export interface LastCheckPlace {
  /** Throws where the browser keeps sites from storing anything. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly extension: string
  readonly language: Language
  readonly now: () => number
}

const key = 'last-check'
/** How a computer stood longer ago tells nothing of today. */
const longestAge = 30 * 24 * 60 * 60 * 1000

/** Read at once, by `localStorage`: every other store of the browser answers after the popup could have been drawn. */
export function readLastCheck(place: LastCheckPlace): LastCheck | undefined {
  try {
    const kept = place.storage().getItem(key)
    const last = kept === null ? undefined : parseLastCheck(kept)
    if (last && isOfUse(last, place)) return last
    if (kept !== null) place.storage().removeItem(key)
  } catch {
    // Without a store there is no last check, and the popup waits for the worker.
  }
  return undefined
}

/** Keeps the check, with what tells who or where somebody is made unreadable: it stays until the next one. */
export function keepLastCheck(place: LastCheckPlace, checkedAt: number, summary: Required<CheckSummary>): LastCheck {
  const rows = summary.rows.map((row) => ({ ...row, current: maskText(row.current) }))
  const last = { extension: place.extension, language: place.language, checkedAt, summary: { ...summary, rows } }
  try {
    place.storage().setItem(key, JSON.stringify(last))
  } catch {
    // As above; a store that is full is none either.
  }
  return last
}

const isOfUse = ({ extension, language, checkedAt }: LastCheck, place: LastCheckPlace): boolean => {
  const age = place.now() - checkedAt
  // One from the future was made by a clock that was wrong.
  return extension === place.extension && language === place.language && age >= 0 && age <= longestAge
}

/** By hand, since zod alone is larger than all that the first rows need. Undefined for what is damaged. */
function parseLastCheck(text: string): LastCheck | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isLastCheck(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isLastCheck = (value: unknown): value is LastCheck =>
  isObject(value) &&
  typeof value.extension === 'string' &&
  languages.some((language) => language === value.language) &&
  Number.isSafeInteger(value.checkedAt) &&
  isSummary(value.summary)

const isSummary = (value: unknown): boolean =>
  isObject(value) &&
  isMark(value.mark) &&
  typeof value.word === 'string' &&
  Array.isArray(value.rows) &&
  value.rows.every(isRow)

const isRow = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.id === 'string' &&
  isMark(value.mark) &&
  typeof value.label === 'string' &&
  typeof value.current === 'string'

const isMark = (value: unknown): boolean => typeof value === 'string' && Object.hasOwn(markTexts, value)
