import { isIdNumber } from '../../../core/portal/id-number.ts'
import { nextTaiwanMidnight } from '../../../core/portal/taiwan-day.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'

/** What is typed into the search; empty where it does not matter. */
export const emptyFilter = {
  from: '',
  until: '',
  event: '',
  code: '',
  institution: '',
  idNumber: '',
  session: '',
  request: '',
}
export type TypedFilter = typeof emptyFilter
export type FilterField = keyof TypedFilter

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Looked at before it is sent, so that what is wrong can be said beside the field. The server looks once more. */
const isRight: Readonly<Record<FilterField, (value: string) => boolean>> = {
  from: () => true,
  until: () => true,
  event: (value) => /^[a-z-]{1,40}$/.test(value),
  code: (value) => /^ERR_[A-Z_]{1,60}$/.test(value),
  institution: (value) => /^\d{10}$/.test(value),
  idNumber: (value) => isIdNumber(value.toUpperCase()),
  session: (value) => uuid.test(value),
  request: (value) => uuid.test(value),
}

export const filterFields = Object.keys(emptyFilter) as FilterField[]

const trimmed = (typed: TypedFilter, field: FilterField) => typed[field].trim()

export const wrongFields = (typed: TypedFilter): FilterField[] =>
  filterFields.filter((field) => trimmed(typed, field) !== '' && !isRight[field](trimmed(typed, field)))

/** Days are whole days in Taiwan; the last is included. */
export const taiwanMorning = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

export function toFilter(typed: TypedFilter): RouteRequest<'POST /api/audit/export'> {
  const given = Object.fromEntries(
    filterFields.filter((field) => trimmed(typed, field) !== '').map((field) => [field, trimmed(typed, field)]),
  )
  return {
    ...given,
    ...(typed.from !== '' && { from: taiwanMorning(typed.from).toISOString() }),
    ...(typed.until !== '' && { until: nextTaiwanMidnight(taiwanMorning(typed.until)).toISOString() }),
  }
}
