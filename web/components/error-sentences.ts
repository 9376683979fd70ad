import { cardTypes, type CardType } from '../../core/cards/card-types.ts'
import type { CodedError, ErrorDetails } from '../../core/errors/coded-error.ts'
import { errorRow } from '../../core/errors/error-table.ts'
import { fillIn, type Language, say } from '../../core/i18n/text.ts'
import { formatDateTime } from './date-time.tsx'

export interface ErrorSentences {
  readonly heading: string
  readonly cause: string
  readonly remedy: string
}

const isCardType = (value: string): value is CardType => Object.hasOwn(cardTypes, value)
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** Details cross as codes and ISO times; a person reads the card's label and the date as it is written here. */
function detailsFor(details: ErrorDetails, language: Language): ErrorDetails {
  const readable = (value: string | number) => {
    if (typeof value === 'number') return value
    if (isCardType(value)) return say(cardTypes[value].label, language)
    return isoTime.test(value) ? formatDateTime(value, language) : value
  }
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, readable(value)]))
}

/** What a person reads of an error: the error table's sentences with its details in their places. */
export function errorSentences({ code, details = {} }: CodedError, language: Language): ErrorSentences {
  const row = errorRow(code)
  const values = detailsFor(details, language)
  return {
    heading: fillIn(say(row.heading, language), values),
    cause: fillIn(say(row.cause, language), values),
    remedy: fillIn(say(row.remedy, language), values),
  }
}
