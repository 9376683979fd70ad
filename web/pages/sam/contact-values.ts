import type { CodedError } from '../../../core/errors/coded-error.ts'
import { emailPattern, mobilePattern, neededPhonePattern } from '../../../core/portal/contact.ts'
import type { ModuleContact } from '../../../core/protocol/sam.ts'
import type { contactProblemTexts } from './sam-texts.ts'

export type ContactField = keyof ModuleContact
export type ContactProblem = keyof typeof contactProblemTexts
export type ContactProblems = { readonly [F in ContactField]?: ContactProblem }

export const noContact: ModuleContact = { name: '', phone: '', mobile: '', email: '' }

export const trimmedContact = ({ name, phone, mobile, email }: ModuleContact): ModuleContact => ({
  name: name.trim(),
  phone: phone.trim(),
  mobile: mobile.trim(),
  email: email.trim(),
})

/** What the form would be refused for. The server looks once more. */
export function problemsOfContact(values: ModuleContact): ContactProblems {
  const { name, phone, mobile, email } = trimmedContact(values)
  return {
    ...(name === '' && { name: 'name-empty' }),
    ...(!neededPhonePattern.test(phone) && { phone: 'phone-wrong' }),
    ...(!mobilePattern.test(mobile) && { mobile: 'mobile-wrong' }),
    ...(!emailPattern.test(email) && { email: 'email-wrong' }),
  }
}

/** What the server refused that belongs to one field: it names it by its path in the body, `contact.phone`. */
export function problemsOfRefusal({ code, details }: CodedError): ContactProblems {
  if (code !== 'ERR_REQUEST_MALFORMED') return {}
  const problems: Readonly<Record<string, ContactProblems>> = {
    'contact.name': { name: 'name-empty' },
    'contact.phone': { phone: 'phone-wrong' },
    'contact.mobile': { mobile: 'mobile-wrong' },
    'contact.email': { email: 'email-wrong' },
  }
  return problems[String(details?.['field'])] ?? {}
}
