import type { CodedError } from '../../../core/errors/coded-error.ts'
import { emailPattern, phonePattern } from '../../../core/portal/contact.ts'
import { isIdNumber } from '../../../core/portal/id-number.ts'
import type { memberProblemTexts } from './member-texts.ts'

/** What is typed into the form of a manager or a user. */
export interface MemberValues {
  readonly idNumber: string
  readonly name: string
  readonly phone: string
  readonly email: string
}

export type MemberField = keyof MemberValues
export type MemberProblem = keyof typeof memberProblemTexts
export type MemberProblems = { readonly [F in MemberField]?: MemberProblem }

export const noMember: MemberValues = { idNumber: '', name: '', phone: '', email: '' }

/** What a form with these fields would be refused for. The server looks once more. */
export function problemsOf(values: MemberValues, fields: readonly MemberField[]): MemberProblems {
  const trimmed = trimmedValues(values)
  const found: MemberProblems = {
    ...idNumberProblem(trimmed.idNumber),
    ...(trimmed.name === '' && { name: 'name-empty' }),
    ...(!phonePattern.test(trimmed.phone) && { phone: 'phone-wrong' }),
    ...(trimmed.email !== '' && !emailPattern.test(trimmed.email) && { email: 'email-wrong' }),
  }
  return Object.fromEntries(Object.entries(found).filter(([field]) => fields.some((one) => one === field)))
}

const idNumberProblem = (idNumber: string): MemberProblems =>
  idNumber === '' ? { idNumber: 'idNumber-empty' } : isIdNumber(idNumber) ? {} : { idNumber: 'idNumber-wrong' }

export function trimmedValues({ idNumber, name, phone, email }: MemberValues): MemberValues {
  return { idNumber: idNumber.trim().toUpperCase(), name: name.trim(), phone: phone.trim(), email: email.trim() }
}

/**
 * What the server refused that belongs to one field, and is said beside it. A malformed one it names by its path in the
 * body: `member.contact.phone`.
 */
export function problemsOfRefusal({ code, details }: CodedError): MemberProblems {
  if (code === 'ERR_REQUEST_NAME_DIFFERS') return { name: 'name-differs' }
  if (code === 'ERR_REQUEST_ROLE_HELD') return { idNumber: 'idNumber-held' }
  if (code !== 'ERR_REQUEST_MALFORMED') return {}
  const field = String(details?.['field'] ?? '').replace(/^.*\./, '')
  const problems: Readonly<Record<MemberField, MemberProblem>> = {
    idNumber: 'idNumber-wrong',
    name: 'name-empty',
    phone: 'phone-wrong',
    email: 'email-wrong',
  }
  return isField(field) ? { [field]: problems[field] } : {}
}

const isField = (name: string): name is MemberField => Object.hasOwn(noMember, name)
