import { cardTypes, type CardType } from '../../core/cards/card-types.ts'
import type { CodedError, ErrorDetails } from '../../core/errors/coded-error.ts'
import { questionOfError } from '../../core/errors/error-questions.ts'
import { errorRow } from '../../core/errors/error-table.ts'
import { fillIn, type Language, say } from '../../core/i18n/text.ts'
import { samStates, type SamState } from '../../core/portal/sam-applications.ts'
import { formatDateTime, formatDay } from './date-time.tsx'

export interface ErrorSentences {
  readonly heading: string
  readonly cause: string
  readonly remedy: string
  /** The anchor of the answer among 常見問答 that says more. */
  readonly question?: string | undefined
}

const isCardType = (value: string): value is CardType => Object.hasOwn(cardTypes, value)
const isSamState = (value: string): value is SamState => Object.hasOwn(samStates, value)
const isoDay = /^\d{4}-\d\d-\d\d$/
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** Details cross as codes and ISO times; a person reads the label and the date as they are written here. */
function detailsFor(details: ErrorDetails, language: Language): ErrorDetails {
  const readable = (name: string, value: string | number) => {
    if (typeof value === 'number') return value
    if (name === 'state' && isSamState(value)) return say(samStates[value], language)
    if (isCardType(value)) return say(cardTypes[value].label, language)
    if (isoDay.test(value)) return formatDay(value, language)
    return isoTime.test(value) ? formatDateTime(value, language) : value
  }
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, readable(name, value)]))
}

/** What a person reads of an error: the error table's sentences with its details in their places. */
export function errorSentences({ code, details = {} }: CodedError, language: Language): ErrorSentences {
  const row = errorRow(code)
  const values = detailsFor(details, language)
  return {
    heading: fillIn(say(row.heading, language), values),
    cause: fillIn(say(row.cause, language), values),
    remedy: fillIn(say(row.remedy, language), values),
    question: questionOfError(code),
  }
}
