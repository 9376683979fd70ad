import type { CodeList } from './code-lists.ts'

/** How a value must look, besides its length. */
export type Form =
  /** Big5, without control signs. */
  | { readonly kind: 'text' }
  /** Digits, with at most so many after a point. */
  | { readonly kind: 'amount'; readonly decimals: number }
  /** YYYMMDD of the Republic's years; a day of birth may lie before them (-05MMDD). */
  | { readonly kind: 'date'; readonly beforeRepublic: boolean }
  /** YYYMM */
  | { readonly kind: 'month' }
  /** YYYMMDDHHMM */
  | { readonly kind: 'time' }
  /** 身分證號 or 統一證號 with its check digit, or what `also` says. */
  | { readonly kind: 'person'; readonly also: 'nothing' | 'passport' | 'none' | 'institution' }
  /** Ten digits. The check digit is a rule of its own, since a few real codes do not have it. */
  | { readonly kind: 'institution'; readonly orNone: boolean }
  | { readonly kind: 'codes'; readonly list: CodeList }

/** Whose data a value is: shown only in part. */
export type Masking = 'id-number' | 'name' | 'birthday'

export interface ClaimsField {
  /** `t1`, `d39`, `p12`: the element's name. */
  readonly id: string
  /** As the form calls it. */
  readonly name: string
  /** Bytes at most; undefined where the form as we have it does not say. */
  readonly length: number | undefined
  /** Marked ＊ in the form. */
  readonly required: boolean
  readonly form: Form
  readonly mask: Masking | undefined
  /** The codes are another form's, or not seen whole: another value is only a warning. */
  readonly doubtful: boolean
}

interface FieldOptions {
  readonly required?: true
  readonly form?: Form
  readonly mask?: Masking
  readonly doubtful?: true
}

type FieldRow = Omit<ClaimsField, 'id'>

/** Stands where a length could not be read from the form: none is checked. */
export const lengthNotRead = undefined

const row = (name: string, length: number | undefined, form: Form, options: FieldOptions): FieldRow => ({
  name,
  length,
  required: options.required ?? false,
  form: options.form ?? form,
  mask: options.mask,
  doubtful: options.doubtful ?? false,
})

/** Type X. */
export const text = (name: string, length: number | undefined, options: FieldOptions = {}): FieldRow =>
  row(name, length, { kind: 'text' }, options)

/** Type 9. */
export const amount = (
  name: string,
  length: number | undefined,
  { decimals = 0, ...options }: FieldOptions & { readonly decimals?: number } = {},
): FieldRow => row(name, length, { kind: 'amount', decimals }, options)

export const codes = (list: CodeList): Form => ({ kind: 'codes', list })
export const doubtfulCodes = (list: CodeList) => ({ form: codes(list), doubtful: true }) as const
export const date: Form = { kind: 'date', beforeRepublic: false }
export const month: Form = { kind: 'month' }
export const time: Form = { kind: 'time' }
export const institution: Form = { kind: 'institution', orNone: false }
export const institutionOrNone: Form = { kind: 'institution', orNone: true }

/** A patient's or a practitioner's number, and a day of birth: always masked. */
const personForm = (also: Extract<Form, { kind: 'person' }>['also']) =>
  ({ form: { kind: 'person', also }, mask: 'id-number' }) as const
export const person = personForm('nothing')
export const personOrPassport = personForm('passport')
export const personOrNone = personForm('none')
export const personOrInstitution = personForm('institution')
export const birthday = { form: { kind: 'date', beforeRepublic: true }, mask: 'birthday' } as const
export const required = { required: true } as const

export const fieldTable = (rows: Readonly<Record<string, FieldRow>>): readonly ClaimsField[] =>
  Object.entries(rows).map(([id, row]) => Object.assign({ id }, row))

/** t, d and p of 128 numbers each: what a field is called inside. */
export const fieldCount = 3 * 128

/** `d39` as a number below `fieldCount`. */
export const fieldIndex = (id: string): number => 'tdp'.indexOf(id.slice(0, 1)) * 128 + Number(id.slice(1))

/** The element's name for a number that `fieldIndex` gives. */
export const fieldId = (index: number): string => `${'tdp'[index >> 7]}${index & 127}`
