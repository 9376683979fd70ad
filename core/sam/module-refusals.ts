import { CodedError } from '../errors/coded-error.ts'
import { DerError } from '../pki/der.ts'
import { PathRefusal } from '../pki/refusals.ts'
import type { ModuleFacts } from './module-facts.ts'

/** `reason` is for whoever is asked about it. */
export const foreign = (reason: string, cause?: unknown): CodedError =>
  new CodedError('ERR_SAM_FOREIGN', `not one of our modules: ${reason}`, { details: { reason }, cause })

const day = (date: Date): string => date.toISOString().slice(0, 10)

export const expired = ({ module, notAfter }: Pick<ModuleFacts, 'module' | 'notAfter'>): CodedError =>
  new CodedError('ERR_SAM_EXPIRED', `module ${module} has expired`, { details: { module, until: day(notAfter) } })

export const notYetValid = ({ module, notBefore }: Pick<ModuleFacts, 'module' | 'notBefore'>): CodedError =>
  new CodedError('ERR_SAM_NOT_YET_VALID', `module ${module} is not valid yet`, {
    details: { module, from: day(notBefore) },
  })

export const revoked = (module: string): CodedError =>
  new CodedError('ERR_SAM_REVOKED', `module ${module} is revoked`, { details: { module } })

/** What refuses a certificate, in the words of modules: what a person can do is the same for all of them. */
export function refusingAsForeign<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof PathRefusal) throw foreign(error.reason, error)
    if (error instanceof DerError) throw foreign('malformed', error)
    throw error
  }
}
